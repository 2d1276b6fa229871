"""The seam between the first tier and those that compile what it finds hot.

A frame crosses the seam in the form in which the interpreter keeps it: a list of slots. Compiled code takes the slots
out of the list when it is entered, and puts every one of them back when it gives up, so that (instruction index, slots)
is all there is to a deopt, and no second form of a frame has to be made on the way.
"""

from __future__ import annotations

from _collections_abc import Callable
from typing import NamedTuple

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


class Runner(Protocol):
    """What compiled code of a unit asks of the interpreter."""

    def resume(self, slots: list[object], index: int, error: BaseException | None, left: int, /) -> object:
        """Run a frame that has none of the interpreter's to its end.

        Args:
            slots: of the frame.
            index: the instruction to go on with.
            error: what that has raised, where it has: then its handlers are next.
            left: how many frames may still be entered.
        """

    def catch(self, slots: list[object], index: int, error: BaseException, /) -> BaseException:
        """An instruction raised what compiled code handles itself, or hands to a compiled caller.

        Returns:
            The exception to go on with, whose traceback has got the frame's entry; `slots` are only read.
        """
        ...

    def call(
        self, slots: list[object], index: int, names: tuple[str, ...], callee: object, /, *arguments: object
    ) -> object:
        """Call what may look at its caller, under a frame that shows the caller's locals.

        Args:
            slots: of the frame that calls.
            index: the instruction that does.
            names: the keyword names of the last arguments.
            callee: what is called; none of `served.SERVED_FUNCTIONS`.
            arguments: for it.

        Raises:
            BaseException: what the call raises.
        """

    def poll(self) -> bool:
        """Let other threads and pending calls in.

        Returns:
            Whether the code shall give up where it stands, for the interpreter to let signals in under the frame.

        Raises:
            BaseException: what is pending, such as KeyboardInterrupt.
        """
        ...


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


class Activation(NamedTuple):
    """A frame that runs compiled code, and has called something from there.

    Attributes:
        code: what it runs.
        slots: what its slots hold at the call; temporaries that have no object are empty.
        at: the instruction that calls.
        entered: the slots with which the interpreter has entered the code; None where other compiled code called it.
    """

    code: CompiledCode
    slots: list[object]
    at: int
    entered: list[object] | None


class Tier(Protocol):
    """A compile tier; found under the entry point group `pyston.tiers`."""

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner) -> CompiledCode | None:
        """Compile a hot unit.

        Args:
            unit: what is to be compiled.
            feedback: what was seen of it.
            unset: the mark of an empty slot.
            runner: what compiled code of the unit asks of the interpreter.

        Returns:
            The code, or None when the tier leaves the unit to the interpreter; `statistics` says why.
        """

    def activations(self) -> list[Activation]:
        """What runs compiled code in this thread, the innermost first."""
        ...

    def statistics(self) -> dict[str, object]:
        """What was compiled and what was not, with reasons: JSON-ready."""
