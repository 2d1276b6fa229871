"""Frames to snapshots and back: what a run that stands still is, as plain data.

Before: a `Stand` inside `f(3)`, called from a module. After: two `FrameSnapshot`s, that of `f` before some instruction
and that of the module within its call. `restore` makes new frames of them, which know nothing of the old ones, so that
the run can go on there and here.
"""

from __future__ import annotations

import builtins as host_builtins
from _collections_abc import Sequence

from ast_interp.link.linker import connected_ops
from ast_interp.run.machine import Frame, FunctionCode
from ast_interp.run.stepping import Stand
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.snapshot import FrameSnapshot, ResumePoint
from pyston_runtime.interfaces.typed import Any, cast


def take(stand: Stand, reason: str = "pause") -> list[FrameSnapshot]:
    """The snapshots of a run that stands still.

    Returns:
        One for each guest frame, the innermost first; the others wait for the one before them.
    """
    assert stand.op is not None, "a run at its end has no frames"
    snapshots = [_snapshot(stand.frame, int(stand.op.begins), reason, False, stand.handled)]
    frame = stand.frame.back
    while frame is not None:
        snapshots.append(take_waiting(frame, "call"))
        frame = frame.back
    return snapshots


def take_waiting(frame: Frame, reason: str) -> FrameSnapshot:
    """The snapshot of a frame that waits: for the result of a call, or, when it has yielded, to be sent a value."""
    return _snapshot(frame, int(frame.op.index), reason, True, None)


def _snapshot(frame: Frame, index: int, reason: str, awaiting: bool, handled: BaseException | None) -> FrameSnapshot:
    code = frame.code
    slots = tuple(frame.slots[: int(code.clear)])
    return FrameSnapshot(
        ResumePoint(code.unit, index), slots, frame.globals, frame.namespace, reason, awaiting, handled
    )


def restore(snapshots: Sequence[FrameSnapshot]) -> Stand:
    """Make frames of snapshots.

    Args:
        snapshots: as `take` gives them; one alone does, when its caller is not to go on.

    Returns:
        Where the run now stands: at the innermost frame's resume point.
    """
    back: Frame | None = None
    for snapshot in reversed(snapshots):
        back = _restore_frame(snapshot, back)
    assert back is not None, "no snapshots"
    return Stand(back, back.resume, snapshots[0].handled)


def _restore_frame(snapshot: FrameSnapshot, back: Frame | None) -> Frame:
    unit = snapshot.point.unit
    function = FunctionCode(unit, snapshot.globals, _builtins(snapshot.globals), -1)
    code = MACHINE.link(function)
    frame = Frame(function, code)
    frame.slots[: len(snapshot.slots)] = snapshot.slots
    frame.namespace = snapshot.namespace
    op = connected_ops(unit.body())[snapshot.point.index]
    frame.op = op
    frame.resume = op.next if snapshot.awaiting else op
    frame.back = back
    if back is not None:
        frame.destination = _destination(back.code.unit, int(back.op.index))
        frame.depth = back.depth + 1
    return frame


def _destination(unit: CodeUnit, index: int) -> int:
    return unit.body().instructions[index].destination


def _builtins(namespace: dict[str, object]) -> dict[str, object]:
    found = namespace.get("__builtins__", host_builtins)
    return cast("dict[str, object]", found) if isinstance(found, dict) else cast(Any, found).__dict__
