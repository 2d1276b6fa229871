"""Notice that somebody starts to trace, profile or monitor, from whatever side.

`sys.settrace` and its like are called by guest code, by the host's libraries, and in C by coverage and cProfile. All of
them raise an audit event (PEP 578), which is the one thing that tells; the hook only marks that an observer may
have come. Whether there is one is asked where guest code is entered, which costs nothing while there is none.

A hook makes every read of `f.__code__`, `f.__defaults__` or `f.__closure__` in the process ten times slower, so there
is none until guest code mentions something that observes, or somebody observes already.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from _thread import get_ident

from ast_interp.process.polling import LIMITS
from pyston_runtime.interfaces.typed import Any, Final, cast, final

# a program may put something else in their place
_audit: Final = sys.audit
_tracer: Final = sys.gettrace
_profiler: Final = sys.getprofile
_frames_of_threads: Final = sys._current_frames

_EVENTS: Final = frozenset({"sys.settrace", "sys.setprofile", "sys.monitoring.register_callback"})
#: Attributes and functions whose mention in guest code may lead to an observer.
_OBSERVING: Final = frozenset(
    {"settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads", "monitoring", "register_callback"}
)
#: Modules of the host that observe, or that start those that do.
_OBSERVERS: Final = frozenset(
    {"_lsprof", "bdb", "cProfile", "coverage", "debugpy", "doctest", "hypothesis", "line_profiler", "pdb", "profile"}
    | {"pydevd", "pyinstrument", "pytest", "trace", "viztracer", "yappi"}
)
_QUIET_EVENT: Final = "ast_interp.tracing"
_TOOLS: Final = 6
_PRUNE_MASK: Final = 255


@final
class Watch:
    """Which threads may be observed.

    Attributes:
        threads: those that an observer was set in.
        asked: how often `observes` found none, for taking out threads that have ended.
    """

    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.asked = 0
        self.installed = False


_watch: Final = Watch()


def quietly(work: Callable[[], object]) -> object:
    """Do something that nobody observes: in an audit hook the host has all tracing off."""
    arm()
    result: list[object] = []
    _audit(_QUIET_EVENT, work, result)
    return result[0]


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == _QUIET_EVENT:
        work, result = arguments
        cast("list[object]", result).append(cast("Callable[[], object]", work)())
    elif event in _EVENTS:
        _watch.threads.add(get_ident())
        LIMITS.observe(True)


def observes() -> bool:
    """Whether the running thread is observed; where nobody is, nobody asks again until the next audit event."""
    if _tracer() is not None or _profiler() is not None or monitored():
        return True
    threads = _watch.threads
    threads.discard(get_ident())
    _watch.asked += 1
    if threads and _watch.asked & _PRUNE_MASK == 0:
        threads.intersection_update(_frames_of_threads())
    if not threads:
        LIMITS.observe(False)
    return False


def monitored() -> bool:
    """Whether a tool monitors the process (PEP 669)."""
    if sys.version_info < (3, 12):
        return False
    monitoring: Any = sys.monitoring
    used = [tool for tool in range(_TOOLS) if monitoring.get_tool(tool) is not None]
    return len(used) > 0


def monitors_all() -> bool:
    """Whether a tool wants events of all code."""
    if sys.version_info < (3, 12):
        return False
    monitoring: Any = sys.monitoring
    return any([monitoring.get_tool(tool) is not None and monitoring.get_events(tool) != 0 for tool in range(_TOOLS)])


def mentioned(name: str) -> None:
    """Guest code that is about to run has an attribute or module of this name: watch from now on if it may observe."""
    if name in _OBSERVING or name.partition(".")[0] in _OBSERVERS:
        arm()


def install() -> None:
    """Watch from the start where somebody observes already, or has loaded what does."""
    if _tracer() is not None or _profiler() is not None or monitored():
        arm()
        LIMITS.observe(True)
    elif not _OBSERVERS.isdisjoint(sys.modules):
        arm()


def armed() -> bool:
    """Whether the program has mentioned something that may observe, or somebody has observed."""
    return _watch.installed


def arm() -> None:
    """Start watching; a hook cannot be taken away again, so there is one for the process."""
    if not _watch.installed:
        _watch.installed = True
        sys.addaudithook(_hook)
