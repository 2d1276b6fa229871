"""The seam between the first tier and those that compile what it finds hot.

A frame crosses the seam in the form in which the interpreter keeps it: a list of slots. Compiled code takes the slots
out of the list when it is entered, and puts every one of them back when it gives up, so that (instruction index, slots)
is all there is to a deopt, and no second form of a frame has to be made on the way.
"""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.typed import Final, Protocol

#: In place of an instruction index: the code returned.
RETURNED: Final = -1

#: In place of an instruction index: the slots are not what the code was made for; nothing was done.
REFUSED: Final = -2

#: Why code gives up: a guard failed; nothing was known of the instruction; it is the interpreter's; the tier has put
#: other code in its place, to be entered at the same loop's head; only a part of the unit is compiled, and ends here.
GUARD: Final = "guard"
COLD: Final = "cold"
INTERPRETED: Final = "interpreted"
NEWER: Final = "newer"
BEYOND: Final = "beyond"

#: `entry(slots, exit)`: run from the entry's instruction on. `exit` is a list of two ints: `RETURNED`, and how
#: many frames may still be entered before there is a RecursionError.
#: Returns the unit's result; or, with `exit[0]` set, anything: the interpreter goes on at that instruction, with
#: `slots` as they are; or it raises with `exit[0]` set: that instruction raised.
Entry = Callable[[list[object], list[int]], object]

#: `resume(slots, index, error, left)`: run a frame of the unit in the interpreter from an instruction on, to its end;
#: from its handlers on when the instruction raised `error`. `left` is how many frames may still be entered. For code
#: that has no interpreter's frame.
Resume = Callable[[list[object], int, "BaseException | None", int], object]

#: `catch(slots, index, error)`: an instruction of the unit raised `error`, which compiled code handles itself or hands
#: to a compiled caller. The exception to go on with, whose traceback has got the frame's entry; `slots` are read only.
Catch = Callable[[list[object], int, BaseException], BaseException]


class CompiledCode(Protocol):
    """What a tier made of a unit."""

    @property
    def unit(self) -> CodeUnit:
        """The unit it was made from."""

    def entry(self, index: int) -> Entry | None:
        """The way in at an instruction: 0 for the start of a function, else the head of a loop (OSR).

        Returns:
            The entry, or None when there is none, or none yet (`waiting`); `Tier.statistics` says why.
        """

    def waiting(self, index: int) -> bool:
        """Whether the entry that was asked for is still being made, so that it is worth while to ask again later."""
        ...

    def cause(self, index: int) -> str:
        """Why the code gives up at an instruction: `GUARD`, `COLD`, `INTERPRETED`, `NEWER` or `BEYOND`."""
        ...

    def explain(self, index: int) -> str:
        """The reason of the deopts at an instruction, for people."""

    def invalidate(self) -> None:
        """Make sure that no other compiled code calls this code: an assumption it made is broken."""

    def suspend(self) -> None:
        """Make sure that nothing enters this code, and that what runs in it leaves, until `revive`."""

    def revive(self) -> None:
        """Let what was suspended, and is valid, be entered again."""


class Tier(Protocol):
    """A compile tier; found under the entry point group `pyston.tiers`."""

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""

    def compile(
        self, unit: CodeUnit, feedback: UnitFeedback, unset: object, resume: Resume, catch: Catch
    ) -> CompiledCode | None:
        """Compile a hot unit.

        Args:
            unit: what is to be compiled.
            feedback: what was seen of it.
            unset: the mark of an empty slot.
            resume: carries frames of the unit to their end when compiled code that called it natively gives up.
            catch: makes the traceback entries of exceptions that compiled code of the unit takes along.

        Returns:
            The code, or None when the tier leaves the unit to the interpreter; `statistics` says why.
        """

    def statistics(self) -> dict[str, object]:
        """What was compiled and what was not, with reasons: JSON-ready."""
