"""Room on the host's stack for trees that are nested deeper than the program's recursion limit.

The limit counts the frames of programs. What the parser takes, analysis and lowering must take too, as CPython's
compiler does; so when they meet the limit they are begun again with more room.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Final

# a program may put something else in their place
_get_limit: Final = sys.getrecursionlimit
_set_limit: Final = sys.setrecursionlimit

#: More than the parser's limit on nesting can ask for.
_ROOM: Final = 100_000


def with_room(work: Callable[[], object]) -> object:
    """The result of `work`, which may be called twice.

    Raises:
        RecursionError: as `work` does when it has all the room.
    """
    try:
        return work()
    except RecursionError:
        pass
    limit = _get_limit()
    _set_limit(limit + _ROOM)
    try:
        return work()
    finally:
        _set_limit(limit)
