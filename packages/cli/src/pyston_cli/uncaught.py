"""The end of a program by an exception that nothing caught: what the host does in `PyErr_PrintEx`, less our frames.

The host cannot do it itself: by the time that an exception reaches it, every frame of ours is in the traceback.
"""

from __future__ import annotations

import sys
from sys import __excepthook__ as display

from pyston_runtime.imports.own_frames import remove_own_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def report(error: BaseException) -> int:
    """Show an uncaught exception through `sys.excepthook` and return the exit status.

    Args:
        error: what the program ended with; anything but SystemExit.

    Raises:
        SystemExit: raised by the program's excepthook.
        KeyboardInterrupt: `error` is one. The host turns it into death by SIGINT (status 130 in a shell) after
            finalisation, and only when it sees it leave the main module; it prints nothing more.
    """
    remove_own_frames(error)
    _call_excepthook(error)
    if type(error) is KeyboardInterrupt:
        _silence_host(error, error.__traceback__)
        raise error
    return 1


def _call_excepthook(error: BaseException) -> None:
    kind, traceback = type(error), error.__traceback__
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, traceback
    if not hasattr(sys, "excepthook"):
        _write_error("sys.excepthook is missing\n")
        display(kind, error, traceback)
        return
    hook = sys.excepthook
    sys.audit("sys.excepthook", hook, kind, error, traceback)
    failure: BaseException | None = None
    try:
        hook(kind, error, traceback)
    except SystemExit:
        raise
    except BaseException as raised:
        failure = raised
    if failure is not None:
        remove_own_frames(failure)
        _write_error("Error in sys.excepthook:\n")
        display(type(failure), failure, failure.__traceback__)
        _write_error("\nOriginal exception was:\n")
        display(kind, error, traceback)


def _silence_host(error: BaseException, traceback: TracebackType | None) -> None:
    """Have the host print nothing for `error`, and leave no sign of that for the program's `atexit` callbacks."""
    program_hook = getattr(sys, "excepthook", display)

    def restore(*_: object) -> None:
        sys.excepthook = program_hook
        error.__traceback__ = sys.last_traceback = traceback

    sys.excepthook = restore


def _write_error(text: str) -> None:
    stream = sys.stderr
    if stream is not None:
        stream.write(text)
