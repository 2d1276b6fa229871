"""Text to tokens, in one loop over the characters.

One method holds the loop, long as it is, because every call it saves is a tenth of its time: compiled it runs on C
integers throughout, and pure it touches only local names.  What is rare (indentation, f-strings, numbers that are not
plain digits, errors) lives in methods of its own.  The rules are those of the language reference, lexical analysis, and
of PEP 701; the order of checks is CPython's, so that the first error found is the same.

The file passes 250 lines because the loop and its rare branches share the state they pass between them.
"""

from __future__ import annotations

import sys
from types import FunctionType

from pyston_parser.tokens.decode import utf8
from pyston_parser.tokens.kinds import (
    COLON,
    DEDENT,
    DOT,
    ELLIPSIS,
    ENDMARKER,
    ERROR,
    EXCLAMATION,
    FSTRING_END,
    FSTRING_MIDDLE,
    FSTRING_START,
    INDENT,
    KEYWORDS,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    NAME,
    NEWLINE,
    NOT_EQUAL,
    NUMBER,
    OPERATOR_KINDS,
    SPELLINGS,
    STRING,
    TYPE_COMMENT,
)
from pyston_parser.tokens.numbers import NumberError, scan_number
from pyston_parser.tokens.stream import Comment, TokenError, TokenStream, TokenWarning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64


MAX_BRACKETS: Final = 200
MAX_INDENTS: Final = 100
MAX_FSTRINGS: Final = 150
MAX_SPEC_NESTING: Final = 3

# Character classes.
_OTHER: Final = 0
_SPACE: Final = 1
_WORD: Final = 2
_DIGIT: Final = 3
_QUOTE: Final = 4
_OPENER: Final = 5
_CLOSER: Final = 6
_OPERATOR: Final = 7
_NEWLINE: Final = 8
_COMMENT: Final = 9
_DOT: Final = 10
_BACKSLASH: Final = 11


def _classes() -> bytes:
    table = [_OTHER] * 256
    for characters, kind in (
        (" \t\f", _SPACE),
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", _WORD),
        ("0123456789", _DIGIT),
        ("'\"", _QUOTE),
        ("([{", _OPENER),
        (")]}", _CLOSER),
        (",:;=!~|^&<>+-*/%@", _OPERATOR),
        ("\n", _NEWLINE),
        ("#", _COMMENT),
        (".", _DOT),
        ("\\", _BACKSLASH),
    ):
        for character in characters:
            table[ord(character)] = kind
    for code in range(128, 256):
        table[code] = _WORD
    return bytes(table)


def _word_pattern() -> Any:
    if not PURE:
        return None
    import re

    return re.compile("[a-zA-Z0-9_\x80-\xff]+").match


_CLASSES: Final = _classes()
# Whether this module runs uncompiled: a regular expression then finds a name's end sooner than a loop does.
PURE: Final = isinstance(_classes, FunctionType)
_WORD_PATTERN: Final[Any] = _word_pattern()
_IN_WORD: Final = bytes([int(kind in (_WORD, _DIGIT)) for kind in _CLASSES])
# Characters that can be the second one of an operator.
_SECOND: Final = bytes([int(chr(code) in "=*/<>") for code in range(256)])
_ONE: Final = [OPERATOR_KINDS.get(chr(code), ERROR) for code in range(256)]
_PREFIXES: Final = {
    "".join(letters): "f" in "".join(letters).lower()
    for base in ("r", "u", "b", "f", "br", "rb", "fr", "rf")
    for letters in (
        [(a,) for a in (base, base.upper())]
        if len(base) == 1
        else [(a, b) for a in (base[0], base[0].upper()) for b in (base[1], base[1].upper())]
    )
}
_TEMPLATE_PREFIXES: Final = frozenset(("t", "T", "tr", "tR", "Tr", "TR", "rt", "rT", "Rt", "RT"))
_MATCHING: Final = {ord("("): ")", ord("["): "]", ord("{"): "}"}


class _FStringMode:
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


class _Stop(Exception):
    """Tokenizing cannot go on; the stream's `error` says why."""


class Tokenizer:
    """Reads `text` (see `decode`) into a `TokenStream`.

    `nested_fstrings` chooses PEP 701 f-strings (pieces as tokens) over whole f-strings as STRING tokens;
    `templates` admits t-string prefixes (PEP 750); `type_comments` makes tokens of `# type:` comments;
    `keep_comments` collects every comment.
    """

    def __init__(
        self,
        text: str,
        *,
        nested_fstrings: bool,
        templates: bool = False,
        type_comments: bool = False,
        keep_comments: bool = False,
    ) -> None:
        self.text = text
        self.data = text.encode("latin-1") + b"\0\0\0"
        self.stream = TokenStream(text)
        self.nested_fstrings = nested_fstrings
        self.templates = templates
        self.type_comments = type_comments
        self.watch_comments = type_comments or keep_comments
        self.keep_comments = keep_comments
        self.line: i64 = 1
        self.line_start: i64 = 0
        self.indents: list[int] = [0]
        self.plain_indents: list[int] = [0]
        # The current block's indentation, if it is made of spaces; a string found nowhere if not.
        self.margin = ""
        self.margin_width: i64 = 0
        self.modes: list[_FStringMode] = []
        self.names: dict[str, str] = {}
        # Tokens that end on another line than they begin, and that line.
        self.multiline: list[tuple[int, int]] = []

    def run(self) -> TokenStream:
        """All tokens up to ENDMARKER or ERROR."""
        try:
            self._loop()
        except _Stop:
            pass
        stream = self.stream
        stream.end_lines.extend(stream.lines)
        for index, line in self.multiline:
            stream.end_lines[index] = line
        return stream

    def _loop(self) -> None:
        text = self.text
        data = self.data
        stream = self.stream
        kinds = stream.kinds
        texts = stream.texts
        lines = stream.lines
        columns = stream.columns
        end_columns = stream.end_columns
        line_starts = stream.line_starts
        openers = stream.openers
        names = self.names
        ascii_only = stream.ascii
        classes = data.translate(_CLASSES)
        in_word = _IN_WORD
        word_match = _WORD_PATTERN
        second = _SECOND
        one = _ONE
        mode: _FStringMode | None = None
        size: i64 = len(text)
        position: i64 = 0
        line: i64 = 1
        line_start: i64 = 0
        level: i64 = 0
        start: i64 = 0
        end: i64 = 0
        character: i64 = 0
        character_class: i64 = 0
        kind: i64 = 0
        index: i64 = 0
        # The line number as an object: boxed once a line, shared by its tokens.
        line_object: object = line
        position = self._indentation(position)
        line = self.line
        line_start = self.line_start
        line_object = line
        while True:
            character_class = classes[position]
            while character_class == _SPACE:
                position += 1
                character_class = classes[position]
            start = position
            if character_class == _WORD:
                if PURE:
                    position = word_match(text, position).end()
                else:
                    position += 1
                    while in_word[data[position]]:
                        position += 1
                word = text[start:position]
                name = names.get(word)
                if name is None:
                    kind = KEYWORDS.get(word, NAME)
                    if kind == NAME:
                        if data[position] == 39 or data[position] == 34:
                            if word in _PREFIXES or (self.templates and word in _TEMPLATE_PREFIXES):
                                self.line = line
                                self.line_start = line_start
                                if self.nested_fstrings and _PREFIXES.get(word, True):
                                    position = self._fstring_start(start, position)
                                    mode = self.modes[-1]
                                    position = self._fstring_text(position)
                                else:
                                    position = self._string(start, position)
                                line = self.line
                                line_start = self.line_start
                                line_object = line
                                if self.modes:
                                    mode = self.modes[-1]
                                    level = len(openers)
                                else:
                                    mode = None
                                continue
                        if not ascii_only and not word.isascii():
                            self.line = line
                            self.line_start = line_start
                            name = self._identifier(word, start)
                        else:
                            name = sys.intern(word)
                            # A name that is also a prefix must be looked at again each time.
                            if word not in _PREFIXES and word not in _TEMPLATE_PREFIXES:
                                names[word] = name
                        kinds.append(NAME)
                        texts.append(name)
                    else:
                        kinds.append(kind)
                        texts.append("")
                else:
                    kinds.append(NAME)
                    texts.append(name)
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                continue
            if character_class == _OPERATOR:
                character = data[position]
                position += 1
                kind = one[character]
                if second[data[position]]:
                    operator = OPERATOR_KINDS.get(text[start : start + 2])
                    if operator is not None and not (
                        mode is not None and character == 58 and mode.depth - 1 == mode.expression_depth
                    ):
                        position += 1
                        kind = operator
                        if second[data[position]]:
                            operator = OPERATOR_KINDS.get(text[start : start + 3])
                            if operator is not None:
                                position += 1
                                kind = operator
                kinds.append(kind)
                texts.append("")
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                if kind == NOT_EQUAL and character == 60:
                    texts[-1] = "<>"
                if mode is not None and character == 58 and kind == COLON:
                    if mode.depth - 1 == mode.expression_depth:
                        mode.in_spec = True
                        mode.in_text = True
                        self.line = line
                        self.line_start = line_start
                        position = self._fstring_text(position)
                        line = self.line
                        line_start = self.line_start
                        line_object = line
                        mode = self.modes[-1] if self.modes else None
                        level = len(openers)
                elif kind == EXCLAMATION and mode is None:
                    kinds.pop()
                    self.line = line
                    self.line_start = line_start
                    self._drop_columns()
                    self._fail("syntax", "invalid syntax", start, position)
                continue
            if character_class == _OPENER:
                character = data[position]
                position += 1
                if level >= MAX_BRACKETS:
                    self.line = line
                    self.line_start = line_start
                    self._fail("syntax", "too many nested parentheses", position, -1)
                openers.append(len(kinds))
                level += 1
                if mode is not None:
                    mode.depth += 1
                kinds.append(one[character])
                texts.append("")
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                continue
            if character_class == _CLOSER:
                character = data[position]
                position += 1
                if level == 0:
                    self.line = line
                    self.line_start = line_start
                    self._fail("syntax", f"unmatched '{text[start]}'", position, -1)
                level -= 1
                index = openers.pop()
                # An opener and its closer stand 2 apart in ASCII, except ( and ), which stand 1 apart.
                kind = kinds[index]
                if not (
                    (character == 41 and kind == LEFT_PARENTHESIS)
                    or (character == 93 and kind == LEFT_BRACKET)
                    or (character == 125 and kind == LEFT_BRACE)
                ):
                    self.line = line
                    self.line_start = line_start
                    self._mismatch(text[start], index, position)
                kinds.append(one[character])
                texts.append("")
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                if mode is not None:
                    mode.depth -= 1
                    if character == 125 and mode.depth == mode.expression_depth:
                        mode.expression_depth -= 1
                        mode.in_text = True
                        mode.in_spec = mode.expression_depth >= 0
                        self.line = line
                        self.line_start = line_start
                        position = self._fstring_text(position)
                        line = self.line
                        line_start = self.line_start
                        line_object = line
                        mode = self.modes[-1] if self.modes else None
                        level = len(openers)
                continue
            if character_class == _NEWLINE:
                position += 1
                if position > size:
                    break
                if level == 0:
                    kinds.append(NEWLINE)
                    texts.append("")
                    lines.append(line_object)
                    columns.append(start - line_start)
                    end_columns.append(position - line_start)
                    line_starts.append(position)
                    if text.startswith(self.margin, position):
                        end = position + self.margin_width
                        if classes[end] == _WORD:
                            # A line indented as the one before, as most are.
                            line += 1
                            line_object = line
                            line_start = position
                            position = end
                            continue
                    self.line = line + 1
                    self.line_start = position
                    position = self._indentation(position)
                    line = self.line
                    line_start = self.line_start
                    if position >= size:
                        break
                else:
                    line += 1
                    line_start = position
                    line_starts.append(position)
                line_object = line
                continue
            if character_class == _DOT:
                if 48 <= data[position + 1] <= 57:
                    self.line = line
                    self.line_start = line_start
                    position = self._number(start)
                    kind = NUMBER
                elif data[position + 1] == 46 and data[position + 2] == 46:
                    position += 3
                    kind = ELLIPSIS
                else:
                    position += 1
                    kind = DOT
                kinds.append(kind)
                texts.append(text[start:position] if kind == NUMBER else "")
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                continue
            if character_class == _QUOTE:
                self.line = line
                self.line_start = line_start
                position = self._string(start, position)
                if self.line != line:
                    line = self.line
                    line_start = self.line_start
                    line_object = line
                continue
            if character_class == _DIGIT:
                character = data[position]
                position += 1
                while 48 <= data[position] <= 57:
                    position += 1
                if data[position] == 46 or in_word[data[position]] or (character == 48 and position > start + 1):
                    self.line = line
                    self.line_start = line_start
                    position = self._number(start)
                kinds.append(NUMBER)
                texts.append(text[start:position])
                lines.append(line_object)
                columns.append(start - line_start)
                end_columns.append(position - line_start)
                continue
            if character_class == _COMMENT:
                end = text.find("\n", position)
                if self.watch_comments:
                    self.line = line
                    self.line_start = line_start
                    self._comment(start, end, False)
                position = end
                continue
            self.line = line
            self.line_start = line_start
            if character_class == _BACKSLASH:
                position = self._continuation(position)
                line = self.line
                line_start = self.line_start
                line_object = line
                continue
            if position >= size:
                break
            code = ord(text[position])
            if chr(code).isprintable():
                self._fail("syntax", "invalid syntax", start, start + 1)
            self._fail("syntax", f"invalid non-printable character U+{code:04X}", position + 1, -1)
        self.line = line
        self.line_start = line_start
        self._finish()

    # Adding tokens, and stopping.

    def _add(self, kind: i64, text: str, start: i64, end: i64) -> None:
        """Append one token that lies on the current line."""
        stream = self.stream
        stream.kinds.append(kind)
        stream.texts.append(text)
        stream.lines.append(self.line)
        stream.columns.append(start - self.line_start)
        stream.end_columns.append(end - self.line_start)

    def _drop_columns(self) -> None:
        stream = self.stream
        stream.texts.pop()
        stream.lines.pop()
        stream.columns.pop()
        stream.end_columns.pop()

    def _fail(self, reason: str, message: str, start: i64, end: i64) -> None:
        """Record an error at offsets on the current line (`end` -1: no range) and stop."""
        column = start - self.line_start
        self.stream.error = TokenError(
            reason, message, self.line, column, self.line, end - self.line_start if end >= 0 else -1
        )
        self._add(ERROR, "", start, start if end < 0 else end)
        raise _Stop

    def _finish(self) -> None:
        size: i64 = len(self.text)
        if self.modes:
            self._unterminated_fstring(self.modes[-1])
        if self.stream.openers:
            self._fail("end", "unexpected EOF while parsing", size, -1)
        for _ in self.indents[1:]:
            self._add(DEDENT, "", size, size)
        self._add(ENDMARKER, "", size, size)

    def _mismatch(self, closer: str, opener: i64, position: i64) -> None:
        stream = self.stream
        bracket = SPELLINGS[stream.kinds[opener]]
        if self.modes and bracket == "{":
            mode = self.modes[-1]
            if mode.depth - 1 == mode.expression_depth:
                self._fail("syntax", f"f-string: unmatched '{closer}'", position, -1)
        line = stream.lines[opener]
        message = f"closing parenthesis '{closer}' does not match opening parenthesis '{bracket}'"
        if line != self.line:
            message += f" on line {line}"
        self._fail("syntax", message, position, -1)

    # Lines.

    def _indentation(self, position: i64) -> i64:
        """Skip blank lines; add INDENT and DEDENT tokens for the first line that is not; its first offset after
        spaces."""
        data = self.data
        text = self.text
        stream = self.stream
        size: i64 = len(text)
        while True:
            column: i64 = 0
            plain: i64 = 0
            continued: i64 = 0
            continued_any = False
            while True:
                character: i64 = data[position]
                if character == 32:
                    column += 1
                    plain += 1
                elif character == 9:
                    column = (column // 8 + 1) * 8
                    plain += 1
                elif character == 12:
                    column = 0
                    plain = 0
                elif character == 92:
                    # The first backslash of the line decides its indentation.
                    if continued == 0:
                        continued = column
                    continued_any = True
                    position = self._continuation(position)
                    continue
                else:
                    break
                position += 1
            if character == 35:
                end: i64 = text.find("\n", position)
                added = False
                if self.watch_comments:
                    added = self._comment(position, end, True)
                position = end
                if added:
                    # A type comment alone on its line is a token, and so its line end is one.
                    return position
                character = 10
            if character != 10:
                break
            position += 1
            if position > size:
                position = size
                break
            stream.line_starts.append(position)
            self.line += 1
            self.line_start = position
            if position >= size:
                break
        if position >= size:
            return size
        if continued_any and continued:
            column = continued
            plain = continued
        self._indent_to(column, plain, position)
        self.margin = " " * column if column == plain else "\0"
        self.margin_width = column
        return position

    def _indent_to(self, column: i64, plain: i64, position: i64) -> None:
        """Compare an indentation with the open blocks' (`plain` counts a tab as one column, to tell mixed ones)."""
        indents = self.indents
        top: i64 = indents[-1]
        if column == top:
            if plain != self.plain_indents[-1]:
                self._tab_error()
        elif column > top:
            if len(indents) >= MAX_INDENTS:
                self._fail("indentation", "too many levels of indentation", position, -1)
            if plain <= self.plain_indents[-1]:
                self._tab_error()
            indents.append(column)
            self.plain_indents.append(plain)
            self._add(INDENT, "", position, position)
        else:
            dropped = 0
            while len(indents) > 1 and column < indents[-1]:
                indents.pop()
                self.plain_indents.pop()
                dropped += 1
            if column != indents[-1]:
                self._fail("indentation", "unindent does not match any outer indentation level", position, -1)
            if plain != self.plain_indents[-1]:
                self._tab_error()
            for _ in range(dropped):
                self._add(DEDENT, "", position, position)

    def _tab_error(self) -> None:
        self._fail("tab", "inconsistent use of tabs and spaces in indentation", self.line_start, -1)

    def _continuation(self, position: i64) -> i64:
        """The offset after a backslash and its line end."""
        position += 1
        if self.data[position] != 10:
            self._fail("syntax", "unexpected character after line continuation character", position, -1)
        position += 1
        if position >= len(self.text):
            self._fail("end", "unexpected EOF while parsing", position - 1, -1)
        self.stream.line_starts.append(position)
        self.line += 1
        self.line_start = position
        return position

    def _comment(self, start: i64, end: i64, alone: bool) -> bool:
        """Keep a comment, or make a token of it if it is a type comment: True if a token was added."""
        text = self.text[start:end]
        if self.keep_comments:
            self.stream.comments.append(Comment(text, self.line, start - self.line_start, end - self.line_start))
        if not self.type_comments:
            return False
        body = text[1:].lstrip(" \t")
        if not body.startswith("type:"):
            return False
        content = body[5:].lstrip(" \t")
        if content.startswith("ignore"):
            tail = content[6:]
            if not tail or (tail[0].isascii() and not tail[0].isalnum()):
                self.stream.type_ignores.append((self.line, tail))
                return False
        self._add(TYPE_COMMENT, content, end - len(content), end)
        return True

    # Names, numbers and strings.

    def _identifier(self, word: str, start: i64) -> str:
        """A name with characters above 127, normalized (PEP 3131)."""
        try:
            name = utf8(word)
        except UnicodeDecodeError as error:
            self._fail("decode", f"(unicode error) {error}", start, -1)
        if not name.isidentifier():
            count = len(name)
            invalid = next(n for n in range(count) if not name[: n + 1].isidentifier())
            bad = name[invalid]
            stop: i64 = start + len(name[: invalid + 1].encode("utf-8"))
            shown = f"invalid character '{bad}'" if bad.isprintable() else "invalid non-printable character"
            code = f"(U+{ord(bad):04X})" if bad.isprintable() else f"U+{ord(bad):04X}"
            self._fail("syntax", f"{shown} {code}", stop, -1)
        import unicodedata

        name = unicodedata.normalize("NFKC", name)
        return sys.intern(name)

    def _number(self, start: i64) -> i64:
        found: list[tuple[int, str]] = []
        try:
            end: i64 = scan_number(self.text, start, found)
        except NumberError as error:
            if error.start == start:
                self._fail("syntax", error.message, start, error.end)
            self._fail("syntax", error.message, error.end, -1)
        for offset, message in found:
            self.stream.warnings.append(TokenWarning(message, self.line, offset - self.line_start))
        return end

    def _string(self, start: i64, quote: i64) -> i64:
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
            self._unterminated_string(start, quote, triple)
        stream = self.stream
        if text.find("\n", quote, end) < 0:
            end += width
            self._add(STRING, text[start:end], start, end)
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
                    self._unterminated_string(start, quote, False)
                position += 1
        end += width
        stream.kinds.append(STRING)
        stream.texts.append(text[start:end])
        stream.lines.append(self.line)
        stream.columns.append(start - self.line_start)
        self._count_lines(quote, end)
        self.multiline.append((len(stream.kinds) - 1, self.line))
        stream.end_columns.append(end - self.line_start)
        return end

    def _count_lines(self, position: i64, end: i64) -> None:
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

    def _unterminated_string(self, start: i64, quote: i64, triple: bool) -> None:
        text = self.text
        mark = text[quote]
        if self.modes:
            mode = self.modes[-1]
            if mode.quote == (mark * 3 if triple else mark):
                self._fail("syntax", "f-string: expecting '}'", start + 1, -1)
        if triple:
            last = self.line + text.count("\n", quote)
            self._fail(
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
        self._fail("syntax", message, start + 1, -1)

    # f-strings (PEP 701).

    def _fstring_start(self, start: i64, quote: i64) -> i64:
        text = self.text
        mark = text[quote]
        if text.startswith(mark * 3, quote):
            mark = mark * 3
        end: i64 = quote + len(mark)
        if len(self.modes) + 1 >= MAX_FSTRINGS:
            self._fail("syntax", "too many nested f-strings", end, -1)
        self._add(FSTRING_START, text[start:end], start, end)
        prefix = text[start:quote]
        self.modes.append(_FStringMode(mark, "r" in prefix or "R" in prefix, start, self.line, self.line_start))
        return end

    def _fstring_text(self, position: i64) -> i64:
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
                self._piece(piece, position, piece_line, piece_column)
                self._add(FSTRING_END, text[position : position + width], position, position + width)
                self.modes.pop()
                return position + width
            if character == "{":
                if text[position + 1] == "{" and not mode.in_spec:
                    self._piece(piece, position + 1, piece_line, piece_column)
                    position += 2
                    stream.end_columns[-1] = position - self.line_start
                    piece = position
                    piece_line = self.line
                    piece_column = position - self.line_start
                    continue
                mode.expression_depth += 1
                if mode.expression_depth >= MAX_SPEC_NESTING:
                    self._fail("syntax", "f-string: expressions nested too deeply", position + 1, -1)
                self._piece(piece, position, piece_line, piece_column)
                mode.in_text = False
                mode.in_spec = False
                return position
            if character == "}":
                if text[position + 1] == "}" and not mode.in_spec and mode.depth == 0:
                    self._piece(piece, position + 1, piece_line, piece_column)
                    position += 2
                    stream.end_columns[-1] = position - self.line_start
                    piece = position
                    piece_line = self.line
                    piece_column = position - self.line_start
                    continue
                self._piece(piece, position, piece_line, piece_column)
                if mode.depth == 0:
                    self._fail("syntax", "f-string: single '}' is not allowed", position + 1, -1)
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
                        self._piece(piece, position, piece_line, piece_column)
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
                        self._piece(piece, position, piece_line, piece_column)
                        mode.in_text = False
                        mode.in_spec = False
                        return position
                    self._unterminated_fstring(mode)
                position += 1
                stream.line_starts.append(position)
                self.line += 1
                self.line_start = position
                continue
            position += 1

    def _piece(self, start: i64, end: i64, line: object, column: object) -> None:
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

    def _unterminated_fstring(self, mode: _FStringMode) -> None:
        detected = self.line
        self.line = mode.line
        self.line_start = mode.line_start
        if len(mode.quote) == 3:
            message = f"unterminated triple-quoted f-string literal (detected at line {detected})"
            self._fail("end of string", message, mode.start + 1, -1)
        self._fail("syntax", f"unterminated f-string literal (detected at line {detected})", mode.start + 1, -1)


def tokens_of(
    text: str,
    *,
    nested_fstrings: bool,
    templates: bool = False,
    type_comments: bool = False,
    keep_comments: bool = False,
) -> TokenStream:
    """The tokens of latin-1 `text`; the options are those of `Tokenizer`."""
    return Tokenizer(
        text,
        nested_fstrings=nested_fstrings,
        templates=templates,
        type_comments=type_comments,
        keep_comments=keep_comments,
    ).run()
