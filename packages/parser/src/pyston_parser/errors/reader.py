"""The scanner's ground floor: characters one at a time, lines, and the making of exceptions.

CPython's messages show the state of its tokenizer (which line it has read up to, where its cursor stands), so the error
pass keeps the same state: `cursor`, `line_start`, `line_end` (end of the last line read), `line` (its number).
The text is UTF-8 held as latin-1: one character for each byte, so that offsets are CPython's.
"""

from __future__ import annotations

from typing import Final

from .nodes import Node, Token

END: Final = ""
"""What `next_char` gives after the last character."""

CURRENT: Final = -5
"""In place of an end line or column: where the scanner stands now."""


def decode(text: str) -> str:
    """The characters that latin-1 text stands for; bytes that are not UTF-8 become U+FFFD."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "replace")


class Reader:
    """Characters, lines and exceptions of one source.

    text: UTF-8 as latin-1, lines ended by `\\n` alone; filename: for exceptions.
    version: minor version of the Python 3 whose messages are wanted.
    byte_columns: report offsets in bytes, as CPython does for bytes that name no encoding.
    """

    def __init__(self, text: str, filename: str, version: int, byte_columns: bool) -> None:
        self.text: Final = text
        self.size: Final = len(text)
        self.filename: Final = filename
        self.version: Final = version
        self.byte_columns: Final = byte_columns
        self.tokens: Final[list[Token]] = []
        self.cursor: int = 0
        self.line: int = 0
        self.line_start: int = 0
        self.line_end: int = 0
        self.buffer_start: int = 0
        self.token_start: int = -1
        self.at_end: bool = False
        self.brackets: Final[list[str]] = []
        self.bracket_lines: Final[list[int]] = []
        self.bracket_columns: Final[list[int]] = []
        # Set for the expression part of an f-string before 3.12, which CPython parses as a source of its own.
        self.message_prefix: str = ""
        self.start_line: int = 0
        self.start_column: int = 0
        # Whether an error counts also when the parser has found another one before it.
        self.certain: bool = False

    # -- characters

    def next_char(self) -> str:
        """The next character, reading another line when needed; `END` after the last."""
        cursor = self.cursor
        if cursor < self.line_end:
            self.cursor = cursor + 1
            return self.text[cursor]
        if not self.next_line():
            return END
        self.cursor += 1
        return self.text[self.cursor - 1]

    def next_line(self) -> bool:
        """Read another line; False at the end of the text."""
        if self.at_end or self.line_end >= self.size:
            self.at_end = True
            self.cursor = self.line_end
            return False
        end = self.text.find("\n", self.line_end)
        if self.token_start < 0:
            self.buffer_start = self.cursor
        self.line_start = self.cursor
        self.line += 1
        self.line_end = self.size if end < 0 else end + 1
        if self.version >= 12 and self.text.find("\0", self.line_start, self.line_end) >= 0:
            raise self.scan_error("source code cannot contain null bytes")
        return True

    def back(self, char: str) -> None:
        """Give the last character back."""
        if char:
            self.cursor -= 1

    # -- exceptions

    def make(
        self, kind: type[SyntaxError], message: str, line: int, column: int, end_line: int, end_column: int, text: str
    ) -> SyntaxError:
        """An exception; columns count from 1 in characters."""
        return kind(message, (self.filename, line, column, text, end_line, end_column))

    def scan_error(self, message: str) -> SyntaxError:
        """An error found while scanning: the place is the character before the cursor."""
        column = len(decode(self.text[self.line_start : self.cursor]))
        return self.scan_error_range(message, column, column)

    def scan_error_range(self, message: str, column: int, end_column: int) -> SyntaxError:
        """An error found while scanning, with columns counted from 1 in the line of the cursor."""
        self.certain = True
        line_end = self.text.find("\n", self.line_start)
        shown = decode(self.text[self.line_start : line_end if line_end >= 0 else self.size])
        return self.make(SyntaxError, message, self.line, column, self.line, end_column, shown)

    def line_text(self, line: int) -> str:
        """The text CPython shows for a line, given how far the scanner has come.

        The line being read comes with its line break (and with the lines before it that belong to the same token), an
        earlier one without.
        """
        if self.line <= line and self.line_end > self.buffer_start:
            return decode(self.text[self.buffer_start : self.line_end])
        start = 0
        for _ in range(line - max(self.start_line, 1)):
            found = self.text.find("\n", start)
            if found < 0 or found + 1 > self.line_end:
                break
            start = found + 1
        end = self.text.find("\n", start)
        return decode(self.text[start : end if end >= 0 else self.size])

    def character_column(self, shown: str, column: int) -> int:
        """Turn a count of bytes into a count of characters of the shown line."""
        if column < 0:
            return column
        encoded = shown.encode("utf-8", "surrogatepass")
        if column > len(encoded):
            # CPython counts the zero byte after the text.
            return len(shown) + 1
        return len(encoded[:column].decode("utf-8", "replace"))

    def error_range(
        self,
        message: str,
        line: int,
        column: int,
        end_line: int,
        end_column: int,
        kind: type[SyntaxError] = SyntaxError,
    ) -> SyntaxError:
        """An error over a range; columns are 0-based, in bytes, or `CURRENT`."""
        return self.error_offsets(
            message,
            line,
            column if column == CURRENT else column + 1,
            end_line,
            end_column if end_column == CURRENT else end_column + 1,
            kind,
        )

    def error_offsets(
        self,
        message: str,
        line: int,
        column: int,
        end_line: int,
        end_column: int,
        kind: type[SyntaxError] = SyntaxError,
    ) -> SyntaxError:
        """The same with columns that count from 1."""
        if end_line == CURRENT:
            end_line = self.line
        if end_column == CURRENT:
            end_column = self.cursor - self.line_start
        column -= self.start_column
        end_column -= self.start_column
        shown = self.line_text(line)
        if not self.byte_columns:
            column = self.character_column(shown, column)
            if end_column > 0:
                end_column = self.character_column(shown, end_column)
        return self.make(kind, self.message_prefix + message, line, column, end_line, end_column, shown)

    def error_at(self, node: Node, message: str) -> SyntaxError:
        """An error over a node."""
        return self.error_range(message, node.line, node.column, node.end_line, node.end_column)

    def error_span(self, first: Node, last: Node, message: str) -> SyntaxError:
        """An error from the start of one node to the end of another."""
        return self.error_range(message, first.line, first.column, last.end_line, last.end_column)

    def error_from(self, node: Node, message: str) -> SyntaxError:
        """An error from the start of a node to where the scanner stands."""
        return self.error_range(message, node.line, node.column, CURRENT, CURRENT)

    def error_here(self, token: Token, message: str, kind: type[SyntaxError] = SyntaxError) -> SyntaxError:
        """An error over a token, also one that has no place of its own."""
        if token.column == -1:
            column = 0 if self.cursor == self.buffer_start else self.cursor - self.line_start
        else:
            column = token.column + 1
        end_column = -1 if token.end_column == -1 else token.end_column + 1
        return self.error_offsets(message, token.line, column, token.end_line, end_column, kind)

    def last(self) -> Token:
        """The last token scanned."""
        return self.tokens[len(self.tokens) - 1]

    def unclosed_bracket(self) -> SyntaxError:
        """The error for the innermost bracket that is still open."""
        line = self.bracket_lines[len(self.bracket_lines) - 1]
        column = self.bracket_columns[len(self.bracket_columns) - 1]
        bracket = self.brackets[len(self.brackets) - 1]
        return self.error_range(f"'{bracket}' was never closed", line, column, line, -1)

    def unexpected_end(self) -> SyntaxError:
        """The error for a source that ends inside brackets or after a backslash."""
        if self.brackets:
            return self.unclosed_bracket()
        if not self.tokens:
            return self.error_offsets("unexpected EOF while parsing", 0, 0, 0, -1)
        return self.error_here(self.tokens[len(self.tokens) - 1], "unexpected EOF while parsing")
