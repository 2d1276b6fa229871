"""The parser as Pyston's other parts see it: an object with a name, registered under the entry point `pyston.parsers`.

The package stands alone, so it meets the protocol (`pyston_runtime.interfaces.parser.Parser`) by shape.
"""

from __future__ import annotations

import _ast as ast

# Packages before what is in them: compiled modules then import each other without looking for files.
import pyston_parser.fast
import pyston_parser.fast.generated
import pyston_parser.tokens  # noqa: F401
from pyston_parser.api import parse_and_count, run
from pyston_parser.fast.fstrings import shift
from pyston_parser.fast.statements import StatementParser
from pyston_parser.tokens.decode import decode
from pyston_parser.tokens.tokenizer import tokens_of
from pyston_parser.versions import HOST, grammar_version


class NativeParser:
    """Makes trees with `pyston_parser.parse`.

    Attributes:
        warned: how many warnings it has issued.
    """

    def __init__(self) -> None:
        self.warned = 0

    @property
    def name(self) -> str:
        """The name that `--parser` takes."""
        return "native"

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """Parse `source`; see `pyston_parser.parse`."""
        tree, count = parse_and_count(source, filename, mode, feature_version, type_comments)
        self.warned += count
        return tree

    def parse_again(self, source: str | bytes, filename: str, before: int = 0) -> ast.AST:
        """Parse statements that were parsed before: they hold no errors, and what they warn of has been said.

        `before` is how many lines come before them.
        """
        stream = tokens_of(decode(source, filename), nested_fstrings=HOST >= 12)
        if before:
            shift(stream, before, 0)
            stream.before = before
        tree: ast.AST = run(StatementParser(stream, grammar_version(None)), "exec", True)
        return tree
