"""Runs the program that the command line names, as the host's `pymain_run_python` (Modules/main.c) does.

Each kind of program has its own `sys.argv`, `sys.path[0]` and attributes of `__main__`; what the host does in Python
for them (`runpy`) it does here too, so that its frames stand in tracebacks where they stand under `python`.
"""

from __future__ import annotations

import builtins
import os
import sys
from _frozen_importlib import BuiltinImporter
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader, SourcelessFileLoader

from pyston_cli.compose import SparedImportlib
from pyston_cli.run import CODE, MODULE, SCRIPT, STDIN
from pyston_runtime.imports.scripts import StoredScript
from pyston_runtime.tracebacks.hidden import hide_functions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType
    from typing import Any

    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.interpreter import Interpreter


def run_program(interpreter: Interpreter, kind: str, target: str, arguments: Sequence[str]) -> int:
    """Run a program in a fresh `__main__` and return its exit status.

    Args:
        interpreter: what compiles and runs it.
        kind: a kind of `pyston_cli.run`.
        target: the path, module or code.
        arguments: `sys.argv` from 1 on.

    Raises:
        BaseException: whatever the program raises.
    """
    main = _fresh_main()
    sys.argv = [{SCRIPT: target, MODULE: "-m", CODE: "-c", STDIN: "-"}[kind], *arguments]
    if kind == SCRIPT:
        return _run_path(interpreter, main, target)
    if kind == MODULE:
        _prepend_to_path(_current_folder())
        sys.audit("cpython.run_module", target)
        hide_functions((_run_module,))  # type: ignore[arg-type]
        _run_module(interpreter, target, True)
        return 0
    _prepend_to_path("")
    if kind == CODE:
        hide_functions((_run_command,))  # type: ignore[arg-type]
        return _run_command(interpreter, main, target)
    _run_source(interpreter, main, _read_stdin(), "<stdin>")
    return 0


def _fresh_main() -> ModuleType:
    """A new `__main__`, with what the host puts in it before any program, in the same order."""
    main = type(sys)("__main__")
    main.__loader__ = BuiltinImporter
    namespace = main.__dict__
    if sys.version_info < (3, 14):
        namespace["__annotations__"] = {}
    namespace["__builtins__"] = builtins
    sys.modules["__main__"] = main
    return main


def _prepend_to_path(folder: str | None) -> None:
    """Make `folder` the head of `sys.path`, unless the host was told not to trust it (-P, -I, PYTHONSAFEPATH)."""
    if folder is not None and not sys.flags.safe_path:
        sys.path.insert(0, folder)


def _current_folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:
        return None


def _absolute(path: str) -> str:
    """The path as `__main__.__file__` has it: absolute, but neither normalised nor resolved."""
    folder = _current_folder()
    if folder is None:
        return path
    return folder if path in ("", ".") else os.path.join(folder, path)


def _run_path(interpreter: Interpreter, main: ModuleType, given: str) -> int:
    path = _absolute(given)
    if _has_importer(path):
        # Safe path or not: the host puts there what it was told to run.
        sys.path.insert(0, path)
        hide_functions((_run_module,))  # type: ignore[arg-type]
        _run_module(interpreter, "__main__", False)
        return 0
    sys.audit("cpython.run_file", path)
    try:
        with open(path, "rb") as stream:
            _prepend_to_path(os.path.dirname(os.path.realpath(path)))
            source = stream.read()
    except OSError as error:
        print(
            f"{sys.executable}: can't open file {path!r}: [Errno {error.errno}] {error.strerror}",
            file=sys.stderr,
        )
        return 2
    _run_source(interpreter, main, source, path)
    return 0


def _has_importer(path: str) -> bool:
    """Whether the import system takes modules from `path`: it is a folder or a zip file."""
    for hook in sys.path_hooks:
        try:
            sys.path_importer_cache[path] = hook(path)
        except ImportError:
            continue
        return True
    sys.path_importer_cache[path] = None
    return False


def _run_source(interpreter: Interpreter, main: ModuleType, source: bytes, path: str) -> None:
    """Run a script's text, or a cache file's code, as the host's `_PyRun_SimpleFile` does."""
    namespace = main.__dict__
    namespace["__file__"] = path
    namespace["__cached__"] = None
    try:
        if path.endswith(".pyc") or source[:2] == MAGIC_NUMBER[:2]:
            main.__loader__ = SourcelessFileLoader("__main__", path)
            exec(_cached_code(source), namespace)
            return
        if path != "<stdin>":
            main.__loader__ = SourceFileLoader("__main__", path)
        _run_text(interpreter, source, path, namespace)
    finally:
        _flush_streams()
        namespace.pop("__file__", None)
        namespace.pop("__cached__", None)


def _run_text(interpreter: Interpreter, source: bytes, path: str, namespace: dict[str, object]) -> None:
    """Run a script, as it was stored where it was, and store it when it ends as a program should."""
    script = StoredScript(interpreter, source, path)
    unit = script.restored()
    if unit is None:
        hide_functions((_compile_script,))  # type: ignore[arg-type]
        unit = _compile_script(interpreter, source, path)
    try:
        interpreter.execute(unit, namespace)
    except SystemExit:
        script.store(unit)
        raise
    script.store(unit)


def _compile_script(interpreter: Interpreter, source: bytes, path: str) -> CodeUnit:
    try:
        # the program has not begun: it sees nothing of this
        with SparedImportlib():
            return interpreter.compile(source, path)
    except (SyntaxError, ValueError) as error:
        failure = error
    from pyston_cli.source_errors import as_read_from_file

    raise as_read_from_file(failure, source, path)


def _cached_code(data: bytes) -> CodeType:
    """The code in a cache file: there is no source that could be interpreted, so the host will run it."""
    import marshal

    if data[:4] != MAGIC_NUMBER:
        raise RuntimeError("Bad magic number in .pyc file")
    code: CodeType = marshal.loads(data[16:])
    return code


def _run_command(interpreter: Interpreter, main: ModuleType, code: str) -> int:
    sys.audit("cpython.run_command", code)
    if sys.version_info >= (3, 14):
        from textwrap import dedent

        code = dedent(code)
    source = code + "\n"
    try:
        source.encode()
    except UnicodeEncodeError:
        sys.stderr.write("Unable to decode the command from the command line:\n")
        raise
    with SparedImportlib():
        unit = interpreter.compile(source, "<string>")
    if sys.version_info >= (3, 13):
        _show_in_tracebacks(source)
    interpreter.execute(unit, main.__dict__)
    return 0


def _show_in_tracebacks(source: str) -> None:
    """Let tracebacks quote the lines of -c, as they do from 3.13 on."""
    import linecache

    lines = [line + "\n" for line in source.splitlines()]
    linecache.cache["<string>"] = (len(source), None, lines, "<string>")


def _read_stdin() -> bytes:
    """All of standard input, around `sys.stdin`: the program finds that stream untouched, and at its end."""
    chunks = []
    while chunk := os.read(0, 1 << 16):
        chunks.append(chunk)
    return b"".join(chunks)


def _flush_streams() -> None:
    for stream in (sys.stderr, sys.stdout):
        try:
            stream.flush()
        except Exception:
            # The host tries again when it exits, and says then what is wrong.
            continue


def _run_module(interpreter: Interpreter, name: str, named_by_user: bool) -> None:
    """Run a module as `__main__` through the host's `runpy`, which finds it and fills in `__main__`.

    Only its `exec` is ours, for the one call that it makes of it.
    """
    import runpy

    def execute(code: CodeType, namespace: dict[str, object]) -> None:
        del runpy.exec  # type: ignore[attr-defined]
        source = _source(namespace["__spec__"])
        if source is None:
            exec(code, namespace)
        else:
            interpreter.execute(interpreter.compile(source, code.co_filename), namespace)

    runpy.exec = execute  # type: ignore[attr-defined]
    runpy._run_module_as_main(name, named_by_user)  # type: ignore[attr-defined]


def _source(spec: object) -> str | bytes | None:
    """The source of the module that runs as `__main__`, or None where there is only the host's code."""
    loader = spec.loader  # type: ignore[attr-defined]
    if isinstance(loader, SourceFileLoader):
        return loader.get_data(loader.path)
    source: str | None = loader.get_source(spec.name)  # type: ignore[attr-defined]
    return source


# A program must not see what runs it. Only what every script runs through: hiding a function takes some time.
_HIDDEN: Any = (run_program, _run_path, _run_source, _run_text)
hide_functions(_HIDDEN)
