"""Where the parser stands in the tokens, and how it fails.

Node positions are the `int` objects of the first and the last token of a construct: `lines[start]`, `columns[start]`,
`end_lines[self.position - 1]`, `end_columns[self.position - 1]`.
"""

from __future__ import annotations

import _ast
import sys

from pyston_parser.tokens.kinds import (
    ENDMARKER,
    NAME,
)
from pyston_parser.tokens.stream import TokenStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64


LOAD_NODE: Final[Any] = _ast.Load()
STORE_NODE: Final[Any] = _ast.Store()
DEL_NODE: Final[Any] = _ast.Del()

# How long a chain (`a.b.c…`, `1+1+…`, `not not …`, `elif …`) may get, which is how deep the tree may get: where
# CPython's `ast.parse` gives up, RecursionError in some cases and MemoryError in others.
MAX_CHAIN: Final = 2988 if sys.version_info < (3, 12) else 2993 if sys.version_info < (3, 13) else 5968
MAX_LEFT_CHAIN: Final = MAX_CHAIN if sys.version_info < (3, 13) else 9994
MAX_NESTING: Final = 2984


class ParseFailure(Exception):
    """The source has an error at or before the token that the parser had reached."""


class VersionFailure(Exception):
    """The source uses grammar newer than `feature_version`: `what` is "only supported in Python 3.`minor` and
    greater"."""

    def __init__(self, what: str, minor: int, start: int, end: int) -> None:
        super().__init__(what)
        self.what = what
        self.minor = minor
        self.start = start
        self.end = end


def too_deep() -> Exception:
    """What `ast.parse` raises for a tree deeper than it can build."""
    return RecursionError("maximum recursion depth exceeded during ast construction")


def too_nested() -> Exception:
    """What `ast.parse` raises for source that is nested deeper than it can parse."""
    if sys.version_info >= (3, 12):
        return MemoryError("Parser stack overflowed - Python source too complex to parse")
    return MemoryError()


def too_long(length: int) -> Exception:
    """What `ast.parse` raises for a chain longer than `MAX_CHAIN` of what its parser reads recursively."""
    return too_nested() if length > 2 * MAX_NESTING else too_deep()


class Cursor:
    """Tokens and a position in them.

    `minor` is the grammar's minor version; `line_offset`, and `first_column` for the first line, are added to positions
    of source that is part of a larger one (expressions in f-strings before PEP 701).
    """

    def __init__(self, stream: TokenStream, minor: int) -> None:
        self.stream = stream
        # With room to look ahead from the last token.
        self.kinds = [*stream.kinds, ENDMARKER, ENDMARKER, ENDMARKER]
        self.texts = stream.texts
        self.lines = stream.lines
        self.columns = stream.columns
        self.end_lines = stream.end_lines
        self.end_columns = stream.end_columns
        self.minor = minor
        self.position: i64 = 0
        self.depth: i64 = 0

    def fail(self) -> Exception:
        """The failure to raise."""
        return ParseFailure()

    def require(self, minor: i64, what: str, start: i64) -> None:
        """Fail if the grammar is older than 3.`minor`; `what` uses the tokens from `start` to here."""
        if self.minor < minor:
            raise VersionFailure(what, minor, start, self.position - 1 if self.position > start else start)

    def expect(self, kind: i64) -> None:
        """Step over a token that must be of `kind`."""
        position = self.position
        if self.kinds[position] != kind:
            raise ParseFailure
        self.position = position + 1

    def expect_name(self) -> str:
        """Step over a token that must be a name; its text."""
        position = self.position
        if self.kinds[position] != NAME:
            raise ParseFailure
        self.position = position + 1
        return self.texts[position]
