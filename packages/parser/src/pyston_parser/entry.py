"""The parser as a part of Pyston: what the entry point group `pyston.parsers` names `native`."""

from __future__ import annotations

from pyston_parser.api import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast


class NativeParser:
    """This package's parser under the interface that Pyston's other packages expect of a parser."""

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
        """`pyston_parser.parse`."""
        return parse(source, filename, mode, feature_version=feature_version, type_comments=type_comments)
