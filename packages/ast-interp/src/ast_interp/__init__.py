"""A full-language Python interpreter that can be embedded, limited, paused, snapshotted and traced.

>>> import ast_interp
>>> ast_interp.run("answer = 6 * 7")["answer"]
42
"""

from __future__ import annotations

from pyston_runtime import starts_compiled

if not starts_compiled(__path__[0]):
    from pyston_runtime.imports.own_names import keep_apart

    keep_apart(__path__)

# Before the function `run` below: the package of that name, which comes with it, would take its place.
import ast_interp.start as _started  # noqa: F401

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.__about__ import __version__
    from ast_interp.dumps import dump_code, dump_scopes
    from ast_interp.interpreter import Interpreter
    from pyston_runtime.interfaces.parser import Parser

__all__ = ["Interpreter", "__version__", "dump_code", "dump_scopes", "run"]

#: Loaded when first asked for: who needs one of them seldom needs the others.
_LATER = {
    "Interpreter": "ast_interp.interpreter",
    "__version__": "ast_interp.__about__",
    "dump_code": "ast_interp.dumps",
    "dump_scopes": "ast_interp.dumps",
}


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


def __getattr__(name: str) -> object:
    if name in _LATER:
        value = getattr(__import__(_LATER[name], fromlist=[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
