"""The tier imports late, unseen by a program that has put a function of its own in the place of `__import__`.

Not a generator under `contextlib.contextmanager`, which a program without hot code would have to import.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Final

_IMPORT: Final = builtins.__import__


class HostImports:
    """Have import statements do what they did when the tier was made."""

    def __enter__(self) -> None:
        self._replaced = builtins.__import__
        builtins.__import__ = _IMPORT

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        builtins.__import__ = self._replaced
