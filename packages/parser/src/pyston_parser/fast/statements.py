"""Statements and whole inputs.

The file passes 500 lines because the statements are one dispatch and its cases.
"""

from __future__ import annotations

import sys

from pyston_parser.fast.cursor import DEL_NODE, LOAD_NODE, MAX_CHAIN, STORE_NODE, ParseFailure, too_deep, too_long
from pyston_parser.fast.expression_nodes import make_name, make_tuple
from pyston_parser.fast.expressions import (
    ATTRIBUTE_CLASS,
    NAME_CLASS,
    OPERATORS,
    STARTS,
    SUBSCRIPT_CLASS,
)
from pyston_parser.fast.module_nodes import (
    make_alias,
    make_except_handler,
    make_expression,
    make_function_type,
    make_interactive,
    make_module,
    make_param_spec,
    make_type_ignore,
    make_type_var,
    make_type_var_tuple,
    make_withitem,
)
from pyston_parser.fast.patterns import PatternParser
from pyston_parser.fast.statement_nodes import (
    make_ann_assign,
    make_assert,
    make_assign,
    make_async_for,
    make_async_function_def,
    make_async_with,
    make_aug_assign,
    make_break,
    make_class_def,
    make_continue,
    make_delete,
    make_expr,
    make_for,
    make_function_def,
    make_global,
    make_if,
    make_import,
    make_import_from,
    make_nonlocal,
    make_pass,
    make_raise,
    make_return,
    make_try,
    make_try_star,
    make_type_alias,
    make_while,
    make_with,
)
from pyston_parser.tokens.kinds import (
    ARROW,
    AS,
    ASSERT,
    ASYNC,
    AT,
    AUGMENTED_OFFSET,
    BREAK,
    CLASS,
    COLON,
    COMMA,
    CONTINUE,
    DEDENT,
    DEF,
    DEL,
    DOT,
    DOUBLE_STAR,
    DOUBLE_STAR_EQUAL,
    ELIF,
    ELLIPSIS,
    ELSE,
    ENDMARKER,
    EQUAL,
    ERROR,
    EXCEPT,
    FINALLY,
    FOR,
    FROM,
    GLOBAL,
    IF,
    IMPORT,
    IN,
    INDENT,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    NAME,
    NEWLINE,
    NONLOCAL,
    PASS,
    RAISE,
    RETURN,
    RIGHT_BRACE,
    RIGHT_BRACKET,
    RIGHT_PARENTHESIS,
    SEMICOLON,
    STAR,
    TRY,
    TYPE_COMMENT,
    VERTICAL_BAR_EQUAL,
    WHILE,
    WITH,
    YIELD,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64


# How many names a dotted module name may have.
MAX_LEFT_NAMES: Final = 5960
# Kinds that begin a compound statement, besides `if` and decorators.
COMPOUND: Final = frozenset((FOR, ASYNC, DEF, CLASS, WHILE, TRY, WITH))


class StatementParser(PatternParser):
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

    # Simple statements.

    def simple_statement(self) -> Any:
        """One simple statement, without the `;` or line end after it."""
        kinds = self.kinds
        start = self.position
        kind: i64 = kinds[start]
        line = self.lines[start]
        column = self.columns[start]
        if kind == NAME:
            if kinds[start + 1] == NAME and self.texts[start] == "type":
                return self.type_alias()
            return self.expression_statement()
        if STARTS[kind]:
            return self.expression_statement()
        self.position = start + 1
        value: Any = None
        if kind == RETURN:
            if STARTS[kinds[start + 1]]:
                value = self.star_expressions()
            end = self.position - 1
            return make_return(value, line, column, self.end_lines[end], self.end_columns[end])
        if kind == IMPORT:
            return self.import_statement()
        if kind == FROM:
            return self.from_statement()
        if kind == RAISE:
            cause: Any = None
            if STARTS[kinds[start + 1]]:
                value = self.expression()
                if kinds[self.position] == FROM:
                    self.position += 1
                    cause = self.expression()
            end = self.position - 1
            return make_raise(value, cause, line, column, self.end_lines[end], self.end_columns[end])
        if kind == PASS:
            return make_pass(line, column, self.end_lines[start], self.end_columns[start])
        if kind == BREAK:
            return make_break(line, column, self.end_lines[start], self.end_columns[start])
        if kind == CONTINUE:
            return make_continue(line, column, self.end_lines[start], self.end_columns[start])
        if kind == ASSERT:
            test = self.expression()
            if kinds[self.position] == COMMA:
                self.position += 1
                value = self.expression()
            end = self.position - 1
            return make_assert(test, value, line, column, self.end_lines[end], self.end_columns[end])
        if kind == DEL:
            return self.delete_statement()
        if kind == YIELD:
            self.position = start
            return self.expression_statement()
        if kind == GLOBAL or kind == NONLOCAL:
            names: list[str] = [self.expect_name()]
            while kinds[self.position] == COMMA:
                self.position += 1
                names.append(self.expect_name())
            end = self.position - 1
            if kind == GLOBAL:
                return make_global(names, line, column, self.end_lines[end], self.end_columns[end])
            return make_nonlocal(names, line, column, self.end_lines[end], self.end_columns[end])
        self.position = start
        raise ParseFailure

    def expression_statement(self) -> Any:
        """An expression, or one of the assignments, which begin like one."""
        kinds = self.kinds
        start = self.position
        line = self.lines[start]
        column = self.columns[start]
        if kinds[start] == YIELD:
            value = self.yield_expression()
        elif kinds[start] == NAME:
            value = self.expression()
            if kinds[self.position] == COMMA:
                value = self.tuple_rest(value, start)
        else:
            value = self.star_expressions()
        kind: i64 = kinds[self.position]
        if kind == NEWLINE:
            end = self.position - 1
            return make_expr(value, line, column, self.end_lines[end], self.end_columns[end])
        if kind == EQUAL:
            targets: list[Any] = []
            while kinds[self.position] == EQUAL:
                self.store(value, STORE_NODE)
                targets.append(value)
                self.position += 1
                value = self.yield_or_star_expressions()
            comment = self.type_comment()
            end = self.position - 1
            return make_assign(targets, value, comment, line, column, self.end_lines[end], self.end_columns[end])
        if kind == COLON:
            return self.annotated_assignment(value, start)
        if VERTICAL_BAR_EQUAL <= kind and kind <= DOUBLE_STAR_EQUAL:
            self.single_target(value)
            self.position += 1
            right = self.yield_or_star_expressions()
            end = self.position - 1
            return make_aug_assign(
                value,
                OPERATORS[kind + AUGMENTED_OFFSET],
                right,
                line,
                column,
                self.end_lines[end],
                self.end_columns[end],
            )
        end = self.position - 1
        return make_expr(value, line, column, self.end_lines[end], self.end_columns[end])

    def single_target(self, node: Any) -> None:
        """Make a name, attribute or subscript a target, or fail."""
        kind = type(node)
        if kind is not NAME_CLASS and kind is not ATTRIBUTE_CLASS and kind is not SUBSCRIPT_CLASS:
            raise ParseFailure
        node.ctx = STORE_NODE

    def annotated_assignment(self, target: Any, start: i64) -> Any:
        """`target: annotation [= value]` from its `:` on."""
        self.single_target(target)
        simple = 1 if type(target) is NAME_CLASS and self.kinds[start] == NAME else 0
        self.position += 1
        annotation = self.expression()
        value: Any = None
        if self.kinds[self.position] == EQUAL:
            self.position += 1
            begin = self.position
            value = self.yield_or_star_expressions()
            if self.minor < 8 and type(value).__name__ == "Tuple" and self.kinds[begin] != LEFT_PARENTHESIS:
                raise ParseFailure
        end = self.position - 1
        return make_ann_assign(
            target,
            annotation,
            value,
            simple,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )

    def type_comment(self) -> str | None:
        """The type comment here, if there is one."""
        position = self.position
        if self.kinds[position] != TYPE_COMMENT:
            return None
        self.position = position + 1
        return self.texts[position]

    def delete_statement(self) -> Any:
        """`del` targets."""
        kinds = self.kinds
        start = self.position - 1
        targets: list[Any] = [self.target()]
        while kinds[self.position] == COMMA:
            self.position += 1
            if not STARTS[kinds[self.position]]:
                break
            targets.append(self.target())
        for target in targets:
            self.store(target, DEL_NODE)
        if kinds[self.position] != NEWLINE and kinds[self.position] != SEMICOLON:
            raise ParseFailure
        end = self.position - 1
        return make_delete(targets, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end])

    def dotted_name(self) -> str:
        """`a.b.c`."""
        kinds = self.kinds
        name = self.expect_name()
        if kinds[self.position] != DOT:
            return name
        parts: list[str] = [name]
        while kinds[self.position] == DOT:
            self.position += 1
            parts.append(self.expect_name())
        if len(parts) > MAX_LEFT_NAMES:
            raise too_deep()
        return sys.intern(".".join(parts))

    def alias(self, name: str, start: i64) -> Any:
        """An imported `name`, whose tokens began at `start`, with its `as` part."""
        renamed: str | None = None
        if self.kinds[self.position] == AS:
            self.position += 1
            renamed = self.expect_name()
        end = self.position - 1
        return make_alias(
            name, renamed, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def import_statement(self) -> Any:
        """`import a.b as c, d`."""
        start = self.position - 1
        names: list[Any] = []
        while True:
            begin = self.position
            name = self.dotted_name()
            names.append(self.alias(name, begin))
            if self.kinds[self.position] != COMMA:
                break
            self.position += 1
        end = self.position - 1
        return make_import(names, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end])

    def from_statement(self) -> Any:
        """`from ..a import b as c, d`."""
        kinds = self.kinds
        start = self.position - 1
        level = 0
        while True:
            kind: i64 = kinds[self.position]
            if kind == DOT:
                level += 1
            elif kind == ELLIPSIS:
                level += 3
            else:
                break
            self.position += 1
        module: str | None = None
        if level == 0 or kind != IMPORT:
            module = self.dotted_name()
        self.expect(IMPORT)
        names: list[Any] = []
        position = self.position
        kind = kinds[position]
        if kind == STAR:
            self.position = position + 1
            names.append(
                make_alias(
                    "*",
                    None,
                    self.lines[position],
                    self.columns[position],
                    self.end_lines[position],
                    self.end_columns[position],
                )
            )
        else:
            enclosed = kind == LEFT_PARENTHESIS
            if enclosed:
                self.position = position + 1
            while True:
                begin = self.position
                name = self.expect_name()
                names.append(self.alias(name, begin))
                if kinds[self.position] != COMMA:
                    break
                self.position += 1
                if enclosed and kinds[self.position] == RIGHT_PARENTHESIS:
                    break
            if enclosed:
                self.expect(RIGHT_PARENTHESIS)
            elif kinds[self.position] != NEWLINE and kinds[self.position] != SEMICOLON:
                raise ParseFailure
        end = self.position - 1
        return make_import_from(
            module,
            names,
            level,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )

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
        bare = False
        while kinds[self.position] == EXCEPT:
            if bare:
                raise ParseFailure
            begin = self.position
            if star != (kinds[begin + 1] == STAR):
                raise ParseFailure
            self.position = begin + 2 if star else begin + 1
            kind: Any = None
            name: str | None = None
            if kinds[self.position] == COLON:
                if star:
                    raise ParseFailure
                bare = True
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

    def type_alias(self) -> Any:
        """`type X[T] = value` (PEP 695)."""
        start = self.position
        position = start + 1
        name = make_name(
            self.texts[position],
            STORE_NODE,
            self.lines[position],
            self.columns[position],
            self.end_lines[position],
            self.end_columns[position],
        )
        self.position = start + 2
        type_parameters = self.type_parameters()
        self.expect(EQUAL)
        value = self.expression()
        end = self.position - 1
        self.require(12, "Type statement is", start)
        return make_type_alias(
            name,
            type_parameters,
            value,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )

    def type_parameters(self) -> list[Any]:
        """`[T: bound = default, *Ts, **P]`, or nothing (PEP 695, PEP 696)."""
        kinds = self.kinds
        parameters: list[Any] = []
        opener = self.position
        if kinds[opener] != LEFT_BRACKET:
            return parameters
        self.position = opener + 1
        while kinds[self.position] != RIGHT_BRACKET or not parameters:
            start = self.position
            kind: i64 = kinds[start]
            if kind == STAR or kind == DOUBLE_STAR:
                self.position = start + 1
            name = self.expect_name()
            bound: Any = None
            default: Any = None
            if kind == NAME and kinds[self.position] == COLON:
                self.position += 1
                bound = self.expression()
            if kinds[self.position] == EQUAL:
                begin = self.position
                self.position += 1
                default = self.star_expression() if kind == STAR else self.expression()
                self.require(13, "Type parameter defaults are", begin)
            end = self.position - 1
            line = self.lines[start]
            column = self.columns[start]
            end_line = self.end_lines[end]
            end_column = self.end_columns[end]
            if kind == STAR:
                parameters.append(make_type_var_tuple(name, default, line, column, end_line, end_column))
            elif kind == DOUBLE_STAR:
                parameters.append(make_param_spec(name, default, line, column, end_line, end_column))
            else:
                parameters.append(make_type_var(name, bound, default, line, column, end_line, end_column))
            if kinds[self.position] != COMMA:
                break
            self.position += 1
        self.expect(RIGHT_BRACKET)
        self.require(12, "Type parameter lists are", opener)
        return parameters
