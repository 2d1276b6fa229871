"""Which modules are guest code: run in Pyston rather than by the host.

The default follows from where a module stands. The host's standard library and installed distributions are somebody
else's code, made and tested for the host; whatever else the program can import is its project. Patterns overrule the
place; exclusion overrules inclusion. Pyston's own packages are never guests: no interpreter can be its own guest.
"""

from __future__ import annotations

import os
import sys

from pyston_runtime.imports.patterns import matches
from pyston_runtime.tracebacks.entries import OWN_PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

#: The top-level packages that the interpreter needs to run: those that Pyston consists of, and their one dependency.
NEVER_GUESTS: Final = frozenset((*OWN_PACKAGES, "mypy_extensions"))

#: Folder names below which installers put distributions, whatever the prefix.
_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})


def host_folders(folder: str | None = None) -> tuple[str, ...]:
    """The host's standard library, or the folder given: as it stands in `sys.path`, and with links resolved."""
    if folder is None:
        folder = getattr(sys, "_stdlib_dir", None) or os.path.dirname(os.__file__)
    resolved = os.path.realpath(folder)
    return (folder,) if resolved == folder else (folder, resolved)


class GuestSelection:
    """The rules of one run.

    Args:
        include: patterns of modules to run as guests wherever they stand.
        exclude: patterns of modules to leave to the host; they win over `include`.
        folders: what counts as the host's standard library; `host_folders()` when left out.
    """

    def __init__(
        self, include: Iterable[str] = (), exclude: Iterable[str] = (), folders: tuple[str, ...] | None = None
    ) -> None:
        self.include = tuple(include)
        self.exclude = tuple(exclude)
        self.folders = host_folders() if folders is None else folders

    def selects(self, name: str, path: str) -> bool:
        """Whether a module is guest code.

        Args:
            name: its full dotted name.
            path: the file of its source.
        """
        if name.partition(".")[0] in NEVER_GUESTS or any(matches(pattern, name) for pattern in self.exclude):
            return False
        return any(matches(pattern, name) for pattern in self.include) or not self.belongs_to_host(path)

    def belongs_to_host(self, path: str) -> bool:
        """Whether a file is part of the standard library or of an installed distribution."""
        if any(
            path.startswith(folder) and path[len(folder) : len(folder) + 1] in ("/", os.sep) for folder in self.folders
        ):
            return True
        return not _INSTALLED.isdisjoint(path.replace(os.sep, "/").split("/"))
