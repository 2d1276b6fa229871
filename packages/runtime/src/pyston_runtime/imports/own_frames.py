"""Takes Pyston's own frames out of tracebacks, so that a program sees what it would see under the host.

Frames are told by the module whose globals they run in, which holds for compiled modules too: their traceback entries
carry their module's globals, but a file name that depends on where they were built.
"""

from __future__ import annotations

from pyston_runtime.imports.selection import OWN_PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def is_own(traceback: TracebackType) -> bool:
    """Whether a traceback entry stands for a frame of Pyston's."""
    name = traceback.tb_frame.f_globals.get("__name__")
    return isinstance(name, str) and name.partition(".")[0] in OWN_PACKAGES


def without_own_frames(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback without our frames: the same entries, relinked in place.

    run.py > interpreter.py > guest.py > host.py > interpreter.py > guest.py  becomes  guest.py > host.py > guest.py
    """
    while traceback is not None and is_own(traceback):
        traceback = traceback.tb_next
    entry = traceback
    while entry is not None:
        following = entry.tb_next
        kept = following
        while kept is not None and is_own(kept):
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
