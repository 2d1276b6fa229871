"""The host's functions that look at their caller's frame, or that tiers perform themselves for guest callers.

Every tier needs the same list: the interpreter serves these calls, and compiled code, for which no frame stands, leaves
them to the interpreter. What stands here is built-in functions; the classes `type` and `types.FunctionType`, which also
have to be served, are calls of classes, and each tier treats those as such.
"""

from __future__ import annotations

import builtins
import sys
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
    sys._getframe,
    sys.setrecursionlimit,
    sys.getrecursionlimit,
    warn,
    *OBSERVING_FUNCTIONS,
)
