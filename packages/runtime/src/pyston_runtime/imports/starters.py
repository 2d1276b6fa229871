"""Modules of the host's library that start programs, which are then to run in Pyston too.

`multiprocessing` starts processes (all but those that it forks) with a command line of its own; `runpy`, which such a
process runs the parent's script with, compiles what it runs. Both ask a function for it that can be replaced.

This module must stay pure Python when the package is compiled: what stands in for `compile` and `exec` is hidden, and
`exec` takes the frame of its caller.
"""

from __future__ import annotations

import builtins
import os
import sys

from pyston_runtime.imports.loader import GuestLoader
from pyston_runtime.interfaces.typed import Any, cast
from pyston_runtime.tracebacks.hidden import hide_functions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.abc import Loader

    from pyston_runtime.imports.selection import GuestSelection
    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.interpreter import Interpreter
    from pyston_runtime.interfaces.typed import CodeType, ModuleType


class AdjustedLoader:
    """Runs a module through its own loader, and then has something changed in it.

    Args:
        loader: the module's own, which it is shown to have.
        adjust: what changes it.
    """

    def __init__(self, loader: Loader, adjust: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._adjust = adjust

    def create_module(self, spec: object) -> None:
        """Leave it to the host (`importlib.abc.Loader.create_module`)."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, and change it (`importlib.abc.Loader.exec_module`)."""
        module.__loader__ = cast(Any, module.__spec__).loader = self._loader
        self._loader.exec_module(module)
        self._adjust(module)


def add_launcher(module: ModuleType, launcher: Callable[[], list[str]]) -> None:
    """Have `multiprocessing.util` name the words that start Pyston behind the host's options."""
    options = module._args_from_interpreter_flags
    module._args_from_interpreter_flags = lambda: [*options(), *launcher()]  # type: ignore[attr-defined]


def serve_runpy(interpreter: Interpreter, selection: GuestSelection) -> None:
    """Have `runpy` run in the interpreter what a program of its own would be: selected modules and files."""
    import runpy

    namespace: dict[str, Any] = runpy.__dict__
    make: Callable[[CodeUnit], CodeType] | None = getattr(interpreter, "code_object", None)
    if make is None or "compile" in namespace:
        return

    def code_object(source: str | bytes, path: str) -> CodeType:
        return make(interpreter.compile(source, path))

    def compile(source: bytes, name: str | bytes | os.PathLike[str], mode: str) -> CodeType:
        path = os.fsdecode(name)
        if selection.selects("__main__", path):
            return code_object(source, path)
        code: CodeType = builtins.compile(source, path, mode)
        return code

    def execute(code: CodeType, names: dict[str, object]) -> None:
        loader = getattr(names.get("__spec__"), "loader", None)
        if isinstance(loader, GuestLoader):
            code = code_object(loader.get_data(loader.path), loader.path)
        exec(code, names)

    hide_functions((code_object, compile, execute))  # type: ignore[arg-type]
    namespace["compile"] = compile
    namespace["exec"] = execute


def serve_runpy_of_program() -> None:
    """The same with what the program's own imports go to, if they do."""
    for finder in sys.meta_path:
        serve = getattr(finder, "serve_runpy", None)
        if serve is not None:
            serve()
