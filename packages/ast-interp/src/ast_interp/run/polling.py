"""Let the host's signal handlers, thread switches and asynchronous exceptions in.

The host looks at its eval breaker when its own bytecode runs. Compiled ops run none, so every so many back-edges and
calls they call `poll`, a function of the host's that does nothing.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from types import CodeType, FunctionType

from pyston_runtime.interfaces.typed import Final, cast, final, i64


def _host_function() -> Callable[[], None]:
    module = compile("def poll(): pass", "<poll>", "exec", dont_inherit=True)
    code = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
    return cast("Callable[[], None]", FunctionType(code, {"__name__": "ast_interp.run.polling"}))


poll: Final = _host_function()


@final
class Limits:
    """The recursion limit as last asked for (asking costs 30 ns, so calls look here)."""

    def __init__(self) -> None:
        self.recursion: i64 = sys.getrecursionlimit()


LIMITS: Final = Limits()


def check_depth(depth: i64) -> None:
    """Refuse a call that is too deep.

    Raises:
        RecursionError: `depth` guest frames are more than `sys.getrecursionlimit()`.
    """
    LIMITS.recursion = sys.getrecursionlimit()
    if depth > LIMITS.recursion:
        raise RecursionError("maximum recursion depth exceeded")
