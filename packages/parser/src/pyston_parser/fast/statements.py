"""Compound statements, definitions and whole inputs.

The file passes 500 lines because the compound statements are one dispatch and its cases.
"""

from __future__ import annotations

from pyston_parser.fast.cursor import LOAD_NODE, MAX_CHAIN, STORE_NODE, ParseFailure, too_long
from pyston_parser.fast.generated.expression_nodes import make_tuple
from pyston_parser.fast.generated.module_nodes import (
    make_except_handler,
    make_expression,
    make_function_type,
    make_interactive,
    make_module,
    make_type_ignore,
    make_withitem,
)
from pyston_parser.fast.generated.statement_nodes import (
    make_async_for,
    make_async_function_def,
    make_async_with,
    make_class_def,
    make_for,
    make_function_def,
    make_if,
    make_try,
    make_try_star,
    make_while,
    make_with,
)
from pyston_parser.fast.simple_statements import SimpleStatementParser
from pyston_parser.fast.tables import STARTS
from pyston_parser.tokens.kinds import (
    ARROW,
    AS,
    ASYNC,
    AT,
    CLASS,
    COLON,
    COMMA,
    DEDENT,
    DEF,
    DOT,
    DOUBLE_STAR,
    ELIF,
    ELSE,
    ENDMARKER,
    ERROR,
    EXCEPT,
    FINALLY,
    FOR,
    IF,
    IN,
    INDENT,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    NAME,
    NEWLINE,
    RIGHT_BRACE,
    RIGHT_BRACKET,
    RIGHT_PARENTHESIS,
    SEMICOLON,
    STAR,
    TRY,
    TYPE_COMMENT,
    WHILE,
    WITH,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64

# Kinds that begin a compound statement, besides `if` and decorators.
COMPOUND: Final = frozenset((FOR, ASYNC, DEF, CLASS, WHILE, TRY, WITH))


class StatementParser(SimpleStatementParser):
    """The statement part of the grammar (language reference, Simple and Compound statements)."""

    # Whole inputs.

    def module(self) -> Any:
        """A file."""
        body: list[Any] = []
        kinds = self.kinds
        while kinds[self.position] != ENDMARKER:
            self.statement(body)
        ignores = [make_type_ignore(line, tag) for line, tag in self.stream.type_ignores]
        return make_module(body, ignores)

    def interactive(self, ended: bool) -> Any:
        """One interactive statement; `ended`: the source ends with a line end.

        A compound statement on its last line must be followed by a line end of its own.
        """
        body: list[Any] = []
        kinds = self.kinds
        kind: i64 = kinds[0]
        if kind == NEWLINE:
            raise ParseFailure
        compound = kind == AT or kind == IF or kind in COMPOUND
        self.statement(body)
        if not ended and self.stream.end_offset(self.position - 1) == len(self.stream.text):
            # The end of the source ends one line, and after the dedents of a block that ends on it another one.
            text = self.stream.text
            last_line = text[text.rfind("\n", 0, len(text) - 1) + 1 :].lstrip(" \t\f")
            if compound and (kinds[self.position - 1] != DEDENT or last_line[0] in "\n#"):
                raise ParseFailure
        while kinds[self.position] == NEWLINE:
            self.position += 1
        self.expect(ENDMARKER)
        return make_interactive(body)

    def single_expression(self) -> Any:
        """The input of `eval`."""
        body = self.star_expressions_plain()
        while self.kinds[self.position] == NEWLINE:
            self.position += 1
        self.expect(ENDMARKER)
        return make_expression(body)

    def star_expressions_plain(self) -> Any:
        """`expressions`: a tuple without stars, or one expression."""
        start = self.position
        kinds = self.kinds
        first = self.expression()
        if kinds[self.position] != COMMA:
            return first
        elements: list[Any] = [first]
        while kinds[self.position] == COMMA:
            self.position += 1
            kind: i64 = kinds[self.position]
            if not STARTS[kind] or kind == STAR:
                break
            elements.append(self.expression())
        end = self.position - 1
        return make_tuple(
            elements, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def function_type(self) -> Any:
        """A signature type comment: `(int, *str, **object) -> bool`."""
        kinds = self.kinds
        types: list[Any] = []
        self.expect(LEFT_PARENTHESIS)
        stars: i64 = 0
        while kinds[self.position] != RIGHT_PARENTHESIS:
            if types:
                self.expect(COMMA)
            kind: i64 = kinds[self.position]
            if kind == STAR:
                if stars > 0:
                    raise ParseFailure
                stars = 1
                self.position += 1
            elif kind == DOUBLE_STAR:
                if stars > 1:
                    raise ParseFailure
                stars = 2
                self.position += 1
            elif stars > 0:
                raise ParseFailure
            types.append(self.expression())
        self.position += 1
        self.expect(ARROW)
        returns = self.expression()
        while kinds[self.position] == NEWLINE:
            self.position += 1
        self.expect(ENDMARKER)
        return make_function_type(types, returns)

    # Blocks and dispatch.

    def statement(self, body: list[Any]) -> None:
        """Append one compound statement, or the simple statements of one line."""
        kinds = self.kinds
        position = self.position
        kind: i64 = kinds[position]
        if kind == NAME:
            if kinds[position + 1] >= NAME:
                # Two names in a row, or a name before an expression: perhaps a statement that begins with a soft
                # keyword.
                text = self.texts[position]
                if text == "match" and self.is_match(position):
                    body.append(self.match_statement())
                    return
                if text == "type" and kinds[position + 1] == NAME:
                    self.simple_statements(body)
                    return
            # The usual line: one expression or assignment.
            body.append(self.expression_statement())
            if kinds[self.position] == NEWLINE:
                self.position += 1
                return
            if kinds[self.position] != SEMICOLON:
                raise ParseFailure
            self.position += 1
            if kinds[self.position] == NEWLINE:
                self.position += 1
                return
        elif kind == IF:
            body.append(self.if_statement())
            return
        elif kind == DEF:
            body.append(self.function([], position, False))
            return
        elif kind == FOR:
            body.append(self.for_statement(position, False))
            return
        elif kind == TRY:
            body.append(self.try_statement())
            return
        elif kind == WITH:
            body.append(self.with_statement(position, False))
            return
        elif kind == AT:
            body.append(self.decorated())
            return
        elif kind == CLASS:
            body.append(self.class_statement([]))
            return
        elif kind == WHILE:
            body.append(self.while_statement())
            return
        elif kind == ASYNC:
            self.position = position + 1
            following: i64 = kinds[position + 1]
            if following == DEF:
                body.append(self.function([], position, True))
            elif following == FOR:
                body.append(self.for_statement(position, True))
            elif following == WITH:
                body.append(self.with_statement(position, True))
            else:
                raise ParseFailure
            return
        self.simple_statements(body)

    def simple_statements(self, body: list[Any]) -> None:
        """Append the statements of one line, up to and with its end."""
        kinds = self.kinds
        while True:
            body.append(self.simple_statement())
            kind: i64 = kinds[self.position]
            if kind == SEMICOLON:
                self.position += 1
                kind = kinds[self.position]
                if kind != NEWLINE:
                    continue
            if kind != NEWLINE:
                raise ParseFailure
            self.position += 1
            return

    def block(self) -> list[Any]:
        """What follows a compound statement's `:`."""
        kinds = self.kinds
        body: list[Any] = []
        if kinds[self.position] != NEWLINE:
            self.simple_statements(body)
            return body
        self.position += 1
        if kinds[self.position] != INDENT:
            raise ParseFailure
        self.position += 1
        while kinds[self.position] != DEDENT:
            self.statement(body)
        self.position += 1
        return body

    def last(self) -> int:
        """The last token of the compound statement just parsed."""
        index = self.position - 1
        while self.kinds[index] <= DEDENT:
            index -= 1
        return index

    # Compound statements.

    def if_statement(self) -> Any:
        """`if … elif … else …`; the `elif` chain nests, so it is collected and built from its end."""
        kinds = self.kinds
        parts: list[tuple[int, Any, list[Any]]] = []
        orelse: list[Any] = []
        while True:
            start = self.position
            self.position = start + 1
            test = self.named_expression()
            self.expect(COLON)
            body = self.block()
            parts.append((start, test, body))
            kind: i64 = kinds[self.position]
            if kind == ELIF:
                continue
            if kind == ELSE:
                orelse = self.else_block()
            break
        if len(parts) > MAX_CHAIN:
            raise too_long(len(parts))
        end = self.last()
        node: Any = None
        while parts:
            part = parts.pop()
            if node is not None:
                orelse = [node]
            node = make_if(
                part[1],
                part[2],
                orelse,
                self.lines[part[0]],
                self.columns[part[0]],
                self.end_lines[end],
                self.end_columns[end],
            )
        return node

    def else_block(self) -> list[Any]:
        """The block of an `else`, which is there."""
        self.position += 1
        self.expect(COLON)
        return self.block()

    def while_statement(self) -> Any:
        """`while … else …`."""
        start = self.position
        self.position = start + 1
        test = self.named_expression()
        self.expect(COLON)
        body = self.block()
        orelse: list[Any] = []
        if self.kinds[self.position] == ELSE:
            orelse = self.else_block()
        end = self.last()
        return make_while(
            test, body, orelse, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def for_statement(self, start: i64, is_async: bool) -> Any:
        """`[async] for … in … else …`; `start` is the first token, the position is at `for`."""
        self.position += 1
        target = self.targets(IN)
        self.expect(IN)
        iterable = self.star_expressions()
        self.expect(COLON)
        comment = self.type_comment()
        body = self.block()
        orelse: list[Any] = []
        if self.kinds[self.position] == ELSE:
            orelse = self.else_block()
        end = self.last()
        line = self.lines[start]
        column = self.columns[start]
        end_line = self.end_lines[end]
        end_column = self.end_columns[end]
        if is_async:
            return make_async_for(target, iterable, body, orelse, comment, line, column, end_line, end_column)
        return make_for(target, iterable, body, orelse, comment, line, column, end_line, end_column)

    def try_statement(self) -> Any:
        """`try … except … else … finally …`, or with `except*`."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        self.expect(COLON)
        body = self.block()
        handlers: list[Any] = []
        orelse: list[Any] = []
        final: list[Any] = []
        star = kinds[self.position] == EXCEPT and kinds[self.position + 1] == STAR
        while kinds[self.position] == EXCEPT:
            begin = self.position
            if star != (kinds[begin + 1] == STAR):
                raise ParseFailure
            self.position = begin + 2 if star else begin + 1
            kind: Any = None
            name: str | None = None
            if kinds[self.position] == COLON:
                # one that is not the last is the compiler's to refuse
                if star:
                    raise ParseFailure
            else:
                kind = self.handled_type()
                if kinds[self.position] == AS:
                    self.position += 1
                    name = self.expect_name()
            self.expect(COLON)
            inner = self.block()
            end = self.last()
            handlers.append(
                make_except_handler(
                    kind,
                    name,
                    inner,
                    self.lines[begin],
                    self.columns[begin],
                    self.end_lines[end],
                    self.end_columns[end],
                )
            )
        if handlers and kinds[self.position] == ELSE:
            orelse = self.else_block()
        if kinds[self.position] == FINALLY:
            self.position += 1
            self.expect(COLON)
            final = self.block()
        elif not handlers:
            raise ParseFailure
        end = self.last()
        line = self.lines[start]
        column = self.columns[start]
        end_line = self.end_lines[end]
        end_column = self.end_columns[end]
        if star:
            self.require(11, "Exception groups are", start)
            return make_try_star(body, handlers, orelse, final, line, column, end_line, end_column)
        return make_try(body, handlers, orelse, final, line, column, end_line, end_column)

    def handled_type(self) -> Any:
        """What an `except` names; since 3.14 several types need no parentheses, if there is no `as`."""
        start = self.position
        first = self.expression()
        if self.kinds[self.position] != COMMA:
            return first
        elements: list[Any] = [first]
        while self.kinds[self.position] == COMMA:
            self.position += 1
            if self.kinds[self.position] == COLON:
                break
            elements.append(self.expression())
        if self.kinds[self.position] != COLON:
            raise ParseFailure
        self.require(14, "Exception types without parentheses are", start)
        end = self.position - 1
        return make_tuple(
            elements, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def with_statement(self, start: i64, is_async: bool) -> Any:
        """`[async] with …`; `start` is the first token, the position is at `with`."""
        kinds = self.kinds
        self.position += 1
        items: list[Any] = []
        first = self.position
        enclosed = False
        if kinds[first] == LEFT_PARENTHESIS:
            close = self.closing(first)
            if kinds[close + 1] == COLON:
                depth = self.depth
                # Parentheses around all items, unless they turn out to belong to an expression, as in `with (yield):`.
                try:
                    self.position = first + 1
                    while True:
                        items.append(self.with_item())
                        if kinds[self.position] != COMMA:
                            break
                        self.position += 1
                        if kinds[self.position] == RIGHT_PARENTHESIS:
                            break
                    self.expect(RIGHT_PARENTHESIS)
                    enclosed = self.position == close + 1
                except ParseFailure:
                    enclosed = False
                    self.depth = depth
        if enclosed:
            if self.minor < 9:
                self.require(9, "Parenthesized context managers are", first)
        else:
            items = []
            self.position = first
            while True:
                items.append(self.with_item())
                if kinds[self.position] != COMMA:
                    break
                self.position += 1
        self.expect(COLON)
        comment = self.type_comment()
        body = self.block()
        end = self.last()
        line = self.lines[start]
        column = self.columns[start]
        end_line = self.end_lines[end]
        end_column = self.end_columns[end]
        if is_async:
            return make_async_with(items, body, comment, line, column, end_line, end_column)
        return make_with(items, body, comment, line, column, end_line, end_column)

    def closing(self, opener: i64) -> int:
        """The token that closes the bracket at `opener` (ENDMARKER or ERROR if none does)."""
        kinds = self.kinds
        index: i64 = opener
        level: i64 = 0
        while True:
            kind: i64 = kinds[index]
            if kind == LEFT_PARENTHESIS or kind == LEFT_BRACKET or kind == LEFT_BRACE:
                level += 1
            elif kind == RIGHT_PARENTHESIS or kind == RIGHT_BRACKET or kind == RIGHT_BRACE:
                level -= 1
                if level == 0:
                    return index
            elif kind == ENDMARKER or kind == ERROR:
                raise ParseFailure
            index += 1

    def with_item(self) -> Any:
        """`expression [as target]`."""
        kinds = self.kinds
        manager = self.expression()
        target: Any = None
        if kinds[self.position] == AS:
            self.position += 1
            target = self.target()
            self.store(target, STORE_NODE)
            kind: i64 = kinds[self.position]
            if kind != COMMA and kind != RIGHT_PARENTHESIS and kind != COLON:
                raise ParseFailure
        return make_withitem(manager, target)

    # Definitions.

    def decorated(self) -> Any:
        """Decorators and the definition they are on."""
        kinds = self.kinds
        decorators: list[Any] = []
        while kinds[self.position] == AT:
            self.position += 1
            begin = self.position
            decorators.append(self.named_expression())
            if self.minor < 9:
                self.plain_decorator(begin)
            self.expect(NEWLINE)
        position = self.position
        kind: i64 = kinds[position]
        if kind == DEF:
            return self.function(decorators, position, False)
        if kind == CLASS:
            return self.class_statement(decorators)
        if kind == ASYNC and kinds[position + 1] == DEF:
            self.position = position + 1
            return self.function(decorators, position, True)
        raise ParseFailure

    def plain_decorator(self, start: i64) -> None:
        """Check that a decorator is a dotted name with at most one call, as it had to be before 3.9."""
        kinds = self.kinds
        index: i64 = start
        plain = kinds[index] == NAME
        index += 1
        while kinds[index] == DOT:
            index += 2
        if kinds[index] == LEFT_PARENTHESIS:
            index = self.closing(index) + 1
        if not plain or index != self.position:
            self.require(9, "Generalized decorators are", start)

    def function(self, decorators: list[Any], start: i64, is_async: bool) -> Any:
        """A function definition; `start` is its first token, the position is at `def`."""
        kinds = self.kinds
        self.position += 1
        name = self.expect_name()
        type_parameters = self.type_parameters()
        self.expect(LEFT_PARENTHESIS)
        self.parameter_comment_first()
        arguments = self.parameters(RIGHT_PARENTHESIS, True)
        self.expect(RIGHT_PARENTHESIS)
        returns: Any = None
        if kinds[self.position] == ARROW:
            self.position += 1
            returns = self.expression()
        self.expect(COLON)
        comment = self.function_type_comment()
        body = self.block()
        end = self.last()
        line = self.lines[start]
        column = self.columns[start]
        end_line = self.end_lines[end]
        end_column = self.end_columns[end]
        if is_async:
            return make_async_function_def(
                name,
                arguments,
                body,
                decorators,
                returns,
                comment,
                type_parameters,
                line,
                column,
                end_line,
                end_column,
            )
        return make_function_def(
            name,
            arguments,
            body,
            decorators,
            returns,
            comment,
            type_parameters,
            line,
            column,
            end_line,
            end_column,
        )

    def parameter_comment_first(self) -> None:
        """A type comment right after `(` belongs to no parameter."""
        if self.kinds[self.position] == TYPE_COMMENT:
            raise ParseFailure

    def function_type_comment(self) -> str | None:
        """A function's type comment: on the line of its `:`, or alone on the next."""
        kinds = self.kinds
        position = self.position
        if kinds[position] == TYPE_COMMENT:
            self.position = position + 1
            if kinds[position + 1] == NEWLINE and kinds[position + 2] == TYPE_COMMENT:
                raise ParseFailure
            return self.texts[position]
        if (
            kinds[position] == NEWLINE
            and kinds[position + 1] == TYPE_COMMENT
            and kinds[position + 2] == NEWLINE
            and kinds[position + 3] == INDENT
        ):
            self.position = position + 2
            return self.texts[position + 1]
        return None

    def class_statement(self, decorators: list[Any]) -> Any:
        """A class definition."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        name = self.expect_name()
        type_parameters = self.type_parameters()
        bases: list[Any] = []
        keywords: list[Any] = []
        if kinds[self.position] == LEFT_PARENTHESIS:
            self.position += 1
            if kinds[self.position] != RIGHT_PARENTHESIS:
                self.arguments(bases, keywords, False)
            self.expect(RIGHT_PARENTHESIS)
        self.expect(COLON)
        body = self.block()
        end = self.last()
        return make_class_def(
            name,
            bases,
            keywords,
            body,
            decorators,
            type_parameters,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )
