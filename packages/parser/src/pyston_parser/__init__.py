"""Standard ast trees for any supported Python grammar on any host, with CPython's own error messages.

`parse` is `ast.parse` for a grammar of your choice; `parse_tolerant` goes on after errors; `tokenize` lists tokens and
comments; `is_complete` tells a prompt whether to ask for more.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_parser.__about__ import __version__
    from pyston_parser.api import parse
    from pyston_parser.complete import is_complete
    from pyston_parser.listing import Token, tokenize
    from pyston_parser.tolerant import ParseResult, parse_tolerant

__all__ = ["ParseResult", "Token", "__version__", "is_complete", "parse", "parse_tolerant", "tokenize"]

# Loaded when first asked for: a run of a program enters by `pyston_parser.seam`, and needs none of the rest.
_LATER = {
    "__version__": "pyston_parser.__about__",
    "parse": "pyston_parser.api",
    "is_complete": "pyston_parser.complete",
    "Token": "pyston_parser.listing",
    "tokenize": "pyston_parser.listing",
    "ParseResult": "pyston_parser.tolerant",
    "parse_tolerant": "pyston_parser.tolerant",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        from importlib import import_module

        value = getattr(import_module(_LATER[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
