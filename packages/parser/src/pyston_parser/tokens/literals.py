"""Names beyond ASCII, numbers and strings."""

from __future__ import annotations

import sys

from pyston_parser.tokens.decode import utf8
from pyston_parser.tokens.kinds import STRING
from pyston_parser.tokens.numbers import NumberError, scan_number
from pyston_parser.tokens.stream import TokenWarning
from pyston_parser.tokens.writer import TokenWriter

# a program may put something else in its place
_intern: Final = sys.intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from mypy_extensions import i64


class LiteralReader(TokenWriter):
    """Reads what the tokenizer's loop does not read itself."""

    def identifier(self, word: str, start: i64) -> str:
        """A name with characters above 127, normalized (PEP 3131)."""
        try:
            name = utf8(word)
        except UnicodeDecodeError as error:
            self.fail("decode", f"(unicode error) {error}", start, -1)
        if not name.isidentifier():
            count = len(name)
            invalid = next(n for n in range(count) if not name[: n + 1].isidentifier())
            bad = name[invalid]
            stop: i64 = start + len(name[: invalid + 1].encode("utf-8"))
            shown = f"invalid character '{bad}'" if bad.isprintable() else "invalid non-printable character"
            code = f"(U+{ord(bad):04X})" if bad.isprintable() else f"U+{ord(bad):04X}"
            self.fail("syntax", f"{shown} {code}", stop, -1)
        import unicodedata

        name = unicodedata.normalize("NFKC", name)
        return _intern(name)

    def number(self, start: i64) -> i64:
        found: list[tuple[int, str]] = []
        try:
            end: i64 = scan_number(self.text, start, found)
        except NumberError as error:
            if error.start == start:
                self.fail("syntax", error.message, start, error.end)
            self.fail("syntax", error.message, error.end, -1)
        for offset, message in found:
            self.stream.warnings.append(TokenWarning(message, self.line, offset - self.line_start))
        return end

    def string(self, start: i64, quote: i64) -> i64:
        """Add the STRING whose prefix begins at `start` and whose quotes begin at `quote`; the offset after it."""
        text = self.text
        mark = text[quote]
        triple = text.startswith(mark * 3, quote)
        closing = mark * 3 if triple else mark
        width: i64 = 3 if triple else 1
        position: i64 = quote + width
        end: i64 = text.find(closing, position)
        while end >= 0:
            slash: i64 = text.find("\\", position, end)
            if slash < 0:
                break
            position = slash + 2
            if position > end:
                end = text.find(closing, position)
        if end < 0:
            self.unterminated_string(start, quote, triple)
        stream = self.stream
        if text.find("\n", quote, end) < 0:
            end += width
            self.add(STRING, text[start:end], start, end)
            return end
        if not triple:
            # A backslash may carry the string over a line end; nothing else may.
            position = quote
            while True:
                position = text.find("\n", position, end)
                if position < 0:
                    break
                slash = position - 1
                while text[slash] == "\\":
                    slash -= 1
                if (position - slash) % 2:
                    self.unterminated_string(start, quote, False)
                position += 1
        end += width
        stream.kinds.append(STRING)
        stream.texts.append(text[start:end])
        stream.lines.append(self.line)
        stream.columns.append(start - self.line_start)
        self.count_lines(quote, end)
        self.multiline.append((len(stream.kinds) - 1, self.line))
        stream.end_columns.append(end - self.line_start)
        return end

    def count_lines(self, position: i64, end: i64) -> None:
        """Move the current line past every line end between two offsets."""
        text = self.text
        line_starts = self.stream.line_starts
        while True:
            position = text.find("\n", position, end)
            if position < 0:
                return
            position += 1
            line_starts.append(position)
            self.line += 1
            self.line_start = position

    def unterminated_string(self, start: i64, quote: i64, triple: bool) -> None:
        text = self.text
        mark = text[quote]
        if self.modes:
            mode = self.modes[-1]
            if mode.quote == (mark * 3 if triple else mark):
                self.fail("syntax", "f-string: expecting '}'", start + 1, -1)
        if triple:
            last = self.line + text.count("\n", quote)
            self.fail(
                "end of string", f"unterminated triple-quoted string literal (detected at line {last})", start + 1, -1
            )
        position: i64 = quote + 1
        detected = self.line
        escaped_quote = False
        while text[position] != "\n":
            if text[position] == "\\":
                position += 1
                if text[position] == mark:
                    escaped_quote = True
                if text[position] == "\n":
                    detected += 1
                    if position + 1 >= len(text):
                        break
            position += 1
        message = f"unterminated string literal (detected at line {detected})"
        if escaped_quote and sys.version_info >= (3, 13):
            message += "; perhaps you escaped the end quote?"
        self.fail("syntax", message, start + 1, -1)
