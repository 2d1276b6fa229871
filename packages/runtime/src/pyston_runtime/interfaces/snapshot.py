"""A frame at rest: enough to go on from there in any tier."""

from __future__ import annotations

from dataclasses import dataclass

from pyston_runtime.interfaces.code import CodeUnit


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where a frame goes on.

    Attributes:
        unit: the code that runs.
        index: the index into `unit.body().instructions` of the next instruction, or of the one under way.
    """

    unit: CodeUnit
    index: int


@dataclass(frozen=True, slots=True)
class FrameSnapshot:
    """A frame between two instructions, or within a call or `yield` whose result it waits for.

    A snapshot is shallow: what the slots hold, cells and iterators included, is shared with the frame it was taken of.

    Attributes:
        point: where it goes on.
        slots: the local, cell and temporary slots, `UNSET` where empty; constants are the body's.
        globals: the module namespace.
        namespace: the local namespace of a class body or `exec`, else None.
        reason: why the frame was left ("pause", "call", "yield"), for explanations.
        awaiting: whether the instruction at `point` is under way: its result goes into its destination before the next
            one runs, an exception to its handler.
        handled: the exception being handled there (`sys.exception()`), or None; of a stack of frames, the innermost's.
    """

    point: ResumePoint
    slots: tuple[object, ...]
    globals: dict[str, object]
    namespace: object | None
    reason: str
    awaiting: bool = False
    handled: BaseException | None = None
