"""Let the host's signal handlers, thread switches and asynchronous exceptions in.

The host looks at its eval breaker when its own bytecode runs. Compiled ops run none, so every so many back-edges and
calls they call `poll`, a function of the host's that does nothing.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Final, FunctionType, cast, final, i64
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.hidden import specialising

# a program may put something else in their place
_get_limit: Final = sys.getrecursionlimit
_set_limit: Final = sys.setrecursionlimit


def _host_function() -> Callable[[], None]:
    code = function_template("def poll(): pass", "<poll>")
    # no trace function is to be called for it
    namespace: dict[str, object] = {"__name__": "ast_interp.process.polling"}
    return cast("Callable[[], None]", FunctionType(specialising(code, code.co_consts), namespace))


poll: Final = _host_function()


@final
class Limits:
    """The recursion limit.

    Attributes:
        recursion: as last asked for (asking costs 30 ns, so calls look here).
        watched: whether the program has signal handlers of its own, which are given a frame.
        base: how many of the host's frames stood below the guest's when the guest set the limit: they count, too.
        widened: the guest's limit for each of the host's that was set here.
        factor: how many host frames one guest frame may take: the host's limit is that many times the guest's.
        observed: whether somebody may be tracing, profiling or monitoring; `recursion` is then below every depth, so
            that calls come here and need no test of their own for it.
        leave_compiled: called before that is set: compiled code does not look.
        enter_compiled: called when it is taken back.
    """

    def __init__(self) -> None:
        self.recursion: i64 = _get_limit()
        self.factor: i64 = 1
        self.watched = False
        self.observed = False
        self.leave_compiled: Callable[[], None] | None = None
        self.enter_compiled: Callable[[], None] | None = None
        self.base = 0
        self.widened: dict[int, int] = {}

    def widen(self, by_a_tier: bool = False) -> None:
        """Make room for Pyston's own frames, which count where it is not compiled: here, or in a tier."""
        if self.factor == 1 and (by_a_tier or type(check_depth) is FunctionType):
            limit = self.get()
            self.factor = _FRAMES_EACH
            self.set(limit)

    def set(self, limit: int, base: int = 0) -> None:
        """`sys.setrecursionlimit` for guest code."""
        _set_limit(int(limit * self.factor))
        self.widened[int(limit * self.factor)] = limit
        self.base = base
        self.recursion = NO_DEPTH if self.observed else limit - base

    def get(self) -> int:
        """`sys.getrecursionlimit` for guest code."""
        limit = _get_limit()
        # what code of the host has set stands as it is
        limit = self.widened.get(limit, limit)
        self.recursion = NO_DEPTH if self.observed else limit - self.base
        return limit

    def observe(self, observed: bool) -> None:
        """Have calls look whether they are observed, or no longer."""
        if observed and not self.observed and self.leave_compiled is not None:
            self.leave_compiled()
        if not observed and self.observed and self.enter_compiled is not None:
            self.enter_compiled()
        self.observed = observed
        self.get()


#: A call from the host into the interpreter and out of it again, in the pure build.
_FRAMES_EACH: Final = 8
#: A limit that every depth is beyond.
NO_DEPTH: Final = -1
LIMITS: Final = Limits()


def check_depth(depth: i64) -> None:
    """Refuse a call that is too deep.

    Raises:
        RecursionError: `depth` guest frames are more than `sys.getrecursionlimit()`.
    """
    limit: i64 = LIMITS.get() - LIMITS.base
    if depth > limit:
        raise RecursionError("maximum recursion depth exceeded")
