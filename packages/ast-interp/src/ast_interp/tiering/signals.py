"""Signals wait while a tier compiles.

A tier is Python code, in which the host would run the program's signal handlers, and raise KeyboardInterrupt, as in any
other. They are to see the program's frames, and to leave the tier's data whole.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]

from ast_interp.dynamic.frames import call_under_frame
from ast_interp.run.machine import Frame
from pyston_runtime.interfaces.typed import Any, Final

#: There are no masks of signals on Windows.
_MASK: Final[Any] = getattr(_signal, "pthread_sigmask", None)


def hold_signals() -> object:
    """Let no signal in from now on; what `let_signals_in` needs."""
    return None if _MASK is None else _MASK(_signal.SIG_BLOCK, _signal.valid_signals())


def let_signals_in(frame: Frame, before: object) -> None:
    """Let them in again: those that came meanwhile find the guest's frame.

    Raises:
        BaseException: what a handler raises.
    """
    if _MASK is not None:
        call_under_frame(frame, _MASK, [_signal.SIG_SETMASK, before], {})
