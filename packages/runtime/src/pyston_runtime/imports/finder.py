"""The finder that hands selected modules to the guest loader.

It stands directly before the host's `PathFinder` on `sys.meta_path` and asks it, so that path hooks, caches, namespace
packages and zip files keep working, and hooks that a program puts in front (pytest's, say) still come first. A spec is
changed only where the host would have used its plain source loader.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import PathFinder, SourceFileLoader

from pyston_runtime.imports.unseen import importing_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from typing import Final

    from pyston_runtime.imports.selection import GuestSelection
    from pyston_runtime.interfaces.interpreter import Interpreter
    from pyston_runtime.interfaces.typed import ModuleType


#: What gives `multiprocessing` the command line of a new process, and what runs the parent's script there.
_COMMAND_LINE: Final = "multiprocessing.util"
_STARTERS: Final = (_COMMAND_LINE, "multiprocessing.spawn")


class GuestFinder:
    """A meta-path finder (`importlib.abc.MetaPathFinder`) for guest modules.

    Args:
        interpreter: what runs them.
        selection: which modules they are.
        launcher: gives the words behind `python` and its options that start a process like this one.
    """

    def __init__(
        self, interpreter: Interpreter, selection: GuestSelection, launcher: Callable[[], list[str]] | None = None
    ) -> None:
        self._interpreter = interpreter
        self._selection = selection
        self._launcher = launcher

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What `PathFinder` finds, with the guest loader in place of the host's for guest modules."""
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            loader = spec.loader
            # Subclasses have been chosen by someone's path hook for what they add: they stay.
            if (
                type(loader) is SourceFileLoader
                and not importing_parts()
                and self._selection.selects(fullname, loader.path)
            ):
                # not before: a program of one file needs none
                from pyston_runtime.imports.loader import GuestLoader

                spec.loader = GuestLoader(loader.name, loader.path, self._interpreter)
            if fullname in _STARTERS and self._launcher is not None:
                from pyston_runtime.imports.starters import AdjustedLoader

                spec.loader = AdjustedLoader(spec.loader, self._adjust)  # type: ignore[arg-type, assignment]
        return spec

    def _adjust(self, module: ModuleType) -> None:
        if module.__name__ == _COMMAND_LINE and self._launcher is not None:
            from pyston_runtime.imports.starters import add_launcher

            add_launcher(module, self._launcher)
        else:
            self.serve_runpy()

    def serve_runpy(self) -> None:
        """Have `runpy` run guest modules and files in the interpreter."""
        from pyston_runtime.imports.starters import serve_runpy

        serve_runpy(self._interpreter, self._selection)

    def invalidate_caches(self) -> None:
        """Nothing of its own to forget; `importlib.invalidate_caches` asks `PathFinder` as well."""


def install(
    interpreter: Interpreter, selection: GuestSelection, launcher: Callable[[], list[str]] | None = None
) -> GuestFinder:
    """Put a finder before the host's `PathFinder` (or last, where a program took that away) and return it."""
    finder = GuestFinder(interpreter, selection, launcher)
    hooks = sys.meta_path
    hooks.insert(hooks.index(PathFinder) if PathFinder in hooks else len(hooks), finder)
    return finder
