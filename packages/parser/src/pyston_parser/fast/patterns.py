"""The `match` statement and its patterns (PEP 634)."""

from __future__ import annotations

from pyston_parser.fast.cursor import LOAD_NODE, ParseFailure
from pyston_parser.fast.fstrings import FStringParser
from pyston_parser.fast.generated.expression_nodes import (
    make_attribute,
    make_bin_op,
    make_constant,
    make_name,
    make_tuple,
    make_unary_op,
)
from pyston_parser.fast.generated.module_nodes import (
    make_match_as,
    make_match_case,
    make_match_class,
    make_match_mapping,
    make_match_or,
    make_match_sequence,
    make_match_singleton,
    make_match_star,
    make_match_value,
)
from pyston_parser.fast.generated.statement_nodes import make_match
from pyston_parser.fast.tables import CONSTANTS, OPERATORS, STARTS, UNARY
from pyston_parser.tokens.kinds import (
    AS,
    COLON,
    COMMA,
    DEDENT,
    DOT,
    DOUBLE_STAR,
    ENDMARKER,
    EQUAL,
    ERROR,
    FALSE,
    FSTRING_START,
    IF,
    INDENT,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    MINUS,
    NAME,
    NEWLINE,
    NONE,
    NUMBER,
    PLUS,
    RIGHT_BRACE,
    RIGHT_BRACKET,
    RIGHT_PARENTHESIS,
    STAR,
    STRING,
    TRUE,
    VERTICAL_BAR,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64


USUB: Final[Any] = UNARY[MINUS]


class PatternParser(FStringParser):
    """`match` and patterns."""

    # What the statement layer provides.

    def block(self) -> list[Any]:
        """What follows a compound statement's `:`."""
        raise NotImplementedError

    def last(self) -> int:
        """The last token of the compound statement just parsed."""
        raise NotImplementedError

    def is_match(self, position: i64) -> bool:
        """Whether the `match` at `position` begins a match statement.

        It does if its line ends in `:` and an indented `case` follows: no other statement that begins with a name can.
        """
        kinds = self.kinds
        index: i64 = position + 1
        while kinds[index] != NEWLINE:
            if kinds[index] == ENDMARKER or kinds[index] == ERROR:
                return False
            index += 1
        return (
            index > position + 2
            and kinds[index - 1] == COLON
            and kinds[index + 1] == INDENT
            and kinds[index + 2] == NAME
            and self.texts[index + 2] == "case"
        )

    def match_statement(self) -> Any:
        """`match subject:` and its cases."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        begin = start + 1
        starred = kinds[begin] == STAR
        subject = self.display_item()
        if kinds[self.position] == COMMA:
            elements: list[Any] = [subject]
            while kinds[self.position] == COMMA:
                self.position += 1
                if not STARTS[kinds[self.position]]:
                    break
                elements.append(self.display_item())
            end = self.position - 1
            subject = make_tuple(
                elements, LOAD_NODE, self.lines[begin], self.columns[begin], self.end_lines[end], self.end_columns[end]
            )
        elif starred:
            raise ParseFailure
        self.expect(COLON)
        self.expect(NEWLINE)
        self.expect(INDENT)
        cases: list[Any] = []
        while kinds[self.position] != DEDENT:
            if kinds[self.position] != NAME or self.texts[self.position] != "case":
                raise ParseFailure
            self.position += 1
            pattern = self.open_pattern()
            guard: Any = None
            if kinds[self.position] == IF:
                self.position += 1
                guard = self.named_expression()
            self.expect(COLON)
            cases.append(make_match_case(pattern, guard, self.block()))
        self.position += 1
        if self.minor < 10:
            self.require(10, "Pattern matching is", start)
        end = self.last()
        return make_match(
            subject, cases, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def open_pattern(self) -> Any:
        """A pattern, or a sequence pattern without brackets."""
        kinds = self.kinds
        start = self.position
        starred = kinds[start] == STAR
        first = self.maybe_star_pattern()
        if kinds[self.position] != COMMA:
            if starred:
                raise ParseFailure
            return first
        patterns: list[Any] = [first]
        while kinds[self.position] == COMMA:
            self.position += 1
            kind: i64 = kinds[self.position]
            if kind == COLON or kind == IF:
                break
            patterns.append(self.maybe_star_pattern())
        end = self.position - 1
        return make_match_sequence(
            patterns, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def maybe_star_pattern(self) -> Any:
        """A pattern, or `*name`."""
        start = self.position
        if self.kinds[start] != STAR:
            return self.pattern()
        self.position = start + 1
        name: str | None = self.expect_name()
        if name == "_":
            name = None
        return make_match_star(
            name, self.lines[start], self.columns[start], self.end_lines[start + 1], self.end_columns[start + 1]
        )

    def pattern(self) -> Any:
        """Alternatives, and a name for what matched."""
        kinds = self.kinds
        start = self.position
        first = self.closed_pattern()
        if kinds[self.position] == VERTICAL_BAR:
            patterns: list[Any] = [first]
            while kinds[self.position] == VERTICAL_BAR:
                self.position += 1
                patterns.append(self.closed_pattern())
            end = self.position - 1
            first = make_match_or(
                patterns, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
            )
        if kinds[self.position] != AS:
            return first
        self.position += 1
        name = self.capture_name()
        end = self.position - 1
        return make_match_as(
            first, name, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def capture_name(self) -> str:
        """A name that a pattern may bind."""
        name = self.expect_name()
        kind: i64 = self.kinds[self.position]
        if name == "_" or kind == DOT or kind == LEFT_PARENTHESIS or kind == EQUAL:
            raise ParseFailure
        return name

    def closed_pattern(self) -> Any:
        """A pattern without `|` and `as` outside brackets."""
        kinds = self.kinds
        start = self.position
        kind: i64 = kinds[start]
        line = self.lines[start]
        column = self.columns[start]
        if kind == NAME:
            following: i64 = kinds[start + 1]
            if following == DOT or following == LEFT_PARENTHESIS:
                value = self.dotted_value()
                if kinds[self.position] == LEFT_PARENTHESIS:
                    return self.class_pattern(value, start)
                end = self.position - 1
                return make_match_value(value, line, column, self.end_lines[end], self.end_columns[end])
            if following == EQUAL:
                raise ParseFailure
            self.position = start + 1
            name: str | None = self.texts[start]
            if name == "_":
                name = None
            return make_match_as(None, name, line, column, self.end_lines[start], self.end_columns[start])
        if kind == NONE or kind == TRUE or kind == FALSE:
            self.position = start + 1
            return make_match_singleton(CONSTANTS[kind], line, column, self.end_lines[start], self.end_columns[start])
        if kind == LEFT_PARENTHESIS or kind == LEFT_BRACKET:
            return self.sequence_pattern()
        if kind == LEFT_BRACE:
            return self.mapping_pattern()
        value = self.literal_value()
        end = self.position - 1
        return make_match_value(value, line, column, self.end_lines[end], self.end_columns[end])

    def dotted_value(self) -> Any:
        """`a.b.c` as an expression."""
        kinds = self.kinds
        start = self.position
        line = self.lines[start]
        column = self.columns[start]
        value = make_name(self.expect_name(), LOAD_NODE, line, column, self.end_lines[start], self.end_columns[start])
        while kinds[self.position] == DOT:
            self.position += 1
            name = self.expect_name()
            end = self.position - 1
            value = make_attribute(value, name, LOAD_NODE, line, column, self.end_lines[end], self.end_columns[end])
        return value

    def literal_value(self) -> Any:
        """A number (signed, perhaps complex) or strings, as an expression."""
        kinds = self.kinds
        start = self.position
        kind: i64 = kinds[start]
        if kind == STRING or kind == FSTRING_START:
            return self.strings()
        left = self.signed_number()
        kind = kinds[self.position]
        if kind != PLUS and kind != MINUS:
            return left
        self.position += 1
        imaginary = self.position
        if kinds[imaginary] != NUMBER or self.texts[imaginary][-1] not in "jJ" or self.texts[imaginary - 2][-1] in "jJ":
            raise ParseFailure
        right = self.signed_number()
        return make_bin_op(
            left,
            OPERATORS[kind],
            right,
            self.lines[start],
            self.columns[start],
            self.end_lines[imaginary],
            self.end_columns[imaginary],
        )

    def signed_number(self) -> Any:
        """A number, perhaps with a minus sign."""
        kinds = self.kinds
        start = self.position
        position = start + 1 if kinds[start] == MINUS else start
        if kinds[position] != NUMBER:
            raise ParseFailure
        self.position = position + 1
        end_line = self.end_lines[position]
        end_column = self.end_columns[position]
        value = make_constant(
            self.number(self.texts[position]), None, self.lines[position], self.columns[position], end_line, end_column
        )
        if position == start:
            return value
        return make_unary_op(USUB, value, self.lines[start], self.columns[start], end_line, end_column)

    def sequence_pattern(self) -> Any:
        """`[…]`, `(…)`, or one pattern in parentheses."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        closer: i64 = RIGHT_PARENTHESIS if kinds[start] == LEFT_PARENTHESIS else RIGHT_BRACKET
        patterns: list[Any] = []
        comma = False
        while kinds[self.position] != closer:
            patterns.append(self.maybe_star_pattern())
            if kinds[self.position] != COMMA:
                break
            comma = True
            self.position += 1
        end = self.position
        self.expect(closer)
        if closer == RIGHT_PARENTHESIS and len(patterns) == 1 and not comma:
            if kinds[start + 1] == STAR:
                raise ParseFailure
            return patterns[0]
        return make_match_sequence(
            patterns, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def mapping_pattern(self) -> Any:
        """`{key: pattern, **rest}`."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        keys: list[Any] = []
        patterns: list[Any] = []
        rest: str | None = None
        while kinds[self.position] != RIGHT_BRACE:
            position = self.position
            kind: i64 = kinds[position]
            if rest is not None:
                raise ParseFailure
            if kind == DOUBLE_STAR:
                self.position = position + 1
                rest = self.capture_name()
            else:
                if kind == NAME:
                    if kinds[position + 1] != DOT:
                        raise ParseFailure
                    keys.append(self.dotted_value())
                elif kind == NONE or kind == TRUE or kind == FALSE:
                    self.position = position + 1
                    keys.append(
                        make_constant(
                            CONSTANTS[kind],
                            None,
                            self.lines[position],
                            self.columns[position],
                            self.end_lines[position],
                            self.end_columns[position],
                        )
                    )
                else:
                    keys.append(self.literal_value())
                self.expect(COLON)
                patterns.append(self.pattern())
            if kinds[self.position] != COMMA:
                break
            self.position += 1
        end = self.position
        self.expect(RIGHT_BRACE)
        return make_match_mapping(
            keys, patterns, rest, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def class_pattern(self, cls: Any, start: i64) -> Any:
        """`Class(pattern, name=pattern)` from its `(` on."""
        kinds = self.kinds
        self.position += 1
        patterns: list[Any] = []
        names: list[str] = []
        named: list[Any] = []
        while kinds[self.position] != RIGHT_PARENTHESIS:
            position = self.position
            if kinds[position] == NAME and kinds[position + 1] == EQUAL:
                names.append(self.texts[position])
                self.position = position + 2
                named.append(self.pattern())
            elif named:
                raise ParseFailure
            else:
                patterns.append(self.pattern())
            if kinds[self.position] != COMMA:
                break
            self.position += 1
        end = self.position
        self.expect(RIGHT_PARENTHESIS)
        return make_match_class(
            cls,
            patterns,
            names,
            named,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )
