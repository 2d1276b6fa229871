"""Import parts of Pyston while a program runs, which may have an `__import__` of its own by then.

What these parts import of the host's library is the host's to run, whatever the program includes: a guest module would
need the very parts that are being imported.
"""

from __future__ import annotations

import builtins
from _collections_abc import Callable
from _thread import get_ident as _get_ident

from pyston_runtime.interfaces.typed import Any, Final

#: The host's own.
PLAIN_IMPORT: Final[Any] = builtins.__import__
_NAME: Final = "__import__"
#: The threads that are importing parts.
_importing: Final[list[int]] = []


def past_the_program(load: Callable[[], object]) -> object:
    """The result of what imports."""
    names: dict[str, object] = builtins.__dict__
    replaced = names.get(_NAME)
    names[_NAME] = PLAIN_IMPORT
    thread = _get_ident()
    _importing.append(thread)
    try:
        return load()
    finally:
        _importing.remove(thread)
        if replaced is None:
            del names[_NAME]
        else:
            names[_NAME] = replaced


def import_is_replaced() -> bool:
    """Whether the program has an `__import__` of its own."""
    return builtins.__dict__.get(_NAME) is not PLAIN_IMPORT


def importing_parts() -> bool:
    """Whether what the running thread imports is for Pyston's own parts."""
    return bool(_importing) and _get_ident() in _importing
