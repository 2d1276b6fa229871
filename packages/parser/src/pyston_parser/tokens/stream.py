"""What the tokenizer hands on: parallel lists, one entry a token, cheaper to fill and to read than token objects.

Positions are kept as the `int` objects that end up in the nodes (typed `object` where they are only passed on, so that
a compiled build neither unboxes nor allocates them again).
"""

from __future__ import annotations

from pyston_parser.tokens.kinds import LABELS, SPELLINGS


class TokenError:
    """Why tokenizing stopped.

    `reason` is one of "syntax", "indentation", "tab", "end" (the source ends inside brackets or after a backslash),
    "end of string" (inside a string), "decode" (not UTF-8).  Columns are byte offsets from 0 in the lines they
    belong to; `end_column` is -1 where CPython reports no range.
    """

    def __init__(self, reason: str, message: str, line: int, column: int, end_line: int, end_column: int) -> None:
        self.reason = reason
        self.message = message
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column

    def __repr__(self) -> str:
        return f"{self.line},{self.column}-{self.end_line},{self.end_column}: {self.reason}: {self.message}"


class TokenWarning:
    """A doubtful but valid token: `message`, at `line` and byte `column`."""

    def __init__(self, message: str, line: int, column: int) -> None:
        self.message = message
        self.line = line
        self.column = column

    def __repr__(self) -> str:
        return f"{self.line},{self.column}: {self.message}"


class Comment:
    """A comment with its `#`, from byte `column` to byte `end_column` of `line`."""

    def __init__(self, text: str, line: int, column: int, end_column: int) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.end_column = end_column

    def __repr__(self) -> str:
        return f"{self.line},{self.column}-{self.end_column}: {self.text}"


class TokenStream:
    """The tokens of one source.

    `text` is the latin-1 source (see `decode`), `line_starts[n]` the offset at which line n begins (line 1 is the
    first; entry 0 is unused).  `kinds`, `texts`, `lines`, `columns`, `end_lines`, `end_columns` run in parallel; the
    text of an operator or a keyword is "" (its kind says it), that of a name is already normalized.  The last token is
    ENDMARKER, or ERROR, with `error` set (or, from a recovering tokenizer, `errors`).  `openers` are the indexes of
    brackets that were still open there.  `before` is how many lines of a longer source come before this one, which
    `lines` and `end_lines` count in.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.ascii = text.isascii()
        self.kinds: list[int] = []
        self.texts: list[str] = []
        self.lines: list[object] = []
        self.columns: list[object] = []
        self.end_lines: list[object] = []
        self.end_columns: list[object] = []
        self.line_starts: list[int] = [0, 0]
        self.before = 0
        self.error: TokenError | None = None
        self.errors: list[TokenError] = []
        self.warnings: list[TokenWarning] = []
        self.comments: list[Comment] = []
        self.type_ignores: list[tuple[object, str]] = []
        self.openers: list[int] = []

    def spelling(self, index: int) -> str:
        """The text of the token at `index`, operators and keywords included."""
        return self.texts[index] or SPELLINGS[self.kinds[index]]

    def offset(self, index: int) -> int:
        """The offset in `text` at which the token at `index` begins."""
        line = self.lines[index]
        column = self.columns[index]
        assert isinstance(line, int) and isinstance(column, int)
        return self.line_starts[line - self.before] + column

    def end_offset(self, index: int) -> int:
        """The offset in `text` at which the token at `index` ends."""
        line = self.end_lines[index]
        column = self.end_columns[index]
        assert isinstance(line, int) and isinstance(column, int)
        return self.line_starts[line - self.before] + column

    def cut(self, line: int) -> None:
        """Drop the tokens from `line` on; for a stream that is still being filled."""
        count = len(self.kinds)
        while count:
            last = self.lines[count - 1]
            assert isinstance(last, int)
            if last < line:
                break
            count -= 1
        del self.kinds[count:]
        del self.texts[count:]
        del self.lines[count:]
        del self.columns[count:]
        del self.end_columns[count:]

    def dump(self) -> str:
        """One line a token: position, label, text."""
        rows = [
            f"{self.lines[i]},{self.columns[i]}-{self.end_lines[i]},{self.end_columns[i]}: "
            f"{LABELS[self.kinds[i]]} {self.texts[i]!r}"
            for i in range(len(self.kinds))
        ]
        if self.error is not None:
            rows.append(f"error: {self.error}")
        return "\n".join(rows) + "\n"
