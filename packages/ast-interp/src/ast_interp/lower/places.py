"""What stands for a function whose tree was let go (`later`): the place of its text.

It is a module of its own because running what was stored needs no more of that.
"""

from __future__ import annotations

from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import Any, Final, Protocol, final

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast

#: Shorter texts are kept: parsing again would save nothing worth having.
SMALLEST: Final = 2048
#: Shorter texts are not worth compressing.
SMALLEST_COMPRESSED: Final = 1 << 16


class QuietParser(Protocol):
    """A parser that can parse a piece of a text once more, without its warnings."""

    def parse_again(self, source: str | bytes, filename: str, before: int = 0) -> ast.AST:
        """Parse statements that were parsed before, which stand below so many lines."""
        ...


@final
class Later:
    """A function whose tree was let go.

    Attributes:
        start, end: where its lines stand in the program's text.
        line: the number of the first.
        column: where its first line begins, in bytes.
        classes: the names of the classes around it, the outermost first.
        future_annotations: as of its scope.
    """

    def __init__(
        self, start: int, end: int, line: int, column: int, classes: tuple[str, ...], future_annotations: bool
    ) -> None:
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.classes = classes
        self.future_annotations = future_annotations


@final
class Text:
    """The text of a program whose functions are parsed when they are called.

    Attributes:
        compressed: whether it is put away.
    """

    def __init__(self, plain: bytes) -> None:
        self._data = plain
        self.compressed = False

    def plain(self) -> bytes:
        """The text itself; it stays as it is then, since more of it will be needed."""
        if self.compressed:
            compression: Any = past_the_program(_compression)
            self._data = compression.decompress(self._data)
            self.compressed = False
        return self._data

    def put_away(self) -> None:
        """Compress a long text, of which nothing may be needed any more."""
        if self.compressed or len(self._data) < SMALLEST_COMPRESSED:
            return
        try:
            compression: Any = past_the_program(_compression)
        except ImportError:
            return  # a host without it
        self._data = compression.compress(self._data, 1)
        self.compressed = True


def _compression() -> object:
    import zlib

    return zlib


def plain_text(source: str | bytes) -> bytes | None:
    """The text as UTF-8 with `\\n` line ends, or None where it is too short, or in another encoding."""
    if len(source) < SMALLEST:
        return None
    if isinstance(source, str):
        try:
            text = source.encode()
        except UnicodeEncodeError:
            return None
    else:
        text = source.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if isinstance(source, bytes) and b"coding" in b"".join(text.split(b"\n", 2)[:2]):
        return None
    return text if text.endswith(b"\n") else text + b"\n"
