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

from pyston_parser.tokens.kinds import (
    COLON,
    DEDENT,
    DOT,
    ELLIPSIS,
    ENDMARKER,
    ERROR,
    EXCLAMATION,
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
)
from pyston_parser.tokens.lines import LineReader
from pyston_parser.tokens.stream import TokenError, TokenStream
from pyston_parser.tokens.writer import FStringMode, Stop

# a program may put something else in its place
_intern: Final = sys.intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from mypy_extensions import i64


MAX_BRACKETS: Final = 200
# How many errors a recovering tokenizer passes before it gives the rest up.
MAX_ERRORS: Final = 100

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


_CLASSES: Final = _classes()
# Whether this module runs uncompiled: `find` then comes to a name's end sooner than a loop does.
PURE: Final = isinstance(_classes, FunctionType)
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
_STATEMENT_WORDS: Final = frozenset(
    (
        "def", "class", "return", "import", "while", "with", "try", "raise", "pass", "break", "continue", "del",
        "global", "nonlocal", "assert", "except", "finally", "elif",
    )
)  # fmt: skip


class Tokenizer(LineReader):
    """The whole tokenizer; for its options see `TokenWriter`."""

    def run(self) -> TokenStream:
        """All tokens up to ENDMARKER; up to the first ERROR, unless recovering."""
        stream = self.stream
        position = 0
        while position >= 0:
            try:
                self.loop(position)
                break
            except Stop:
                if not self.recover:
                    break
                position = self.resume(position)
        stream.end_lines.extend(stream.lines)
        for index, line in self.multiline:
            stream.end_lines[index] = line
        return stream

    def resume(self, begun: int) -> int:
        """After an error: the offset of the line to go on with, -1 for none; `begun` is where reading began last.

        Brackets that are open stay open over an error inside them, until a line begins with a word with which no line
        in brackets can begin (`loop` looks out for those), or the source ends: then the outermost bracket is the error,
        and reading goes on at the next line that is not indented deeper than the bracket's.
        """
        stream = self.stream
        text = self.text
        error = stream.error
        assert error is not None
        stream.error = None
        line = error.line + 1
        if self.modes:
            # The brackets of an f-string's expressions end with it.
            first = next(i for i in range(len(stream.kinds) - 1, -1, -1) if stream.offset(i) == self.modes[0].start)
            while stream.openers and stream.openers[-1] > first:
                stream.openers.pop()
            self.modes.clear()
        if error.reason in ("end", "unclosed") and stream.openers:
            opener = stream.openers[0]
            opening = stream.lines[opener]
            column = stream.columns[opener]
            assert isinstance(opening, int) and isinstance(column, int)
            message = f"'{SPELLINGS[stream.kinds[opener]]}' was never closed"
            line = error.line
            if error.reason == "end":
                line = opening + 1
                while line < len(stream.line_starts) and not self.goes_on(stream.line_starts[opening], line):
                    line += 1
            error = TokenError("end", message, opening, column, opening, -1)
            stream.openers.clear()
        stream.errors.append(error)
        if line < len(stream.line_starts):
            offset = stream.line_starts[line]
        else:
            line = len(stream.line_starts)
            offset = text.find("\n", max(stream.line_starts[-1], begun)) + 1
        while 0 < offset <= begun:
            line += 1
            offset = text.find("\n", offset) + 1
        if offset <= 0 or offset >= len(text) or len(stream.errors) >= MAX_ERRORS:
            return self.give_up()
        del stream.line_starts[line:]
        stream.line_starts.append(offset)
        line = len(stream.line_starts) - 1
        stream.cut(line)
        self.multiline = [entry for entry in self.multiline if entry[0] < len(stream.kinds)]
        self.line = line
        self.line_start = offset
        if not stream.openers:
            self.line = line - 1
            self.line_start = stream.line_starts[line - 1]
            self.add(NEWLINE, "", offset - 1, offset)
            self.line = line
            self.line_start = offset
        return offset

    def give_up(self) -> int:
        """End the tokens at the end of the text, whatever is left of it; -1, as `resume` has it."""
        stream = self.stream
        size = len(self.text)
        if stream.line_starts[-1] != size:
            stream.line_starts.append(size)
        stream.openers.clear()
        self.line = len(stream.line_starts) - 1
        self.line_start = size
        self.add(NEWLINE, "", size, size)
        for _ in self.indents[1:]:
            self.add(DEDENT, "", size, size)
        self.add(ENDMARKER, "", size, size)
        return -1

    def goes_on(self, opening: int, line: int) -> bool:
        """Whether `line` may be the next after a bracket that is never closed, in the line at offset `opening`."""
        text = self.text
        start = self.stream.line_starts[line]
        if self.begins_statement(start):
            return True
        end = start
        while end < len(text) and text[end] in " \t\f":
            end += 1
        return text[end : end + 1] not in ")]}#\n" and text[start:end] == text[opening : opening + end - start]

    def begins_statement(self, offset: int) -> bool:
        """Whether the line at an offset begins with a word with which no line within brackets can begin."""
        text = self.text
        size = len(text)
        while offset < size and text[offset] in " \t\f":
            offset += 1
        end = offset
        while end < size and _IN_WORD[self.data[end]]:
            end += 1
        return text[offset:end] in _STATEMENT_WORDS

    def loop(self, position: i64) -> None:
        """Tokens from an offset, at which a line begins, to the end of the text."""
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
        recover = self.recover
        classes = data.translate(_CLASSES)
        in_word = _IN_WORD
        in_words = data.translate(_IN_WORD) if PURE else data
        second = _SECOND
        one = _ONE
        mode: FStringMode | None = None
        size: i64 = len(text)
        line: i64 = self.line
        line_start: i64 = self.line_start
        level: i64 = len(openers)
        start: i64 = 0
        end: i64 = 0
        character: i64 = 0
        character_class: i64 = 0
        kind: i64 = 0
        index: i64 = 0
        # The line number as an object: boxed once a line, shared by its tokens.
        line_object: object = line
        if level == 0:
            position = self.indentation(position)
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
                    position = in_words.find(0, position)
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
                                    position = self.fstring_start(start, position)
                                    mode = self.modes[-1]
                                    position = self.fstring_text(position)
                                else:
                                    position = self.string(start, position)
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
                            name = self.identifier(word, start)
                        else:
                            name = _intern(word)
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
                        position = self.fstring_text(position)
                        line = self.line
                        line_start = self.line_start
                        line_object = line
                        mode = self.modes[-1] if self.modes else None
                        level = len(openers)
                elif kind == EXCLAMATION and mode is None:
                    kinds.pop()
                    self.line = line
                    self.line_start = line_start
                    self.drop_columns()
                    self.fail("syntax", "invalid syntax", start, position)
                continue
            if character_class == _OPENER:
                character = data[position]
                position += 1
                if level >= MAX_BRACKETS:
                    self.line = line
                    self.line_start = line_start
                    self.fail("syntax", "too many nested parentheses", position, -1)
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
                    self.fail("syntax", f"unmatched '{text[start]}'", position, -1)
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
                    self.mismatch(text[start], index, position)
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
                        position = self.fstring_text(position)
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
                    position = self.indentation(position)
                    line = self.line
                    line_start = self.line_start
                    if position >= size:
                        break
                else:
                    line += 1
                    line_start = position
                    line_starts.append(position)
                    if recover and mode is None and self.begins_statement(position):
                        self.line = line
                        self.line_start = line_start
                        self.fail("unclosed", "", position, -1)
                line_object = line
                continue
            if character_class == _DOT:
                if 48 <= data[position + 1] <= 57:
                    self.line = line
                    self.line_start = line_start
                    position = self.number(start)
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
                position = self.string(start, position)
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
                    position = self.number(start)
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
                    self.comment(start, end, False)
                position = end
                continue
            self.line = line
            self.line_start = line_start
            if character_class == _BACKSLASH:
                position = self.continuation(position)
                line = self.line
                line_start = self.line_start
                line_object = line
                continue
            if position >= size:
                break
            code = ord(text[position])
            if chr(code).isprintable():
                self.fail("syntax", "invalid syntax", start, start + 1)
            self.fail("syntax", f"invalid non-printable character U+{code:04X}", position + 1, -1)
        self.line = line
        self.line_start = line_start
        self.finish()


def tokens_of(
    text: str,
    *,
    nested_fstrings: bool,
    templates: bool = False,
    type_comments: bool = False,
    keep_comments: bool = False,
    recover: bool = False,
) -> TokenStream:
    """The tokens of latin-1 `text`; the options are those of `Tokenizer`."""
    return Tokenizer(
        text,
        nested_fstrings=nested_fstrings,
        templates=templates,
        type_comments=type_comments,
        keep_comments=keep_comments,
        recover=recover,
    ).run()
