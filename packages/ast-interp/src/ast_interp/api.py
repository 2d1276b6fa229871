"""Embedding in one line: `ast_interp.run("print(6 * 7)")`.

It imports the interpreter when it is called, so that the package itself is imported at once. The package called
`ast_interp.run` must have been imported before: it would take the function's name.
"""

from __future__ import annotations

import ast_interp.run  # noqa: F401

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    from ast_interp.interpreter import Interpreter
    from ast_interp.parsing import default_parser

    namespace: dict[str, object] = {"__name__": "__main__"} if globals is None else globals
    interpreter = Interpreter(default_parser() if parser is None else parser)
    interpreter.execute(interpreter.compile(source, filename), namespace)
    return namespace
