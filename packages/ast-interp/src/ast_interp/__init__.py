"""A full-language Python interpreter that can be embedded, limited, paused, snapshotted and traced.

>>> import ast_interp
>>> ast_interp.run("answer = 6 * 7")["answer"]
42
"""

from ast_interp.api import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.__about__ import __version__
    from ast_interp.dumps import dump_code, dump_scopes
    from ast_interp.interpreter import Interpreter

__all__ = ["Interpreter", "__version__", "dump_code", "dump_scopes", "run"]

#: Loaded when first asked for: who needs one of them seldom needs the others.
_LATER = {
    "Interpreter": "ast_interp.interpreter",
    "__version__": "ast_interp.__about__",
    "dump_code": "ast_interp.dumps",
    "dump_scopes": "ast_interp.dumps",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        value = getattr(__import__(_LATER[name], fromlist=[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
