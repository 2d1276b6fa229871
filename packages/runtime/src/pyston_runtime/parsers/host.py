"""The parser that the host has built in.

It calls `compile` with `PyCF_ONLY_AST` itself: that is all `ast.parse` does, and importing `ast` costs as much as half
of CPython's start.
"""

from __future__ import annotations

from _ast import PyCF_ONLY_AST, PyCF_TYPE_COMMENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast


class HostParser:
    """`pyston_runtime.interfaces.parser.Parser` over the host's own parser."""

    @property
    def name(self) -> str:
        """The name that `--parser` takes."""
        return "host"

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """Parse as `ast.parse` does; see `Parser.parse`.

        Raises:
            SyntaxError: the host's own.
            ValueError: for a feature version with another major number than 3.
        """
        minor = -1
        if feature_version is not None:
            major, minor = feature_version
            if major != 3:
                raise ValueError(f"Unsupported major version: {major}")
        flags = PyCF_ONLY_AST | (PyCF_TYPE_COMMENTS if type_comments else 0)
        tree: ast.AST = compile(source, filename, mode, flags, dont_inherit=True, _feature_version=minor)
        return tree
