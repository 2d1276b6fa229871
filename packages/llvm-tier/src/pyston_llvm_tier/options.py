"""Settings of the tier, from `PYSTON_LLVM` in the environment: `fail=2/7,verify=1`.

`fail=R/M` is the stress mode: of all guards, those whose number leaves R when divided by M fail whenever they are
reached, so that M runs make each of them fail.

`first=N` and `only=PATTERN` say which units are compiled at all: what goes wrong in a program under this tier is found
by halving N until one more unit makes the difference, which `units=1` names.
"""

from __future__ import annotations

import os
from typing import Final, final

from pyston_runtime.imports.patterns import matches


@final
class Options:
    """The settings.

    Attributes:
        fail_rest, fail_of: which guards fail; `fail_of` 0 for none.
        codegen: the level of LLVM's code generator for code that stays, 0 to 3.
        largest: the most lines of LLVM text, roughly, that are compiled as one; of a larger unit, its hot loops are.
        verify: whether the IR and the text are verified.
        osr: whether compiled loops are left at every back-edge, to be entered again.
        background: whether the program runs on while LLVM works.
        share: how much of the process's CPU time LLVM may take in the background, in percent: code waits for it.
        setting: "both": first code that is made quickly, then good code in its place; or "cheap" or "peak" alone.
        cache: the most MiB of object code that are kept on disk; 0 for none.
        first: only so many units are compiled, the first ones that are hot; -1 for all. Made anew, a unit counts again.
        only: the units that are compiled, as a pattern with `*` and `?` for their qualified names; empty for all.
        units: whether each unit that is compiled is told on stderr, with its number.
    """

    def __init__(self, text: str) -> None:
        self.fail_rest = 0
        self.fail_of = 0
        self.codegen = 2
        self.largest = 15000
        self.verify = False
        self.osr = False
        self.background = True
        self.share = 20
        self.setting = "both"
        self.cache = 256
        self.first = -1
        self.only = ""
        self.units = False
        for part in filter(None, text.split(",")):
            name, _, value = part.strip().partition("=")
            if name == "fail":
                rest, _, of = value.partition("/")
                self.fail_rest, self.fail_of = int(rest), int(of)
            elif name in ("codegen", "share", "largest", "cache", "first"):
                setattr(self, name, int(value))
            elif name in ("verify", "background", "osr", "units"):
                setattr(self, name, value == "1")
            elif name == "only":
                self.only = value
            elif name == "setting" and value in ("both", "cheap", "peak"):
                self.setting = value
            else:
                raise ValueError(f"PYSTON_LLVM: there is no setting {part.strip()!r}")

    def fails(self, number: int) -> bool:
        """Whether the stress mode makes the guard with this exit fail."""
        return self.fail_of > 0 and number % self.fail_of == self.fail_rest

    def leaves_out(self, name: str, place: str, number: int) -> str:
        """Why a unit is not to be compiled, or empty; told where that was asked for.

        Args:
            name: its qualified name.
            place: where it is.
            number: how many units have been compiled before.
        """
        if self.only and not matches(self.only, name):
            return f"left out by only={self.only}"
        if 0 <= self.first <= number:
            return f"left out by first={self.first}"
        if self.units:
            os.write(2, f"pyston: llvm: unit {number + 1}: {place}\n".encode("utf-8", "backslashreplace"))
        return ""


OPTIONS: Final = Options(os.environ.get("PYSTON_LLVM", ""))
