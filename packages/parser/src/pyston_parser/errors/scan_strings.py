"""Scanning of string literals: whole ones, and from 3.12 on f-strings in pieces (PEP 701), from 3.14 on
t-strings too (PEP 750)."""

from __future__ import annotations

from typing import Final, final

from . import kinds
from .nodes import Token
from .reader import END
from .scan_numbers import NumberScanner

MAX_FORMATS: Final = 150
MAX_FORMAT_EXPRESSIONS: Final = 3


@final
class Format:
    """An f-string or t-string that is being read.

    letter: "f" or "t"; middle: the kind of its literal text.
    depth: brackets open since it began; expression_depth: -1 outside of expressions, else the depth at which the
    current one began; literal: the next token is literal text, not a token of an expression.
    """

    def __init__(self, letter: str, quote: str, quotes: int, raw: bool, start: int, line_start: int, line: int) -> None:
        self.letter: Final = letter
        self.middle: Final = kinds.FSTRING_MIDDLE if letter == "f" else kinds.TSTRING_MIDDLE
        self.quote: Final = quote
        self.quotes: Final = quotes
        self.raw: Final = raw
        self.start: Final = start
        self.line_start: Final = line_start
        self.line: Final = line
        self.depth: int = 0
        self.expression_depth: int = -1
        self.in_specification: bool = False
        self.literal: bool = True


class StringScanner(NumberScanner):
    """Reads strings whose prefix has been read."""

    def __init__(self, text: str, filename: str, version: int, byte_columns: bool) -> None:
        super().__init__(text, filename, version, byte_columns)
        self.formats: Final[list[Format]] = []
        self.first_line: int = 0
        self.first_line_start: int = 0

    def scan_token(self) -> Token:
        """The next token as it stands in the text."""
        raise NotImplementedError

    def token(self, number: int) -> Token:
        """The token from `token_start` to the cursor."""
        text = self.text[self.token_start : self.cursor]
        multiline = number == kinds.STRING or number == kinds.FSTRING_MIDDLE or number == kinds.TSTRING_MIDDLE
        line = self.first_line if multiline else self.line
        line_start = self.first_line_start if multiline else self.line_start
        shift = self.start_column if self.line == self.start_line else 0
        column = self.token_start - line_start + shift
        end_column = self.cursor - self.line_start + shift
        level = len(self.brackets)
        return Token(
            number, kinds.NAMES[number], text, line, column, self.line, end_column, level, self.token_start, self.cursor
        )

    def scan_string(self, quote: str) -> Token:
        """A whole string literal, after its first quote."""
        self.first_line = self.line
        self.first_line_start = self.line_start
        quotes = self.count_quotes(quote)
        if quotes == 2:
            return self.token(kinds.STRING)
        seen = 0
        escaped_quote = False
        while seen != quotes:
            char = self.next_char()
            if char == END or (quotes == 1 and char == "\n"):
                raise self.unterminated(quote, quotes, escaped_quote)
            if char == quote:
                seen += 1
            else:
                seen = 0
                if char == "\\" and self.next_char() == quote:
                    escaped_quote = True
        return self.token(kinds.STRING)

    def count_quotes(self, quote: str) -> int:
        """1 or 3 for how many quotes begin a string, of which one is read; 2 for an empty string."""
        char = self.next_char()
        if char != quote:
            self.back(char)
            return 1
        char = self.next_char()
        if char == quote:
            return 3
        self.back(char)
        return 2

    def unterminated(self, quote: str, quotes: int, escaped_quote: bool) -> SyntaxError:
        """The error for a string that does not end; its place is the first quote or prefix letter."""
        self.cursor = self.token_start + 1
        self.line_start = self.first_line_start
        last_line = self.line
        self.line = self.first_line
        if self.formats:
            current = self.formats[len(self.formats) - 1]
            if current.quote == quote and current.quotes == quotes:
                return self.scan_error(f"{current.letter}-string: expecting '}}'")
        name = "unterminated triple-quoted string literal" if quotes == 3 else "unterminated string literal"
        advice = "; perhaps you escaped the end quote?" if escaped_quote and quotes == 1 and self.version >= 13 else ""
        return self.scan_error(f"{name} (detected at line {last_line}){advice}")

    # -- f-strings

    def scan_format_start(self, quote: str, letter: str, raw: bool) -> Token:
        """The token that begins an f-string, after its first quote."""
        self.first_line = self.line
        self.first_line_start = self.line_start
        quotes = self.count_quotes(quote)
        if quotes == 2:
            self.cursor -= 1
            quotes = 1
        if len(self.formats) + 1 >= MAX_FORMATS:
            raise self.scan_error("too many nested f-strings")
        self.formats.append(
            Format(letter, quote, quotes, raw, self.token_start, self.first_line_start, self.first_line)
        )
        return self.token(self.formats[len(self.formats) - 1].middle - 1)

    def next_format_token(self) -> Token:
        """The next token where literal text of an f-string may stand."""
        current = self.formats[len(self.formats) - 1]
        self.token_start = self.cursor
        self.first_line = self.line
        self.first_line_start = self.line_start
        char = self.next_char()
        if char == "{":
            second = self.next_char()
            self.back(second)
            self.back(char)
            if second != "{":
                current.expression_depth += 1
                if current.expression_depth >= MAX_FORMAT_EXPRESSIONS:
                    raise self.scan_error(f"{current.letter}-string: expressions nested too deeply")
                current.literal = False
                return self.scan_token()
        else:
            self.back(char)
        if self.text.startswith(current.quote * current.quotes, self.cursor) and self.cursor < self.line_end:
            self.cursor += current.quotes
            self.formats.pop()
            return self.token(current.middle + 1)
        return self.format_text(current)

    def format_text(self, current: Format) -> Token:
        """Literal text of an f-string, up to an expression or the end."""
        seen = 0
        named_escape = False
        in_specification = current.in_specification and current.expression_depth >= 0
        while seen != current.quotes:
            char = self.next_char()
            if char == END or (current.quotes == 1 and char == "\n"):
                if in_specification and char == "\n":
                    self.back(char)
                    current.literal = False
                    current.in_specification = False
                    return self.token(current.middle)
                raise self.unterminated_format(current)
            if char == current.quote:
                seen += 1
                continue
            seen = 0
            if char == "{":
                second = self.next_char()
                if second != "{" or in_specification:
                    self.back(second)
                    self.back(char)
                    current.expression_depth += 1
                    if current.expression_depth >= MAX_FORMAT_EXPRESSIONS:
                        raise self.scan_error(f"{current.letter}-string: expressions nested too deeply")
                    current.literal = False
                    return self.token(current.middle)
                return self.doubled_brace(current)
            if char == "}":
                if named_escape:
                    return self.token(current.middle)
                second = self.next_char()
                if second == "}" and not in_specification and current.depth == 0:
                    return self.doubled_brace(current)
                self.back(second)
                self.back(char)
                current.literal = False
                return self.token(current.middle)
            if char == "\\":
                second = self.next_char()
                if second == "{" or second == "}":
                    self.back(second)
                elif second == "N" and not current.raw:
                    third = self.next_char()
                    if third == "{":
                        named_escape = True
                    else:
                        self.back(third)
        self.cursor -= current.quotes
        return self.token(current.middle)

    def doubled_brace(self, current: Format) -> Token:
        """The text up to the first of two equal braces; the cursor stays after the second."""
        self.cursor -= 1
        token = self.token(current.middle)
        self.cursor += 1
        return token

    def unterminated_format(self, current: Format) -> SyntaxError:
        """The error for an f-string that does not end."""
        last_line = self.line
        self.cursor = current.start + 1
        self.line_start = current.line_start
        self.line = current.line
        name = "unterminated triple-quoted" if current.quotes == 3 else "unterminated"
        return self.scan_error(f"{name} {current.letter}-string literal (detected at line {last_line})")

    def format_punctuation(self, char: str) -> Token | None:
        """The `:` that begins a format specification; None for anything else."""
        if not self.formats or char != ":":
            return None
        current = self.formats[len(self.formats) - 1]
        if current.expression_depth < 0 or current.depth - 1 != current.expression_depth:
            return None
        current.in_specification = True
        current.literal = True
        return self.token(kinds.NUMBERS[":"])

    def close_format_bracket(self, char: str) -> None:
        """Follow a closing bracket inside an f-string; it may end an expression."""
        current = self.formats[len(self.formats) - 1]
        current.depth -= 1
        if current.depth < 0:
            raise self.scan_error(f"{current.letter}-string: unmatched '{char}'")
        if char == "}" and current.depth == current.expression_depth:
            current.expression_depth -= 1
            current.in_specification = False
            current.literal = True
