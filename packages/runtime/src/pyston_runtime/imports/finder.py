"""The finder that hands selected modules to the guest loader.

It stands directly before the host's `PathFinder` on `sys.meta_path` and asks it, so that path hooks, caches, namespace
packages and zip files keep working, and hooks that a program puts in front (pytest's, say) still come first. A spec is
changed only where the host would have used its plain source loader.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import PathFinder, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from pyston_runtime.imports.selection import GuestSelection
    from pyston_runtime.interfaces.interpreter import Interpreter


class GuestFinder:
    """A meta-path finder (`importlib.abc.MetaPathFinder`) for guest modules.

    Args:
        interpreter: what runs them.
        selection: which modules they are.
    """

    def __init__(self, interpreter: Interpreter, selection: GuestSelection) -> None:
        self._interpreter = interpreter
        self._selection = selection

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What `PathFinder` finds, with the guest loader in place of the host's for guest modules."""
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            loader = spec.loader
            # Subclasses have been chosen by someone's path hook for what they add: they stay.
            if type(loader) is SourceFileLoader and self._selection.selects(fullname, loader.path):
                # not before: a program of one file needs none
                from pyston_runtime.imports.loader import GuestLoader

                spec.loader = GuestLoader(loader.name, loader.path, self._interpreter)
        return spec

    def invalidate_caches(self) -> None:
        """Nothing of its own to forget; `importlib.invalidate_caches` asks `PathFinder` as well."""


def install(interpreter: Interpreter, selection: GuestSelection) -> GuestFinder:
    """Put a finder before the host's `PathFinder` (or last, where a program took that away) and return it."""
    finder = GuestFinder(interpreter, selection)
    hooks = sys.meta_path
    hooks.insert(hooks.index(PathFinder) if PathFinder in hooks else len(hooks), finder)
    return finder
