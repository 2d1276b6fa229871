"""A frame at rest: enough to go on from there in any tier."""

from __future__ import annotations

from dataclasses import dataclass

from pyston_runtime.interfaces.code import CodeUnit


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where a frame goes on.

    Attributes:
        unit: the code that runs.
        index: the index into `unit.body().instructions` of the next instruction.
    """

    unit: CodeUnit
    index: int


@dataclass(frozen=True, slots=True)
class FrameSnapshot:
    """A frame between two instructions.

    Attributes:
        point: where it goes on.
        slots: the local, cell and temporary slots, `UNSET` where empty; constants are the body's.
        globals: the module namespace.
        namespace: the local namespace of a class body or `exec`, else None.
        reason: why the frame was left (a guard's deopt reason, "pause", "osr"), for explanations.
    """

    point: ResumePoint
    slots: tuple[object, ...]
    globals: dict[str, object]
    namespace: object | None
    reason: str
