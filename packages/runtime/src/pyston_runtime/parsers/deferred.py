"""A parser that is imported when there is something to parse: programs that were stored run without."""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.imports.unseen import import_is_replaced, past_the_program
from pyston_runtime.interfaces.typed import Any, cast, final, partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast


@final
class DeferredParser:
    """Parses again what it has parsed (`parse_again`), so that what it is put in place of has to.

    Args:
        name: the parser's own.
        files: what its trees depend on besides the text.
        load: imports and makes the parser.
    """

    def __init__(self, name: str, files: list[str], load: Callable[[], object]) -> None:
        self._name = name
        self.files = files
        self._load = load
        self._parser: Any = None

    @property
    def name(self) -> str:
        """The name that `--parser` takes."""
        return self._name

    @property
    def warned(self) -> int:
        """How many warnings it has issued."""
        return 0 if self._parser is None else cast(int, self._parser.warned)

    def loaded(self) -> Any:
        """The parser itself."""
        if self._parser is None:
            self._parser = past_the_program(self._load)
        return self._parser

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """See `pyston_runtime.interfaces.parser.Parser`."""
        parse = partial(self.loaded().parse, source, filename, mode)
        settings = {"feature_version": feature_version, "type_comments": type_comments}
        # it imports what makes the message of an error when there is one
        tree = past_the_program(partial(parse, **settings)) if import_is_replaced() else parse(**settings)
        return cast("ast.AST", tree)

    def parse_again(self, source: str | bytes, filename: str, before: int = 0) -> ast.AST:
        """Parse statements that were parsed before, which stand below so many lines."""
        return cast("ast.AST", self.loaded().parse_again(source, filename, before))
