"""Compile the texts of which our own code objects are made.

Strings stand in them for objects: they are called and compared by identity, of which the host warns. That is nothing
for the program to see; nor is it to see us import `warnings` to say so: it may have an `__import__` of its own that
needs these very texts to be run, and `warnings` itself may be guest code that is being imported.
"""

from __future__ import annotations

import sys
from _warnings import filters as first_filters
from types import CodeType

from pyston_runtime.interfaces.typed import Any, Final

_IGNORE: Final = ("ignore", None, SyntaxWarning, None, 0)


def compiled_template(text: str, filename: str) -> CodeType:
    """The host's code of a text; its placeholders are among its constants."""
    filters: Any = getattr(sys.modules.get("warnings"), "filters", first_filters)
    if not isinstance(filters, list):
        filters = first_filters
    filters.insert(0, _IGNORE)
    _notice_filters()
    try:
        return compile(text, filename, "exec", dont_inherit=True, optimize=0)
    finally:
        filters.remove(_IGNORE)
        _notice_filters()


def _notice_filters() -> None:
    """Have the host look at the filters again, as `warnings` does when it changes them."""
    host: Any = sys.modules["_warnings"]
    if sys.version_info >= (3, 14):
        host._filters_mutated_lock_held()
    else:
        host._filters_mutated()
