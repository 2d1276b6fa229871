"""Simple statements: assignments, imports, and the rest of what stands on one line."""

from __future__ import annotations

import sys

from pyston_parser.fast.cursor import DEL_NODE, STORE_NODE, ParseFailure, too_deep
from pyston_parser.fast.generated.expression_nodes import make_name
from pyston_parser.fast.generated.module_nodes import make_alias, make_param_spec, make_type_var, make_type_var_tuple
from pyston_parser.fast.generated.statement_nodes import (
    make_ann_assign,
    make_assert,
    make_assign,
    make_aug_assign,
    make_break,
    make_continue,
    make_delete,
    make_expr,
    make_global,
    make_import,
    make_import_from,
    make_nonlocal,
    make_pass,
    make_raise,
    make_return,
    make_type_alias,
)
from pyston_parser.fast.patterns import PatternParser
from pyston_parser.fast.tables import ATTRIBUTE_CLASS, NAME_CLASS, OPERATORS, STARTS, SUBSCRIPT_CLASS
from pyston_parser.tokens.kinds import (
    AS,
    ASSERT,
    AUGMENTED_OFFSET,
    BREAK,
    COLON,
    COMMA,
    CONTINUE,
    DEL,
    DOT,
    DOUBLE_STAR,
    DOUBLE_STAR_EQUAL,
    ELLIPSIS,
    EQUAL,
    FROM,
    GLOBAL,
    IMPORT,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    NAME,
    NEWLINE,
    NONLOCAL,
    PASS,
    RAISE,
    RETURN,
    RIGHT_BRACKET,
    RIGHT_PARENTHESIS,
    SEMICOLON,
    STAR,
    TYPE_COMMENT,
    VERTICAL_BAR_EQUAL,
    YIELD,
)

# a program may put something else in its place
_intern: Final = sys.intern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from mypy_extensions import i64

# How many names a dotted module name may have.
MAX_LEFT_NAMES: Final = 5960


class SimpleStatementParser(PatternParser):
    """Simple statements (language reference, Simple statements)."""

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
        return _intern(".".join(parts))

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
