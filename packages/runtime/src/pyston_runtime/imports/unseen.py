"""Import parts of Pyston while a program runs, which may have an `__import__` of its own by then."""

from __future__ import annotations

import builtins
from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Any, Final

_IMPORT: Final[Any] = builtins.__import__


def past_the_program(load: Callable[[], object]) -> object:
    """The result of what imports."""
    replaced = builtins.__import__
    builtins.__import__ = _IMPORT
    try:
        return load()
    finally:
        builtins.__import__ = replaced
