"""The seam between those who start programs (the CLI, the import hook, embedders) and the first tier."""

from __future__ import annotations

from _collections_abc import MutableMapping

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast


class Interpreter(Protocol):
    """Runs code units."""

    def compile(self, source: str | bytes | ast.AST, filename: str, mode: str = "exec", flags: int = 0) -> CodeUnit:
        """Parse (where needed) and analyse a program, as the built-in `compile` does.

        Args:
            source: text, bytes or a tree.
            filename: what tracebacks and errors name.
            mode: "exec", "eval" or "single".
            flags: `__future__` compiler flags.

        Raises:
            SyntaxError: with CPython's message and range.
        """
        ...

    def execute(
        self, unit: CodeUnit, globals: dict[str, object], locals: MutableMapping[str, object] | None = None
    ) -> object:
        """Run a module, expression or interactive unit in a namespace, as the built-in `exec` does.

        Returns:
            The value of an expression unit, else None.
        """
        ...

    def statistics(self) -> dict[str, object]:
        """What ran where: JSON-ready."""
        ...
