"""Import parts of Pyston while a program runs, which may have an `__import__` of its own by then.

What these parts import of the host's library is the host's to run, whatever the program includes: a guest module would
need the very parts that are being imported.
"""

from __future__ import annotations

import _thread
import builtins
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Any, Final

_IMPORT: Final[Any] = builtins.__import__
#: The threads that are importing parts.
_importing: Final[list[int]] = []


def past_the_program(load: Callable[[], object]) -> object:
    """The result of what imports."""
    replaced = builtins.__import__
    builtins.__import__ = _IMPORT
    thread = _thread.get_ident()
    _importing.append(thread)
    try:
        return load()
    finally:
        _importing.remove(thread)
        builtins.__import__ = replaced


def importing_parts() -> bool:
    """Whether what the running thread imports is for Pyston's own parts."""
    return bool(_importing) and _thread.get_ident() in _importing
