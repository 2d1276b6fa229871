"""Embedding in one line: `ast_interp.run("print(6 * 7)")`."""

from __future__ import annotations

from ast_interp.interpreter import Interpreter
from ast_interp.parsing import default_parser
from pyston_runtime.interfaces.parser import Parser


def run(
    source: str | bytes,
    globals: dict[str, object] | None = None,
    *,
    filename: str = "<string>",
    parser: Parser | None = None,
) -> dict[str, object]:
    """Run a program.

    Args:
        source: the program's text.
        globals: the namespace it runs in; a fresh one, named `__main__`, when left out.
        filename: what tracebacks name.
        parser: turns the text into a tree; the installed one when left out.

    Returns:
        The namespace after the run.

    Raises:
        SyntaxError: the text is no program.
        BaseException: whatever the program raises.
    """
    namespace: dict[str, object] = {"__name__": "__main__"} if globals is None else globals
    interpreter = Interpreter(default_parser() if parser is None else parser)
    interpreter.execute(interpreter.compile(source, filename), namespace)
    return namespace
