"""f-strings in pieces (PEP 701): their text here, their expressions in the tokenizer's loop."""

from __future__ import annotations

from pyston_parser.tokens.kinds import FSTRING_END, FSTRING_MIDDLE, FSTRING_START
from pyston_parser.tokens.literals import LiteralReader
from pyston_parser.tokens.stream import TokenWarning
from pyston_parser.tokens.writer import FStringMode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from mypy_extensions import i64

MAX_FSTRINGS: Final = 150
MAX_SPEC_NESTING: Final = 3


class FStringReader(LiteralReader):
    """Reads the text of f-strings."""

    def fstring_start(self, start: i64, quote: i64) -> i64:
        text = self.text
        mark = text[quote]
        if text.startswith(mark * 3, quote):
            mark = mark * 3
        end: i64 = quote + len(mark)
        if len(self.modes) + 1 >= MAX_FSTRINGS:
            self.fail("syntax", "too many nested f-strings", end, -1)
        self.add(FSTRING_START, text[start:end], start, end)
        prefix = text[start:quote]
        self.modes.append(FStringMode(mark, "r" in prefix or "R" in prefix, start, self.line, self.line_start))
        return end

    def fstring_text(self, position: i64) -> i64:
        """Add FSTRING_MIDDLE pieces up to the next expression or the end of the f-string; the offset reached.

        As in CPython, a doubled brace ends a piece, whose text has it once and whose range has it twice.
        """
        text = self.text
        stream = self.stream
        mode = self.modes[-1]
        quote = mode.quote
        width: i64 = len(quote)
        size: i64 = len(text)
        piece: i64 = position
        piece_line: object = self.line
        piece_column: object = position - self.line_start
        while True:
            character = text[position] if position < size else "\n"
            if character == quote[0] and text.startswith(quote, position):
                self.piece(piece, position, piece_line, piece_column)
                self.add(FSTRING_END, text[position : position + width], position, position + width)
                self.modes.pop()
                return position + width
            if character == "{":
                if text[position + 1] == "{" and not mode.in_spec:
                    self.piece(piece, position + 1, piece_line, piece_column)
                    position += 2
                    stream.end_columns[-1] = position - self.line_start
                    piece = position
                    piece_line = self.line
                    piece_column = position - self.line_start
                    continue
                mode.expression_depth += 1
                if mode.expression_depth >= MAX_SPEC_NESTING:
                    self.fail("syntax", "f-string: expressions nested too deeply", position + 1, -1)
                self.piece(piece, position, piece_line, piece_column)
                mode.in_text = False
                mode.in_spec = False
                return position
            if character == "}":
                if text[position + 1] == "}" and not mode.in_spec and mode.depth == 0:
                    self.piece(piece, position + 1, piece_line, piece_column)
                    position += 2
                    stream.end_columns[-1] = position - self.line_start
                    piece = position
                    piece_line = self.line
                    piece_column = position - self.line_start
                    continue
                self.piece(piece, position, piece_line, piece_column)
                if mode.depth == 0:
                    self.fail("syntax", "f-string: single '}' is not allowed", position + 1, -1)
                mode.in_text = False
                mode.in_spec = False
                return position
            if character == "\\":
                following = text[position + 1]
                if following == "{" or following == "}":
                    if not mode.raw:
                        stream.warnings.append(
                            TokenWarning(
                                f"invalid escape sequence '\\{following}'", self.line, position - self.line_start
                            )
                        )
                    position += 1
                    continue
                if following == "N" and not mode.raw and text[position + 2] == "{":
                    # \N{NAME} belongs to the text, braces and all, and ends a piece.
                    stop: i64 = position + 3
                    while text[stop] not in "}\n{" and text[stop] != quote[0]:
                        stop += 1
                    if text[stop] == "}":
                        position = stop + 1
                        self.piece(piece, position, piece_line, piece_column)
                        piece = position
                        piece_column = position - self.line_start
                        piece_line = self.line
                        continue
                position += 1
                if following != "\n":
                    position += 1
                    continue
                character = "\n"
                if position + 1 < size and width == 1:
                    position += 1
                    stream.line_starts.append(position)
                    self.line += 1
                    self.line_start = position
                    continue
            if character == "\n":
                if position + 1 >= size or width == 1:
                    if mode.in_spec and width == 1 and position < size:
                        self.piece(piece, position, piece_line, piece_column)
                        mode.in_text = False
                        mode.in_spec = False
                        return position
                    self.unterminated_fstring(mode)
                position += 1
                stream.line_starts.append(position)
                self.line += 1
                self.line_start = position
                continue
            position += 1

    def piece(self, start: i64, end: i64, line: object, column: object) -> None:
        if start == end:
            return
        stream = self.stream
        stream.kinds.append(FSTRING_MIDDLE)
        stream.texts.append(self.text[start:end])
        stream.lines.append(line)
        stream.columns.append(column)
        if line != self.line:
            self.multiline.append((len(stream.kinds) - 1, self.line))
        stream.end_columns.append(end - self.line_start)

    def unterminated_fstring(self, mode: FStringMode) -> None:
        detected = self.line
        self.line = mode.line
        self.line_start = mode.line_start
        if len(mode.quote) == 3:
            message = f"unterminated triple-quoted f-string literal (detected at line {detected})"
            self.fail("end of string", message, mode.start + 1, -1)
        self.fail("syntax", f"unterminated f-string literal (detected at line {detected})", mode.start + 1, -1)
