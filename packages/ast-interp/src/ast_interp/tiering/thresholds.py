"""When a unit is hot enough to be compiled, and when its code is dropped again."""

from __future__ import annotations

import os

from pyston_runtime.interfaces.typed import final

#: The variable in the environment that changes them.
_VARIABLE = "PYSTON_TIERING"


@final
class Thresholds:
    """When a unit is hot, and how long it is recorded.

    `PYSTON_TIERING` in the environment changes them: `entries=1,loops=1,record=1` compiles all that runs twice.

    Attributes:
        entries: entries of a function before it is recorded; looked at every 1024 entries, unless it is 1.
        loops: rounds of a unit's loops likewise; looked at every 256 rounds, unless it is 1.
        record: entries or rounds that are recorded.
        exits: deopts at one instruction before code is made anew with what has been seen since, and without assuming
            anything there; of the first version: each later one is allowed more.
        versions: how often code of a unit is made before the interpreter keeps it.
        short: how many instructions a function without loops and calls must have for the interpreter to enter compiled
            code of it: going there and back takes as long as running a few. Compiled callers enter any.
    """

    def __init__(self) -> None:
        self.entries = 65536
        self.loops = 131072
        self.record = 128
        self.exits = 400
        self.versions = 8
        self.short = 6

    def change(self, text: str) -> None:
        """Set thresholds from `name=number,...`.

        Raises:
            ValueError: an unknown name or no number.
        """
        for part in text.split(","):
            name, _, value = part.strip().partition("=")
            if not value.isdecimal():
                raise ValueError(f"PYSTON_TIERING: {part.strip()!r} sets no number")
            number = int(value)
            if name == "entries":
                self.entries = number
            elif name == "loops":
                self.loops = number
            elif name == "record":
                self.record = number
            elif name == "exits":
                self.exits = number
            elif name == "versions":
                self.versions = number
            elif name == "short":
                self.short = number
            else:
                raise ValueError(f"PYSTON_TIERING: there is no threshold {name!r}")


def thresholds() -> Thresholds:
    """The thresholds, as the environment changes them.

    Raises:
        ValueError: the environment names one that does not exist, or gives it no number.
    """
    found = Thresholds()
    given = os.environ.get(_VARIABLE)
    if given:
        found.change(given)
    return found
