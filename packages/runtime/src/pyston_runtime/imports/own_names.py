"""Give modules of ours built-in names of their own, so that what a program does to its own cannot reach them.

A function finds built-in names where its module's `__builtins__` was when the function was made; `import` calls the
`__import__` that stands there. A program may put guest code there. That must not run in order to run guest code: it
would need itself. So modules of ours are executed with a copy of the names that the host began with. Afterwards
`__builtins__` is everybody's again, since C code looks it up in the globals of whoever calls it (`PyImport_Import`).

It is for modules that are not compiled; those that are find nothing by name. The first modules of a package, which
import this one, have no such names, and import nothing late.
"""

from __future__ import annotations

import builtins
import os
import sys
from _frozen_importlib_external import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)

from pyston_runtime.imports.unseen import PLAIN_IMPORT, past_the_program
from pyston_runtime.interfaces.typed import partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


#: The names as they are before any program.
NAMES = dict(builtins.__dict__)


def _import(*arguments: object) -> object:
    """`__import__`, of whose doings the program sees nothing: what comes may import more, under everybody's names."""
    return past_the_program(partial(PLAIN_IMPORT, *arguments))


NAMES["__import__"] = _import


class OwnNamesLoader(SourceFileLoader):
    """Executes modules with names of their own."""

    def exec_module(self, module: ModuleType) -> None:
        """Execute one."""
        module.__dict__["__builtins__"] = NAMES
        super().exec_module(module)
        module.__dict__["__builtins__"] = builtins.__dict__


def keep_apart(folders: Iterable[str]) -> None:
    """Have the modules in a package's folders, and in those below, loaded so from now on."""
    loaders = (
        (ExtensionFileLoader, list(EXTENSION_SUFFIXES)),
        (OwnNamesLoader, list(SOURCE_SUFFIXES)),
        (SourcelessFileLoader, list(BYTECODE_SUFFIXES)),
    )
    waiting = list(folders)
    for folder in waiting:
        if os.path.isdir(folder):
            sys.path_importer_cache[folder] = FileFinder(folder, *loaders)
            waiting += [entry.path for entry in os.scandir(folder) if entry.is_dir() and entry.name[0] not in "_."]
