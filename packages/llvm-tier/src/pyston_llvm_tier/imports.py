"""The tier imports late, unseen by a program that has put a function of its own in the place of `__import__`."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_IMPORT: Final = builtins.__import__


@contextmanager
def host_imports() -> Iterator[None]:
    """Have import statements do what they did when the tier was made."""
    replaced = builtins.__import__
    if replaced is _IMPORT:
        yield
        return
    builtins.__import__ = _IMPORT
    try:
        yield
    finally:
        builtins.__import__ = replaced
