"""Runs of string literals: plain strings, bytes, f-strings in both of their forms, and template strings.

Since PEP 701 (3.12) an f-string arrives as tokens (`nested`); before, as one STRING token, whose expressions are cut
out, tokenized and parsed on their own, with positions as the host's parser computes them (`_whole`).  Both forms join
adjacent literals in the end, each as the CPython of its time does; they share that end, hence one long file.
"""

from __future__ import annotations

import sys

from pyston_parser.fast.cursor import LOAD_NODE, ParseFailure
from pyston_parser.fast.expressions import ExpressionParser
from pyston_parser.fast.generated.expression_nodes import (
    make_constant,
    make_formatted_value,
    make_interpolation,
    make_joined_str,
    make_name,
    make_template_str,
)
from pyston_parser.fast.strings import LiteralError, decode_literal, decode_text
from pyston_parser.tokens.kinds import (
    COLON,
    EQUAL,
    EXCLAMATION,
    FSTRING_END,
    FSTRING_MIDDLE,
    FSTRING_START,
    KEYWORDS,
    LEFT_BRACE,
    NAME,
    RIGHT_BRACE,
    STRING,
)
from pyston_parser.tokens.stream import TokenStream, TokenWarning
from pyston_parser.tokens.tokenizer import tokens_of

# a program may put something else in its place
_intern: Final = sys.intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64


# 3.12.0 to 3.12.3 keep empty constants in format specifications, and do not join literals there.
KEEPS_EMPTY_SPECIFICATIONS: Final = (3, 12) <= sys.version_info < (3, 12, 4)
# 3.12 and early 3.13 decode escapes in the format specifications of raw f-strings.
DECODES_RAW_SPECIFICATIONS: Final = (3, 12) <= sys.version_info < (3, 13, 1)
PLAIN: Final = "'\""
CONVERSIONS: Final = {"s": 115, "r": 114, "a": 97}


class FStringParser(ExpressionParser):
    """String literals as expressions."""

    def strings(self) -> Any:
        """One or more adjacent string literals."""
        kinds = self.kinds
        start = self.position
        kind: i64 = kinds[start + 1]
        if kinds[start] == STRING and kind != STRING and kind != FSTRING_START:
            text = self.texts[start]
            first = text[0]
            if first in PLAIN:
                # The usual literal: no prefix, no escapes, no characters that take more than a byte.
                if "\\" not in text and (self.stream.ascii or text.isascii()):
                    if text[1] == first and len(text) > 2:
                        value = text[3:-3]
                    else:
                        value = text[1:-1]
                    self.position = start + 1
                    return make_constant(
                        value,
                        None,
                        self.lines[start],
                        self.columns[start],
                        self.end_lines[start],
                        self.end_columns[start],
                    )
                return self.literal(start)
            quote = text.find("'")
            double = text.find('"')
            prefix = text[: quote if double < 0 or 0 <= quote < double else double]
            if "f" not in prefix and "F" not in prefix:
                return self.literal(start)
        return self.string_run(start)

    def literal(self, index: i64) -> Any:
        """The constant of the STRING token at `index`, which is no f-string."""
        text = self.texts[index]
        self.position = index + 1
        value = self.decoded(text, index)
        return make_constant(
            value,
            "u" if text[0] == "u" else None,
            self.lines[index],
            self.columns[index],
            self.end_lines[index],
            self.end_columns[index],
        )

    def decoded(self, text: str, index: i64) -> str | bytes:
        """The value of a literal's text; warnings about it are at the token at `index`."""
        messages: list[str] = []
        try:
            value = decode_literal(text, messages)
        except LiteralError:
            raise ParseFailure from None
        self.warn(messages, index)
        return value

    def warn(self, messages: list[str], index: i64) -> None:
        """Keep warnings about the token at `index`."""
        for message in messages:
            line = self.lines[index]
            column = self.columns[index]
            assert isinstance(line, int) and isinstance(column, int)
            self.stream.warnings.append(TokenWarning(message, line, column))

    def string_run(self, start: i64) -> Any:
        """Adjacent literals, or one f-string, joined to one node."""
        kinds = self.kinds
        end: i64 = start
        nested = False
        whole = False
        while True:
            if kinds[end] == FSTRING_START:
                nested = True
                break
            if kinds[end] != STRING:
                break
            text = self.texts[end]
            if text[0] in "fF" or (text[0] in "rR" and text[1] in "fF"):
                whole = True
            end += 1
        if nested:
            return self.nested_run(start)
        if whole:
            return self.whole_run(start, end)
        last = end - 1
        self.position = end
        values = [self.decoded(self.texts[index], index) for index in range(start, end)]
        kind = "u" if self.texts[start][0] == "u" else None
        value: str | bytes
        if isinstance(values[0], bytes):
            parts: list[bytes] = [part for part in values if isinstance(part, bytes)]
            value = b"".join(parts)
            if len(parts) != len(values):
                raise ParseFailure
        else:
            words: list[str] = [part for part in values if isinstance(part, str)]
            value = "".join(words)
            if len(words) != len(values):
                raise ParseFailure
        return make_constant(
            value, kind, self.lines[start], self.columns[start], self.end_lines[last], self.end_columns[last]
        )

    # f-strings as tokens (PEP 701).

    def nested_run(self, start: i64) -> Any:
        """Adjacent literals of which at least one is an f-string in tokens."""
        kinds = self.kinds
        elements: list[Any] = []
        templates = 0
        others = 0
        while True:
            index = self.position
            kind: i64 = kinds[index]
            if kind == STRING:
                others += 1
                constant = self.literal(index)
                if isinstance(constant.value, bytes):
                    raise ParseFailure
                elements.append(constant)
            elif kind == FSTRING_START:
                prefix = self.texts[index]
                if prefix[0] in "tT" or prefix[1] in "tT":
                    templates += 1
                else:
                    others += 1
                self.fstring(elements)
            else:
                break
        if templates and others:
            raise ParseFailure
        end = self.position - 1
        line = self.lines[start]
        column = self.columns[start]
        if templates:
            return make_template_str(self.joined(elements), line, column, self.end_lines[end], self.end_columns[end])
        return make_joined_str(self.joined(elements), line, column, self.end_lines[end], self.end_columns[end])

    def joined(self, elements: list[Any]) -> list[Any]:
        """Elements with adjacent constants made one, and empty ones dropped."""
        result: list[Any] = []
        count = len(elements)
        index = 0
        while index < count:
            element = elements[index]
            index += 1
            if type(element).__name__ == "Constant":
                last = element
                if index < count and type(elements[index]).__name__ == "Constant":
                    parts: list[str] = [element.value]
                    while index < count and type(elements[index]).__name__ == "Constant":
                        last = elements[index]
                        parts.append(last.value)
                        index += 1
                    element = make_constant(
                        "".join(parts),
                        element.kind,
                        element.lineno,
                        element.col_offset,
                        last.end_lineno,
                        last.end_col_offset,
                    )
                if not element.value:
                    continue
            result.append(element)
        return result

    def fstring(self, elements: list[Any]) -> None:
        """Append the values of the f-string at the current token."""
        kinds = self.kinds
        opening = self.position
        mark = self.texts[opening]
        raw = "r" in mark or "R" in mark
        template = "t" in mark or "T" in mark
        self.position = opening + 1
        while True:
            kind: i64 = kinds[self.position]
            if kind == FSTRING_MIDDLE:
                constant = self.middle(raw)
                if constant.value:
                    elements.append(constant)
            elif kind == LEFT_BRACE:
                self.replacement_field(elements, raw, template, opening)
            elif kind == FSTRING_END:
                self.position += 1
                return
            else:
                raise ParseFailure

    def middle(self, raw: bool) -> Any:
        """The constant of the FSTRING_MIDDLE at the current token."""
        index = self.position
        self.position = index + 1
        messages: list[str] = []
        try:
            value = decode_text(self.texts[index], raw, messages)
        except LiteralError:
            raise ParseFailure from None
        # A backslash before a brace has been warned about by the tokenizer.
        self.warn([message for message in messages if message[-2] not in "{}"], index)
        return make_constant(
            value,
            None,
            self.lines[index],
            self.columns[index],
            self.end_lines[index],
            self.end_columns[index],
        )

    def replacement_field(self, elements: list[Any], raw: bool, template: bool, opening: i64) -> None:
        """Append the value of `{…}` at the current token, and the text of its expression for `=`."""
        kinds = self.kinds
        start = self.position
        line = self.lines[start]
        column = self.columns[start]
        self.position = start + 1
        value = self.yield_or_star_expressions()
        debug = kinds[self.position] == EQUAL
        expression_end = self.stream.end_offset(self.position - 1)
        if debug:
            self.position += 1
        conversion = -1
        finish = self.position
        kind: i64 = kinds[finish]
        if kind == EXCLAMATION:
            if kinds[finish + 1] != NAME or self.columns[finish + 1] != self.end_columns[finish]:
                raise ParseFailure
            letter = self.texts[finish + 1]
            if letter not in CONVERSIONS or self.lines[finish + 1] != self.lines[finish]:
                raise ParseFailure
            conversion = CONVERSIONS[letter]
            self.position = finish + 2
            kind = kinds[self.position]
        specification: Any = None
        if kind == COLON:
            specification = self.specification(raw, template, opening)
        if kinds[self.position] != RIGHT_BRACE:
            raise ParseFailure
        end = self.position
        self.position = end + 1
        if self.minor < 12:
            self.plain_field(opening, start, end)
        if debug:
            text = self.debug_text(start, finish)
            finish_column = self.columns[finish]
            begin = self.columns[start]
            assert isinstance(begin, int)
            elements.append(make_constant(text, None, line, begin + 1, self.lines[finish], finish_column))
            if conversion < 0 and specification is None:
                conversion = 114
        if template:
            source = self.stream.text[self.stream.end_offset(start) : expression_end]
            try:
                source = decode_text(source, True, [])
            except LiteralError:
                raise ParseFailure from None
            elements.append(
                make_interpolation(
                    value,
                    source.lstrip(),
                    conversion,
                    specification,
                    line,
                    column,
                    self.end_lines[end],
                    self.end_columns[end],
                )
            )
        else:
            elements.append(
                make_formatted_value(
                    value, conversion, specification, line, column, self.end_lines[end], self.end_columns[end]
                )
            )

    def debug_text(self, start: i64, finish: i64) -> str:
        """The source between the brace at `start` and the token at `finish`, without comments."""
        text = self.stream.text[self.stream.end_offset(start) : self.stream.offset(finish)]
        if "#" in text:
            lines = text.split("\n")
            text = "\n".join([line[: line.find("#")] if "#" in line else line for line in lines])
        try:
            return decode_text(text, True, [])
        except LiteralError:
            raise ParseFailure from None

    def specification(self, raw: bool, template: bool, opening: i64) -> Any:
        """The format specification after `:`, as a JoinedStr."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        elements: list[Any] = []
        while True:
            kind: i64 = kinds[self.position]
            if kind == FSTRING_MIDDLE:
                elements.append(self.middle(raw and not DECODES_RAW_SPECIFICATIONS))
            elif kind == LEFT_BRACE:
                if KEEPS_EMPTY_SPECIFICATIONS:
                    if kinds[self.position + 1] == LEFT_BRACE and self.touching(self.position):
                        elements.append(self.empty())
                    inner: list[Any] = []
                    self.replacement_field(inner, raw, template, opening)
                    self.keep_nested(elements, inner)
                else:
                    self.replacement_field(elements, raw, template, opening)
            else:
                break
        end = self.position - 1
        if not KEEPS_EMPTY_SPECIFICATIONS:
            elements = self.joined(elements)
        return make_joined_str(
            elements, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def keep_nested(self, elements: list[Any], inner: list[Any]) -> None:
        """Add a replacement field to a format specification the way early 3.12 does."""
        if len(inner) == 2:
            # `{x=}` inside a specification stays a JoinedStr of its own.
            text, value = inner
            inner = [make_joined_str(inner, value.lineno, value.col_offset, text.end_lineno, text.end_col_offset + 1)]
        elements.extend(inner)
        if self.kinds[self.position] == RIGHT_BRACE:
            elements.append(self.empty())

    def empty(self) -> Any:
        """An empty constant at the current token."""
        line = self.lines[self.position]
        column = self.columns[self.position]
        return make_constant("", None, line, column, line, column)

    def touching(self, index: i64) -> bool:
        """Whether nothing stands between the token at `index` and the next."""
        return self.end_columns[index] == self.columns[index + 1] and self.end_lines[index] == self.lines[index + 1]

    def plain_field(self, opening: i64, start: i64, end: i64) -> None:
        """Check that a replacement field is one that f-strings had before 3.12."""
        mark = self.texts[opening].lstrip("fFrRtT")
        text = self.stream.text[self.stream.offset(start) : self.stream.end_offset(end)]
        if "\\" in text or "#" in text or mark in text or (len(mark) == 1 and "\n" in text):
            self.require(12, "Quotes, backslashes, comments and line ends in f-string expressions are", start)

    # f-strings as whole tokens (before PEP 701).

    def whole_run(self, start: i64, end: i64) -> Any:
        """Adjacent literals of which at least one is an f-string, all of them STRING tokens from `start` to `end`."""
        self.position = end
        values: list[Any] = []
        literal: list[str] = []
        last = end - 1
        for index in range(start, end):
            text = self.texts[index]
            if text[0] in "fF" or (text[0] in "rR" and text[1] in "fF"):
                prefix = 1 if text[1] in PLAIN else 2
                width = 3 if text.startswith(text[prefix] * 3, prefix) and len(text) >= prefix + 6 else 1
                reader = WholeFString(text, index, "r" in text[:prefix].lower(), len(text) - width)
                self.whole(reader, prefix + width, 0, literal, values, start, last)
            else:
                value = self.decoded(text, index)
                if isinstance(value, bytes):
                    raise ParseFailure
                literal.append(value)
        self.flush(literal, values, start, last)
        return make_joined_str(
            values, self.lines[start], self.columns[start], self.end_lines[last], self.end_columns[last]
        )

    def flush(self, literal: list[str], values: list[Any], start: i64, last: i64) -> None:
        """Append the literal text gathered so far, if any, as a constant."""
        text = "".join(literal)
        literal.clear()
        if text:
            values.append(
                make_constant(
                    text,
                    "u" if self.texts[start][0] == "u" else None,
                    self.lines[start],
                    self.columns[start],
                    self.end_lines[last],
                    self.end_columns[last],
                )
            )

    def whole(
        self,
        reader: WholeFString,
        at: i64,
        level: i64,
        literal: list[str],
        values: list[Any],
        start: i64,
        last: i64,
    ) -> int:
        """Read text and fields from offset `at` of a whole f-string; the offset where they end.

        At `level` 0 that is the end of the string, deeper the `}` that ends a format specification.
        """
        text = reader.text
        end: i64 = reader.end
        piece: i64 = at
        while at < end:
            character = text[at]
            at += 1
            if character == "\\" and not reader.raw and at < end:
                character = text[at]
                at += 1
                if character == "N":
                    if at < end and text[at] == "{":
                        at += 1
                        while at < end and text[at] != "}":
                            at += 1
                        at += 1
                    continue
                if character == "{":
                    self.warn(["invalid escape sequence '\\{'"], reader.index)
            if character != "{" and character != "}":
                continue
            if level == 0:
                if at < end and text[at] == character:
                    self.piece(reader, piece, at, literal)
                    at += 1
                    piece = at
                    continue
                if character == "}":
                    raise ParseFailure
            at -= 1
            self.piece(reader, piece, at, literal)
            if character == "}":
                return at
            at = self.whole_field(reader, at, level, literal, values, start, last)
            piece = at
        if piece < end:
            self.piece(reader, piece, end, literal)
        return at

    def piece(self, reader: WholeFString, start: i64, end: i64, literal: list[str]) -> None:
        """Add a piece of literal text."""
        if start >= end:
            return
        messages: list[str] = []
        try:
            literal.append(decode_text(reader.text[start:end], reader.raw, messages))
        except LiteralError:
            raise ParseFailure from None
        self.warn([message for message in messages if message[-2] != "{"], reader.index)

    def whole_field(
        self,
        reader: WholeFString,
        brace: i64,
        level: i64,
        literal: list[str],
        values: list[Any],
        start: i64,
        last: i64,
    ) -> int:
        """Append the value of the `{…}` at offset `brace`; the offset after it."""
        if level >= 2:
            raise ParseFailure
        text = reader.text
        at: i64 = expression_end(text, brace + 1, reader.end)
        source = text[brace + 1 : at]
        if not source.strip(" \t\n\f"):
            raise ParseFailure
        value = self.whole_expression(reader, brace, source)
        conversion = -1
        debug = text[at] == "="
        if debug:
            at += 1
            while at < reader.end and text[at] in " \t\n\f\r\v":
                at += 1
            try:
                literal.append(decode_text(text[brace + 1 : at], True, []))
            except LiteralError:
                raise ParseFailure from None
            if at >= reader.end:
                raise ParseFailure
        if text[at] == "!":
            if at + 2 >= reader.end or text[at + 1] not in CONVERSIONS:
                raise ParseFailure
            conversion = CONVERSIONS[text[at + 1]]
            at += 2
        specification: Any = None
        if text[at] == ":":
            inner_literal: list[str] = []
            inner: list[Any] = []
            at = self.whole(reader, at + 1, level + 1, inner_literal, inner, start, last)
            # The host gives these the range of their own literal, not of the whole run.
            own = reader.index
            self.flush(inner_literal, inner, own, own)
            specification = make_joined_str(
                inner, self.lines[own], self.columns[own], self.end_lines[own], self.end_columns[own]
            )
        if at >= reader.end or text[at] != "}":
            raise ParseFailure
        if debug and conversion < 0 and specification is None:
            conversion = 114
        self.flush(literal, values, start, last)
        values.append(
            make_formatted_value(
                value,
                conversion,
                specification,
                self.lines[start],
                self.columns[start],
                self.end_lines[last],
                self.end_columns[last],
            )
        )
        return at + 1

    def whole_expression(self, reader: WholeFString, brace: i64, source: str) -> Any:
        """The expression `source` of the field at offset `brace`, at the position that the host gives it."""
        text = reader.text
        token_line = self.lines[reader.index]
        token_column = self.columns[reader.index]
        assert isinstance(token_line, int) and isinstance(token_column, int)
        above = text.count("\n", 0, brace)
        column = 0
        first = source.lstrip(" \t\f")
        if not first.startswith("\n"):
            line_end = text.rfind("\n", 0, brace)
            column = brace - line_end - 1
        if above == 0:
            column += token_column
        line = token_line + above
        if source.isidentifier() and source.isascii() and source not in KEYWORDS:
            begin = column + 1
            return make_name(_intern(source), LOAD_NODE, line, begin, line, begin + len(source))
        stream = tokens_of("(" + source + ")\n", nested_fstrings=False)
        shift(stream, line - 1, column)
        inner = FStringParser(stream, self.minor)
        inner.depth = self.depth
        value = inner.star_expressions()
        self.stream.warnings.extend(stream.warnings)
        return value


class WholeFString:
    """An f-string in one token: its text, the token's index, whether it is raw, and the offset of its closing
    quotes."""

    def __init__(self, text: str, index: int, raw: bool, end: int) -> None:
        self.text = text
        self.index = index
        self.raw = raw
        self.end = end


def shift(stream: TokenStream, lines: int, columns: int) -> None:
    """Move tokens down by `lines`, and those of the first line right by `columns`."""
    for index in range(len(stream.kinds)):
        line = stream.lines[index]
        end_line = stream.end_lines[index]
        column = stream.columns[index]
        end_column = stream.end_columns[index]
        assert isinstance(line, int) and isinstance(column, int)
        assert isinstance(end_line, int) and isinstance(end_column, int)
        if line == 1:
            stream.columns[index] = column + columns
        if end_line == 1:
            stream.end_columns[index] = end_column + columns
        stream.lines[index] = line + lines
        stream.end_lines[index] = end_line + lines


def expression_end(text: str, at: i64, end: i64) -> int:
    """The offset at which the expression of a replacement field ends that begins at `at` in a whole f-string."""
    quote = ""
    openers: list[str] = []
    while at < end:
        character = text[at]
        if character == "\\":
            raise ParseFailure
        if quote:
            if character == quote[0] and text.startswith(quote, at) and at + len(quote) <= end:
                at += len(quote)
                quote = ""
                continue
        elif character == "'" or character == '"':
            quote = character
            if at + 2 < end and text.startswith(character * 3, at):
                quote = character * 3
            at += len(quote)
            continue
        elif character in "([{":
            if len(openers) >= 200:
                raise ParseFailure
            openers.append(character)
        elif character == "#":
            raise ParseFailure
        elif not openers and character in "!:}=<>":
            if at + 1 < end and text[at + 1] == "=" and character in "!=<>":
                at += 2
                continue
            if character not in "<>":
                return at
        elif character in ")]}":
            if not openers or openers.pop() + character not in ("()", "[]", "{}"):
                raise ParseFailure
        at += 1
    raise ParseFailure
