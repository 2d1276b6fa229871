"""The loader of guest modules: the host's source loader, but for running the module in the interpreter.

Everything that tools ask a loader (`get_source`, `get_code`, resources, paths) is inherited and so answers as on the
host. Only running differs, and even that goes through the host's own `exec_module`, `get_code` and
`_call_with_frames_removed`, because a traceback shows them: CPython drops a run of importlib frames from the traceback
of a failed import when it ends in that last function (`remove_importlib_frames` in Python/import.c), and
`importlib.import_module` drops none. Our own functions among them are hidden (`pyston_runtime.tracebacks.hidden`).

This module must stay pure Python when the package is compiled: its classes have a host class as their base, and a
compiled function is in every traceback that it lets through.
"""

from __future__ import annotations

import sys
from _frozen_importlib import _call_with_frames_removed  # type: ignore[attr-defined]

# Not from importlib.machinery: the package importlib, which comes with it, is not otherwise part of the host's start.
from _frozen_importlib_external import SourceFileLoader

from pyston_runtime.imports.own_frames import without_own_frames
from pyston_runtime.imports.stored import pack, stored_path, unpack
from pyston_runtime.interfaces.typed import Any, CodeType, cast
from pyston_runtime.tracebacks.hidden import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.interpreter import Interpreter
    from pyston_runtime.interfaces.typed import ModuleType


class GuestLoader(SourceFileLoader):
    """Loads one source module into the interpreter.

    Args:
        fullname: the module's dotted name.
        path: the file of its source.
        interpreter: what compiles and runs it.
    """

    def __init__(self, fullname: str, path: str, interpreter: Interpreter) -> None:
        super().__init__(fullname, path)
        self._interpreter = interpreter

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's source in its namespace (`importlib.abc.Loader.exec_module`)."""
        _Execution(self.name, self.path, self._interpreter, module.__dict__).exec_module(module)


class _Execution(SourceFileLoader):
    """One run of a module: its `get_code` gives the code that enters the interpreter, which the host then executes."""

    def __init__(self, fullname: str, path: str, interpreter: Interpreter, namespace: dict[str, object]) -> None:
        super().__init__(fullname, path)
        self._interpreter = interpreter
        self._namespace = namespace
        self._is_new = False

    def path_stats(self, path: str) -> dict[str, object]:
        """Refuse, so that `get_code` neither reads nor writes a cache file: there is no bytecode to keep."""
        raise OSError(path)

    def source_to_code(self, data: bytes, path: str, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        """Compile the source to guest code, and give the host code whose execution runs that."""
        unit: CodeUnit = _call_with_frames_removed(self._compile, data, path)
        return code_that_calls(lambda: self._run(unit, data, path))

    def _run(self, unit: CodeUnit, data: bytes, path: str) -> None:
        _WAITING.running += 1
        try:
            self._interpreter.execute(unit, self._namespace)
            if self._is_new and not sys.dont_write_bytecode:
                _WAITING.modules.append((self, unit, data, path))
            else:
                self._finish(unit)
        finally:
            _WAITING.running -= 1
            if not _WAITING.running and _WAITING.modules:
                _WAITING.store()

    def _compile(self, data: bytes, path: str) -> CodeUnit:
        try:
            stored = self._stored(data, path)
            if stored is not None:
                unit: CodeUnit = cast(Any, self._interpreter).restore(stored, data, path)
                return unit
            return self._interpreter.compile(data, path)
        except BaseException as error:
            error.__traceback__ = without_own_frames(error.__traceback__)
            raise

    def _stored(self, data: bytes, path: str) -> bytes | None:
        """The module's code as it was stored; else what is compiled now is new."""
        key = self._key()
        place = stored_path(path)
        if key is None or place is None:
            return None
        self._is_new = True
        try:
            stored = unpack(self.get_data(place), data, key)
        except OSError:
            return None
        self._is_new = stored is None
        return stored

    def _store(self, unit: CodeUnit, data: bytes, path: str) -> None:
        """Store the module with what of it has run by now; where that cannot be, it is compiled again next time."""
        key = self._key()
        place = stored_path(path)
        code: bytes | None = cast(Any, self._interpreter).store(unit)
        if key is not None and place is not None and code is not None:
            self._cache_bytecode(path, place, pack(code, data, key))  # type: ignore[attr-defined]

    def _finish(self, unit: CodeUnit) -> None:
        finish = getattr(self._interpreter, "finish", None)
        if finish is not None:
            finish(unit)

    def _key(self) -> bytes | None:
        make_key = getattr(self._interpreter, "store_key", None)
        key: bytes | None = None if make_key is None else make_key()
        return key


class _Waiting:
    """Modules that are stored when the outermost import ends, with what the others have called of them by then.

    Attributes:
        running: how many guest modules are being run.
        modules: those that have run, each with its unit, text and file.
    """

    def __init__(self) -> None:
        self.running = 0
        self.modules: list[tuple[_Execution, CodeUnit, bytes, str]] = []

    def store(self) -> None:
        """Store them."""
        modules, self.modules = self.modules, []
        for execution, unit, data, path in modules:
            execution._store(unit, data, path)
            execution._finish(unit)


_WAITING = _Waiting()


def code_that_calls(run: Callable[[], object]) -> CodeType:
    """Host code that calls `run` and leaves no trace of itself: neither names in the namespace that it is executed in,
    nor a frame that anyone sees. It takes all other frames of ours out of the traceback of an exception, too.

    The code is `_template`'s, with what it calls put in the place of its string constants.
    """
    replacements: dict[object, object] = {"RUN": run, "CLEAN": _clean}
    constants = tuple(replacements.get(constant, constant) for constant in _TEMPLATE.co_consts)
    return _TEMPLATE.replace(co_consts=constants)


def _template() -> None:
    run: object = "RUN"
    try:
        run()  # type: ignore[operator]
    except BaseException as error:
        clean: object = "CLEAN"
        clean(error)  # type: ignore[operator]
        raise


def _clean(error: BaseException) -> None:
    error.__traceback__ = without_own_frames(error.__traceback__)


_TEMPLATE = hidden(_template.__code__)
for _function in (GuestLoader.exec_module, _Execution.source_to_code, _Execution._run, _Execution._compile):
    _function.__code__ = hidden(_function.__code__)
