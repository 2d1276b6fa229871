"""The seam between a parser and everything that needs a tree."""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast


class Parser(Protocol):
    """Turns source into the host's `ast` tree; found under the entry point group `pyston.parsers`."""

    @property
    def name(self) -> str:
        """The name that `--parser` takes."""
        ...

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """Parse `source` as `ast.parse` does.

        Args:
            source: the program; bytes are decoded by PEP 263.
            filename: what errors name.
            mode: "exec", "eval", "single" or "func_type".
            feature_version: the grammar's version, the host's when left out.
            type_comments: whether to keep type comments (PEP 484).

        Raises:
            SyntaxError: with CPython's message and range.
        """
        ...
