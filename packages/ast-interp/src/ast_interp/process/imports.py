"""Import parts of this package while a program runs, which sees nothing of that.

Most parts are imported when they are first needed. By then the program may have an `__import__` of its own, or be
traced; and where the package is not compiled, what has come has to be hidden like the rest. One thing it can see:
`sys.modules` grows. So what a program is likely to need is imported before it begins (`link.table.load_rows`).
"""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import Final, FunctionType, partial
from pyston_runtime.tracebacks.hidden import hide_package


def import_unseen(load: Callable[[], object]) -> None:
    """Call what imports."""
    if LIMITS.observed:
        quietly(partial(past_the_program, load))
    else:
        past_the_program(load)
    if _HIDES:
        hide_package("ast_interp")
        hide_package("pyston_runtime")


#: Whether there is anything to hide: compiled functions have no frames.
_HIDES: Final = FunctionType in (type(import_unseen), type(past_the_program))
