"""Runs the program where `python` would: at the bottom of the host's stack.

A program can walk down the stack (`sys._getframe`, `traceback.print_stack`, `warnings.warn(stacklevel=...)`), and what
started us would be there: the console script's frame, or those of `runpy`. Being the host's own, they cannot be hidden
as ours are. But there is one place where the host calls Python code from C with nothing below: `sys.excepthook`, on its
way out. So we leave by an exception, and its hook runs the program.

From there the exit is the host's, too. A SystemExit that leaves the hook is obeyed as anywhere; and a hook that returns
has reported an exception, so that the host finalises and ends with status 1, or dies of SIGINT where it has seen a
KeyboardInterrupt leave a main program.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class _Leave(BaseException):
    """Unwinds what started us."""


def run_at_bottom(program: Callable[[], int | None]) -> int:
    """Run a program with no frame below it, and end the process.

    Args:
        program: runs the program, and returns its exit status, or None after reporting an exception that it raised.

    Returns:
        The exit status, in the one case that the host must not be left: it was told to stay for inspection (-i).
    """
    if sys.flags.inspect:
        status = program()
        return 1 if status is None else status
    hook_before = sys.excepthook

    def hook(*_: object) -> None:
        sys.excepthook = hook_before
        for name in ("last_exc", "last_type", "last_value", "last_traceback"):
            if hasattr(sys, name):
                delattr(sys, name)
        status = program()
        if status is not None:
            raise SystemExit(status)

    sys.excepthook = hook
    raise _Leave


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
