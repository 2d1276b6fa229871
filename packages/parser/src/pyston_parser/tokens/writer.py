"""The tokenizer's state, and how it adds tokens and stops at errors."""

from __future__ import annotations

from pyston_parser.tokens.kinds import ERROR, SPELLINGS
from pyston_parser.tokens.stream import TokenError, TokenStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mypy_extensions import i64


class FStringMode:
    """One f-string being read: its quotes, and how deep in braces and brackets the tokenizer is within it."""

    def __init__(self, quote: str, raw: bool, start: int, line: int, line_start: int) -> None:
        self.quote = quote
        self.raw = raw
        self.start = start
        self.line = line
        self.line_start = line_start
        self.in_text = True
        self.in_spec = False
        self.depth = 0
        self.expression_depth = -1


class Stop(Exception):
    """Tokenizing cannot go on; the stream's `error` says why."""


class TokenWriter:
    """Fills a `TokenStream` from `text` (see `decode`); the derived classes add the reading of each kind of token.

    `nested_fstrings` chooses PEP 701 f-strings (pieces as tokens) over whole f-strings as STRING tokens;
    `templates` admits t-string prefixes (PEP 750); `type_comments` makes tokens of `# type:` comments; `keep_comments`
    collects every comment; `recover` goes on after errors, which are then in the stream's `errors`.
    """

    def __init__(
        self,
        text: str,
        *,
        nested_fstrings: bool,
        templates: bool = False,
        type_comments: bool = False,
        keep_comments: bool = False,
        recover: bool = False,
    ) -> None:
        self.text = text
        self.data = text.encode("latin-1") + b"\0\0\0"
        self.stream = TokenStream(text)
        self.nested_fstrings = nested_fstrings
        self.templates = templates
        self.type_comments = type_comments
        self.watch_comments = type_comments or keep_comments
        self.keep_comments = keep_comments
        self.recover = recover
        self.line: i64 = 1
        self.line_start: i64 = 0
        self.indents: list[int] = [0]
        self.plain_indents: list[int] = [0]
        # The current block's indentation, if it is made of spaces; a string found nowhere if not.
        self.margin = ""
        self.margin_width: i64 = 0
        self.modes: list[FStringMode] = []
        self.names: dict[str, str] = {}
        # Tokens that end on another line than they begin, and that line.
        self.multiline: list[tuple[int, int]] = []

    def add(self, kind: i64, text: str, start: i64, end: i64) -> None:
        """Append one token that lies on the current line."""
        stream = self.stream
        stream.kinds.append(kind)
        stream.texts.append(text)
        stream.lines.append(self.line)
        stream.columns.append(start - self.line_start)
        stream.end_columns.append(end - self.line_start)

    def drop_columns(self) -> None:
        stream = self.stream
        stream.texts.pop()
        stream.lines.pop()
        stream.columns.pop()
        stream.end_columns.pop()

    def fail(self, reason: str, message: str, start: i64, end: i64) -> None:
        """Record an error at offsets on the current line (`end` -1: no range) and stop."""
        column = start - self.line_start
        self.stream.error = TokenError(
            reason, message, self.line, column, self.line, end - self.line_start if end >= 0 else -1
        )
        self.add(ERROR, "", start, start if end < 0 else end)
        raise Stop

    def note(self, reason: str, message: str, position: i64) -> None:
        """Record an error about the current line's indentation: go on with the line if recovering, else stop."""
        if not self.recover:
            self.fail(reason, message, position, -1)
        column = position - self.line_start
        self.stream.errors.append(TokenError(reason, message, self.line, column, self.line, -1))

    def mismatch(self, closer: str, opener: i64, position: i64) -> None:
        stream = self.stream
        bracket = SPELLINGS[stream.kinds[opener]]
        if self.modes and bracket == "{":
            mode = self.modes[-1]
            if mode.depth - 1 == mode.expression_depth:
                self.fail("syntax", f"f-string: unmatched '{closer}'", position, -1)
        line = stream.lines[opener]
        message = f"closing parenthesis '{closer}' does not match opening parenthesis '{bracket}'"
        if line != self.line:
            message += f" on line {line}"
        self.fail("syntax", message, position, -1)
