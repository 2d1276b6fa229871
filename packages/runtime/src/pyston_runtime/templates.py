"""Compile the texts of which our own code objects are made.

Strings stand in them for objects: they are called and compared by identity, of which the host warns. That is nothing
for the program to see; nor is it to see us import or call `warnings` to say so: it may have an `__import__` or built-in
names of its own, which need these very texts to be run. So the filter is put in place by hand.
"""

from __future__ import annotations

import _warnings
import sys
from types import CodeType

from pyston_runtime.interfaces.typed import Any, Final, cast

_IGNORED: Final = ("ignore", None, Warning, None, 0)


def compiled_template(text: str, filename: str) -> CodeType:
    """The host's code of a text, compiled without warnings; its placeholders are among its constants."""
    native: Any = _warnings
    filters = cast("list[object]", getattr(sys.modules.get("warnings", native), "filters"))
    filters.insert(0, _IGNORED)
    native._filters_mutated()
    try:
        return compile(text, filename, "exec", 0, True, 0)
    finally:
        filters.remove(_IGNORED)
        native._filters_mutated()
