"""Expressions, by precedence climbing with a short way out for atoms.

Most expressions are a name, a constant or a call followed by something that cannot continue them; `expression` sees
that from the next token's kind (see `kinds`) and returns without walking down the levels of precedence.  Operators that
nest to one side (unary operators, `not`, `lambda`, conditional expressions) are collected in a loop and built
afterwards, so that only brackets and `**` use the host's stack; brackets are limited by the tokenizer, `**` by
`MAX_NESTING`.
"""

from __future__ import annotations

from pyston_parser.fast.cursor import (
    LOAD_NODE,
    MAX_CHAIN,
    MAX_LEFT_CHAIN,
    MAX_NESTING,
    STORE_NODE,
    ParseFailure,
    too_deep,
    too_long,
    too_nested,
)
from pyston_parser.fast.generated.expression_nodes import (
    make_await,
    make_bin_op,
    make_bool_op,
    make_compare,
    make_if_exp,
    make_lambda,
    make_name,
    make_named_expr,
    make_starred,
    make_tuple,
    make_unary_op,
    make_yield,
    make_yield_from,
)
from pyston_parser.fast.primaries import PrimaryParser
from pyston_parser.fast.tables import (
    AND_NODE,
    ATOMS,
    COMPARISONS,
    IS_NODE,
    IS_NOT_NODE,
    NOT_IN_NODE,
    NOT_NODE,
    OPERATORS,
    OR_NODE,
    POWER_NODE,
    PRECEDENCE,
    STARTS,
    UNARY,
)
from pyston_parser.tokens.kinds import (
    AND,
    AWAIT,
    COLON,
    COLON_EQUAL,
    COMMA,
    DOUBLE_STAR,
    ELSE,
    FIRST_BINARY,
    FIRST_CONTINUATION,
    FROM,
    GREATER_EQUAL,
    IF,
    IN,
    IS,
    LAMBDA,
    MINUS,
    NAME,
    NOT,
    NOT_EQUAL,
    OR,
    PLUS,
    STAR,
    TILDE,
    YIELD,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mypy_extensions import i64


class ExpressionParser(PrimaryParser):
    """The expression part of the grammar (language reference, Expressions)."""

    # Whole expressions.

    def expression(self) -> Any:
        """`expression`: no unparenthesized tuple, star or assignment expression."""
        position = self.position
        kinds = self.kinds
        kind: i64 = kinds[position]
        if kind == NAME:
            if kinds[position + 1] < FIRST_CONTINUATION:
                self.position = position + 1
                return make_name(
                    self.texts[position],
                    LOAD_NODE,
                    self.lines[position],
                    self.columns[position],
                    self.end_lines[position],
                    self.end_columns[position],
                )
        elif kind == LAMBDA:
            return self.conditional_chain(None, position)
        if ATOMS[kind]:
            left = self.primary()
            kind = kinds[self.position]
            if kind < FIRST_CONTINUATION:
                return left
            if kind >= FIRST_BINARY:
                left = self.binary(left, position, 1)
                kind = kinds[self.position]
        else:
            left = self.operand()
            kind = kinds[self.position]
        if kind < FIRST_CONTINUATION:
            return left
        if kind != IF:
            left = self.booleans(left, position)
            if kinds[self.position] != IF:
                return left
        return self.conditional_chain(left, position)

    def conditional_chain(self, left: Any, start: i64) -> Any:
        """`lambda` and `… if … else …`, which nest in their last part: collected, then built from the inside out.

        `left` is the disjunction parsed from `start`, or None at a `lambda`.
        """
        kinds = self.kinds
        pending: list[tuple[int, Any, Any]] = []
        while True:
            if left is None and kinds[start] == LAMBDA:
                self.position = start + 1
                arguments = self.parameters(COLON, False)
                self.expect(COLON)
                pending.append((start, arguments, None))
            else:
                if left is None:
                    left = self.disjunction()
                if kinds[self.position] != IF:
                    break
                self.position += 1
                test = self.disjunction()
                self.expect(ELSE)
                pending.append((start, left, test))
            left = None
            start = self.position
            if len(pending) > MAX_NESTING:
                raise too_nested()
        end_line = self.end_lines[self.position - 1]
        end_column = self.end_columns[self.position - 1]
        while pending:
            construct = pending.pop()
            line = self.lines[construct[0]]
            column = self.columns[construct[0]]
            first: Any = construct[1]
            condition: Any = construct[2]
            if condition is None:
                left = make_lambda(first, left, line, column, end_line, end_column)
            else:
                left = make_if_exp(condition, first, left, line, column, end_line, end_column)
        return left

    def named_expression(self) -> Any:
        """`NAME := expression`, or `expression`."""
        position = self.position
        if self.kinds[position] == NAME and self.kinds[position + 1] == COLON_EQUAL:
            target = make_name(
                self.texts[position],
                STORE_NODE,
                self.lines[position],
                self.columns[position],
                self.end_lines[position],
                self.end_columns[position],
            )
            self.position = position + 2
            value = self.expression()
            end = self.position - 1
            return make_named_expr(
                target,
                value,
                self.lines[position],
                self.columns[position],
                self.end_lines[end],
                self.end_columns[end],
            )
        return self.expression()

    def starred(self) -> Any:
        """`* bitwise_or`."""
        start = self.position
        self.position = start + 1
        value = self.arithmetic()
        end = self.position - 1
        return make_starred(
            value, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def star_expression(self) -> Any:
        """A starred or plain expression."""
        if self.kinds[self.position] == STAR:
            return self.starred()
        return self.expression()

    def star_expressions(self) -> Any:
        """One expression, or an unparenthesized tuple of them."""
        start = self.position
        kinds = self.kinds
        first = self.starred() if kinds[start] == STAR else self.expression()
        if kinds[self.position] != COMMA:
            return first
        return self.tuple_rest(first, start)

    def tuple_rest(self, first: Any, start: i64) -> Any:
        """The rest of an unparenthesized tuple after its first element, which began at `start`."""
        kinds = self.kinds
        elements: list[Any] = [first]
        while kinds[self.position] == COMMA:
            self.position += 1
            kind: i64 = kinds[self.position]
            if not STARTS[kind]:
                break
            elements.append(self.starred() if kind == STAR else self.expression())
        end = self.position - 1
        return make_tuple(
            elements, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def yield_or_star_expressions(self) -> Any:
        """What may stand to the right of `=`."""
        if self.kinds[self.position] == YIELD:
            return self.yield_expression()
        return self.star_expressions()

    def yield_expression(self) -> Any:
        """`yield`, `yield a, b`, `yield from a`."""
        start = self.position
        line = self.lines[start]
        column = self.columns[start]
        self.position = start + 1
        kind: i64 = self.kinds[self.position]
        value: Any = None
        if kind == FROM:
            self.position += 1
            value = self.expression()
            end = self.position - 1
            return make_yield_from(value, line, column, self.end_lines[end], self.end_columns[end])
        if STARTS[kind]:
            value = self.star_expressions()
        end = self.position - 1
        return make_yield(value, line, column, self.end_lines[end], self.end_columns[end])

    # Boolean operators and comparisons.

    def disjunction(self) -> Any:
        """`a or b`, and everything that binds tighter."""
        start = self.position
        left = self.arithmetic() if ATOMS[self.kinds[start]] else self.operand()
        if self.kinds[self.position] < FIRST_CONTINUATION:
            return left
        return self.booleans(left, start)

    def booleans(self, left: Any, start: i64) -> Any:
        """The rest of a disjunction whose first arithmetic operand, from `start`, is parsed."""
        kinds = self.kinds
        kind: i64 = kinds[self.position]
        if NOT <= kind and kind <= GREATER_EQUAL and kinds[start] != NOT:
            left = self.comparison(left, start)
            kind = kinds[self.position]
        if kind == AND:
            left = self.conjunction(left, start)
            kind = kinds[self.position]
        if kind != OR:
            return left
        values: list[Any] = [left]
        while kinds[self.position] == OR:
            self.position += 1
            begin = self.position
            left = self.inversion()
            if kinds[self.position] == AND:
                left = self.conjunction(left, begin)
            values.append(left)
        end = self.position - 1
        return make_bool_op(
            OR_NODE, values, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def conjunction(self, left: Any, start: i64) -> Any:
        """The rest of `a and b …` after `a`."""
        kinds = self.kinds
        values: list[Any] = [left]
        while kinds[self.position] == AND:
            self.position += 1
            values.append(self.inversion())
        end = self.position - 1
        return make_bool_op(
            AND_NODE, values, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def inversion(self) -> Any:
        """`not a`, or a comparison."""
        start = self.position
        left = self.arithmetic() if ATOMS[self.kinds[start]] else self.operand()
        kind: i64 = self.kinds[self.position]
        if NOT <= kind and kind <= GREATER_EQUAL and self.kinds[start] != NOT:
            return self.comparison(left, start)
        return left

    def comparison(self, left: Any, start: i64) -> Any:
        """The rest of a comparison after its first operand."""
        kinds = self.kinds
        operators: list[Any] = []
        operands: list[Any] = []
        while True:
            kind: i64 = kinds[self.position]
            operator = COMPARISONS[kind]
            if operator is None:
                if kind == IS:
                    operator = IS_NODE
                    if kinds[self.position + 1] == NOT:
                        self.position += 1
                        operator = IS_NOT_NODE
                elif kind == NOT:
                    if kinds[self.position + 1] != IN:
                        break
                    self.position += 1
                    operator = NOT_IN_NODE
                else:
                    break
            elif kind == NOT_EQUAL and self.texts[self.position]:
                raise ParseFailure
            self.position += 1
            operators.append(operator)
            operands.append(self.arithmetic())
        if not operators:
            return left
        end = self.position - 1
        return make_compare(
            left,
            operators,
            operands,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )

    def operand(self) -> Any:
        """A comparison's first operand; or a whole `not …` with its comparison, since `not` binds looser."""
        kinds = self.kinds
        if kinds[self.position] != NOT:
            return self.arithmetic()
        starts: list[int] = []
        while kinds[self.position] == NOT:
            starts.append(self.position)
            self.position += 1
        if len(starts) > MAX_CHAIN:
            raise too_long(len(starts))
        begin = self.position
        value = self.arithmetic()
        kind: i64 = kinds[self.position]
        if NOT <= kind and kind <= GREATER_EQUAL:
            value = self.comparison(value, begin)
        end = self.position - 1
        while starts:
            start = starts.pop()
            value = make_unary_op(
                NOT_NODE, value, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
            )
        return value

    # Arithmetic.

    def arithmetic(self) -> Any:
        """`bitwise_or` and everything that binds tighter."""
        start = self.position
        kinds = self.kinds
        left = self.primary() if ATOMS[kinds[start]] else self.unary()
        if kinds[self.position] < FIRST_BINARY:
            return left
        return self.binary(left, start, 1)

    def binary(self, left: Any, start: i64, least: i64) -> Any:
        """The rest of a binary operation after its first operand; takes operators of at least precedence `least`.

        The operand may also be a mere primary, with its `**` still to come.
        """
        kinds = self.kinds
        kind: i64 = kinds[self.position]
        if kind == DOUBLE_STAR:
            left = self.power(left, start)
            kind = kinds[self.position]
        links: i64 = 0
        while True:
            precedence: i64 = PRECEDENCE[kind]
            if precedence < least or precedence == 0:
                return left
            self.position += 1
            begin = self.position
            if ATOMS[kinds[begin]]:
                right = self.primary()
                if kinds[self.position] == DOUBLE_STAR:
                    right = self.power(right, begin)
            else:
                right = self.unary()
            following: i64 = kinds[self.position]
            if following >= FIRST_BINARY and PRECEDENCE[following] > precedence:
                right = self.binary(right, begin, precedence + 1)
                following = kinds[self.position]
            end = self.position - 1
            left = make_bin_op(
                left,
                OPERATORS[kind],
                right,
                self.lines[start],
                self.columns[start],
                self.end_lines[end],
                self.end_columns[end],
            )
            kind = following
            links += 1
            if links > MAX_LEFT_CHAIN:
                raise too_deep()

    def unary(self) -> Any:
        """`-a`, `+a`, `~a`, `a ** b`, `await a`."""
        kinds = self.kinds
        begin = self.position
        kind: i64 = kinds[begin]
        starts: list[int] = []
        while kind == MINUS or kind == PLUS or kind == TILDE:
            starts.append(self.position)
            self.position += 1
            kind = kinds[self.position]
        if len(starts) > MAX_CHAIN:
            raise too_long(len(starts))
        begin = self.position
        if kind == AWAIT:
            self.position = begin + 1
            value = self.primary()
            end = self.position - 1
            value = make_await(
                value, self.lines[begin], self.columns[begin], self.end_lines[end], self.end_columns[end]
            )
        else:
            value = self.primary()
        if kinds[self.position] == DOUBLE_STAR:
            value = self.power(value, begin)
        end = self.position - 1
        while starts:
            start = starts.pop()
            value = make_unary_op(
                UNARY[kinds[start]],
                value,
                self.lines[start],
                self.columns[start],
                self.end_lines[end],
                self.end_columns[end],
            )
        return value

    def power(self, base: Any, start: i64) -> Any:
        """The rest of `base ** exponent` from its `**` on."""
        self.position += 1
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise too_nested()
        exponent = self.unary()
        self.depth -= 1
        end = self.position - 1
        return make_bin_op(
            base,
            POWER_NODE,
            exponent,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )
