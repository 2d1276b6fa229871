"""The host's functions that look at their caller's frame, or that tiers perform themselves for guest callers.

Every tier needs the same list: the interpreter serves these calls, and compiled code, for which no frame stands, leaves
them to the interpreter. What stands here is built-in functions; the classes `type` and `types.FunctionType`, which also
have to be served, are calls of classes, and each tier treats those as such.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import _thread
import builtins
import marshal
import os
import sys
import time
from _warnings import warn

from pyston_runtime.interfaces.typed import Any, Final

_MONITORING: Final = ("set_events", "set_local_events", "register_callback", "use_tool_id", "free_tool_id")


def _monitoring_functions() -> list[object]:
    """Those of `sys.monitoring` (PEP 669)."""
    if sys.version_info < (3, 12):
        return []
    monitoring: Any = sys.monitoring
    return [getattr(monitoring, name) for name in _MONITORING]


#: What may bring an observer of the program.
OBSERVING_FUNCTIONS: Final[tuple[object, ...]] = (sys.settrace, sys.setprofile, *_monitoring_functions())


def _signalling_functions() -> list[object]:
    """Those that this platform has: some are not everywhere."""
    found = [
        getattr(module, name, None)
        for module, names in (
            (os, ("kill", "killpg")),
            (_signal, ("raise_signal", "pthread_kill", "pause", "sigwait", "pthread_sigmask")),
            (_thread, ("interrupt_main",)),
            (time, ("sleep",)),
        )
        for name in names
    ]
    return [function for function in found if function is not None]


#: What sends a signal or waits for one: the program's handlers run before it has returned, and are given a frame.
SIGNALLING_FUNCTIONS: Final[tuple[object, ...]] = tuple(_signalling_functions())
#: `sys._getframemodulename`, which 3.12 brought.
FRAME_MODULE_FUNCTIONS: Final[tuple[object, ...]] = tuple(
    [getattr(sys, name) for name in ("_getframemodulename",) if hasattr(sys, name)]
)
#: All of them, as they are when this module is imported, whatever a program puts in their place later.
SERVED_FUNCTIONS: Final[tuple[object, ...]] = (
    builtins.globals,
    builtins.locals,
    builtins.vars,
    builtins.dir,
    builtins.exec,
    builtins.eval,
    builtins.compile,
    builtins.__build_class__,
    builtins.__import__,
    builtins.breakpoint,
    builtins.setattr,
    marshal.dump,
    marshal.dumps,
    marshal.load,
    marshal.loads,
    sys._getframe,
    sys.setrecursionlimit,
    sys.getrecursionlimit,
    warn,
    *FRAME_MODULE_FUNCTIONS,
    *OBSERVING_FUNCTIONS,
    *SIGNALLING_FUNCTIONS,
)
