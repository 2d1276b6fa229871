"""The end of a program by an exception that nothing caught: what the host does in `PyErr_PrintEx`, less our frames.

The host cannot do it itself: the program runs inside an excepthook already (`run`).
"""

from __future__ import annotations

import sys
from sys import __excepthook__ as display

from pyston_runtime.imports.own_frames import remove_own_frames
from pyston_runtime.tracebacks.hidden import hide_functions


def report(error: BaseException) -> None:
    """Show an uncaught exception through `sys.excepthook`.

    Args:
        error: what the program ended with; anything but SystemExit.

    Raises:
        SystemExit: raised by the program's excepthook.
    """
    remove_own_frames(error)
    _call_excepthook(error)
    if type(error) is KeyboardInterrupt:
        die_of_interrupt()


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


def _write_error(text: str) -> None:
    stream = sys.stderr
    if stream is not None:
        stream.write(text)


_interrupted = False


def die_of_interrupt() -> None:
    """Have the host die of SIGINT when it has finalised: it does after a KeyboardInterrupt left a program's top level,
    and any code that `exec` compiles from text counts as one.
    """
    global _interrupted
    _interrupted = True
    try:
        exec("raise KeyboardInterrupt", {})  # a namespace of its own: there may be no frame to take one from
    except KeyboardInterrupt:
        pass


def still_die_of_interrupt() -> None:
    """Repeat `die_of_interrupt`, if it was called: any text that is executed meanwhile is a program that ended well."""
    if _interrupted:
        die_of_interrupt()


# The program's excepthook must not see them below it either.
hide_functions((report, _call_excepthook))  # type: ignore[arg-type]
