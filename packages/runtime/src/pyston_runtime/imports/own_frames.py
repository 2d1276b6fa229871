"""Takes Pyston's own frames out of tracebacks, so that a program sees what it would see under the host.

Frames are told by the module whose globals they run in, which holds for compiled modules too: their traceback entries
carry their module's globals, but a file name that depends on where they were built. Most frames of ours are hidden and
enter no traceback (`pyston_runtime.tracebacks.hidden`); those of compiled functions and of the parts that are not do.
"""

from __future__ import annotations

from pyston_runtime.tracebacks.entries import is_own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.typed import TracebackType


def without_own_frames(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback without our frames: the same entries, relinked in place.

    run.py > interpreter.py > guest.py > host.py > interpreter.py > guest.py  becomes  guest.py > host.py > guest.py
    """
    while traceback is not None and is_own(traceback.tb_frame):
        traceback = traceback.tb_next
    entry = traceback
    while entry is not None:
        following = entry.tb_next
        kept = following
        while kept is not None and is_own(kept.tb_frame):
            kept = kept.tb_next
        if kept is not following:
            entry.tb_next = kept
        entry = kept
    return traceback


def remove_own_frames(exception: BaseException) -> None:
    """Take our frames out of an exception's traceback and of those of all that it is chained to or groups."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [exception]
    while pending:
        current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = without_own_frames(current.__traceback__)
        pending += (current.__cause__, current.__context__)
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions
