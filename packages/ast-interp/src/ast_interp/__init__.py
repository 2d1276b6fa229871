"""A full-language Python interpreter that can be embedded, limited, paused, snapshotted and traced.

>>> import ast_interp
>>> ast_interp.run("answer = 6 * 7")["answer"]
42
"""

from ast_interp.__about__ import __version__
from ast_interp.api import run
from ast_interp.interpreter import Interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.dumps import dump_code, dump_scopes

__all__ = ["Interpreter", "__version__", "dump_code", "dump_scopes", "run"]


def __getattr__(name: str) -> object:
    """The dumps are loaded when they are asked for: no program needs them."""
    if name in ("dump_code", "dump_scopes"):
        from ast_interp import dumps

        return getattr(dumps, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
