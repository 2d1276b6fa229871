"""Primaries: atoms with attributes, calls and subscripts; displays and comprehensions; targets; parameters.

The file passes 500 lines because these are one mutually recursive whole.
"""

from __future__ import annotations

from pyston_parser.fast.cursor import (
    DEL_NODE,
    LOAD_NODE,
    MAX_LEFT_CHAIN,
    MAX_NESTING,
    STORE_NODE,
    Cursor,
    ParseFailure,
    too_deep,
    too_nested,
)
from pyston_parser.fast.generated.expression_nodes import (
    make_arg,
    make_arguments,
    make_attribute,
    make_call,
    make_comprehension,
    make_constant,
    make_dict,
    make_dict_comp,
    make_generator_exp,
    make_keyword,
    make_list,
    make_list_comp,
    make_name,
    make_set,
    make_set_comp,
    make_slice,
    make_starred,
    make_subscript,
    make_tuple,
)
from pyston_parser.fast.strings import LiteralError, decode_number
from pyston_parser.fast.tables import (
    ATTRIBUTE_CLASS,
    CONSTANTS,
    LIST_CLASS,
    NAME_CLASS,
    STARRED_CLASS,
    SUBSCRIPT_CLASS,
    TUPLE_CLASS,
)
from pyston_parser.tokens.kinds import (
    ASYNC,
    COLON,
    COLON_EQUAL,
    COMMA,
    DOT,
    DOUBLE_STAR,
    ELLIPSIS,
    EQUAL,
    FALSE,
    FIRST_TRAILER,
    FOR,
    FSTRING_START,
    IF,
    IN,
    LEFT_BRACE,
    LEFT_BRACKET,
    LEFT_PARENTHESIS,
    NAME,
    NONE,
    NUMBER,
    RIGHT_BRACE,
    RIGHT_BRACKET,
    RIGHT_PARENTHESIS,
    SLASH,
    STAR,
    STRING,
    TRUE,
    TYPE_COMMENT,
    YIELD,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mypy_extensions import i64


class PrimaryParser(Cursor):
    """Atoms, what follows them, displays, targets and parameters (language reference, Primaries)."""

    # What later layers provide.

    def strings(self) -> Any:
        """A run of string literals; see `fstrings`."""
        raise NotImplementedError

    def expression(self) -> Any:
        """`expression`; see `expressions`, as for those below."""
        raise NotImplementedError

    def named_expression(self) -> Any:
        """`NAME := expression`, or `expression`."""
        raise NotImplementedError

    def starred(self) -> Any:
        """`* bitwise_or`."""
        raise NotImplementedError

    def yield_expression(self) -> Any:
        """`yield …`."""
        raise NotImplementedError

    def disjunction(self) -> Any:
        """`a or b`."""
        raise NotImplementedError

    def arithmetic(self) -> Any:
        """`bitwise_or`."""
        raise NotImplementedError

    # Primaries.

    def primary(self) -> Any:
        """An atom with its attributes, calls and subscripts."""
        start = self.position
        kinds = self.kinds
        kind: i64 = kinds[start]
        if kind == NAME:
            self.position = start + 1
            value = make_name(
                self.texts[start],
                LOAD_NODE,
                self.lines[start],
                self.columns[start],
                self.end_lines[start],
                self.end_columns[start],
            )
        elif kind == STRING or kind == FSTRING_START:
            value = self.strings()
        elif kind == NUMBER:
            self.position = start + 1
            value = make_constant(
                self.number(self.texts[start]),
                None,
                self.lines[start],
                self.columns[start],
                self.end_lines[start],
                self.end_columns[start],
            )
        elif kind == LEFT_PARENTHESIS:
            value = self.parenthesized()
        elif kind == LEFT_BRACKET:
            value = self.list_display()
        elif kind == LEFT_BRACE:
            value = self.brace_display()
        elif kind == NONE or kind == TRUE or kind == FALSE or kind == ELLIPSIS:
            self.position = start + 1
            value = make_constant(
                CONSTANTS[kind],
                None,
                self.lines[start],
                self.columns[start],
                self.end_lines[start],
                self.end_columns[start],
            )
        else:
            raise ParseFailure
        kind = kinds[self.position]
        if kind < FIRST_TRAILER:
            return value
        line = self.lines[start]
        column = self.columns[start]
        links: i64 = 0
        while True:
            if kind == DOT:
                position = self.position + 1
                if kinds[position] != NAME:
                    raise ParseFailure
                self.position = position + 1
                value = make_attribute(
                    value,
                    self.texts[position],
                    LOAD_NODE,
                    line,
                    column,
                    self.end_lines[position],
                    self.end_columns[position],
                )
            elif kind == LEFT_PARENTHESIS:
                value = self.call(value, line, column)
            else:
                self.position += 1
                index = self.slices()
                end = self.position
                if kinds[end] != RIGHT_BRACKET:
                    raise ParseFailure
                self.position = end + 1
                value = make_subscript(
                    value, index, LOAD_NODE, line, column, self.end_lines[end], self.end_columns[end]
                )
            kind = kinds[self.position]
            if kind < FIRST_TRAILER:
                return value
            links += 1
            if links > MAX_LEFT_CHAIN:
                raise too_deep()

    def number(self, text: str) -> object:
        """The value of a number's text."""
        try:
            return decode_number(text)
        except LiteralError:
            raise ParseFailure from None

    def call(self, function: Any, line: object, column: object) -> Any:
        """A call's arguments, from its `(` on."""
        kinds = self.kinds
        opener = self.position
        self.position = opener + 1
        arguments: list[Any] = []
        keywords: list[Any] = []
        if kinds[opener + 1] == RIGHT_PARENTHESIS:
            end = opener + 1
        else:
            self.arguments(arguments, keywords, True)
            end = self.position
            if kinds[end] != RIGHT_PARENTHESIS:
                raise ParseFailure
        self.position = end + 1
        return make_call(function, arguments, keywords, line, column, self.end_lines[end], self.end_columns[end])

    def arguments(self, arguments: list[Any], keywords: list[Any], generator: bool) -> None:
        """Arguments up to, not including, the closing parenthesis; `generator`: a lone generator expression is one."""
        kinds = self.kinds
        opener = self.position - 1
        unpacked = False
        while True:
            position = self.position
            kind: i64 = kinds[position]
            if kind == NAME and kinds[position + 1] == EQUAL:
                self.position = position + 2
                value = self.expression()
                end = self.position - 1
                keywords.append(
                    make_keyword(
                        self.texts[position],
                        value,
                        self.lines[position],
                        self.columns[position],
                        self.end_lines[end],
                        self.end_columns[end],
                    )
                )
            elif kind == STAR:
                if unpacked:
                    raise ParseFailure
                self.position = position + 1
                value = self.expression()
                end = self.position - 1
                arguments.append(
                    make_starred(
                        value,
                        LOAD_NODE,
                        self.lines[position],
                        self.columns[position],
                        self.end_lines[end],
                        self.end_columns[end],
                    )
                )
            elif kind == DOUBLE_STAR:
                unpacked = True
                self.position = position + 1
                value = self.expression()
                end = self.position - 1
                keywords.append(
                    make_keyword(
                        None,
                        value,
                        self.lines[position],
                        self.columns[position],
                        self.end_lines[end],
                        self.end_columns[end],
                    )
                )
            else:
                if keywords:
                    raise ParseFailure
                value = self.named_expression() if kinds[position + 1] == COLON_EQUAL else self.expression()
                kind = kinds[self.position]
                if kind == FOR or kind == ASYNC:
                    if arguments or not generator:
                        raise ParseFailure
                    clauses = self.comprehension_clauses()
                    end = self.position
                    if kinds[end] != RIGHT_PARENTHESIS:
                        raise ParseFailure
                    arguments.append(
                        make_generator_exp(
                            value,
                            clauses,
                            self.lines[opener],
                            self.columns[opener],
                            self.end_lines[end],
                            self.end_columns[end],
                        )
                    )
                    return
                arguments.append(value)
            if kinds[self.position] != COMMA:
                return
            self.position += 1
            if kinds[self.position] == RIGHT_PARENTHESIS:
                return

    def slices(self) -> Any:
        """What stands between subscript brackets."""
        kinds = self.kinds
        start = self.position
        starred = kinds[start] == STAR
        first = self.starred_index() if starred else self.slice_item()
        if kinds[self.position] != COMMA and not starred:
            return first
        elements: list[Any] = [first]
        while kinds[self.position] == COMMA:
            self.position += 1
            kind: i64 = kinds[self.position]
            if kind == RIGHT_BRACKET:
                break
            if kind == STAR:
                starred = True
                elements.append(self.starred_index())
            else:
                elements.append(self.slice_item())
        end = self.position - 1
        if starred:
            self.require(11, "Unpacking in a subscript is", start)
        return make_tuple(
            elements, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def starred_index(self) -> Any:
        """`* expression`."""
        start = self.position
        self.position = start + 1
        value = self.expression()
        end = self.position - 1
        return make_starred(
            value, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )

    def slice_item(self) -> Any:
        """One slice or index."""
        kinds = self.kinds
        start = self.position
        lower: Any = None
        if kinds[start] != COLON:
            lower = self.named_expression()
            if kinds[self.position] != COLON:
                if kinds[start + 1] == COLON_EQUAL:
                    self.require(10, "Unparenthesized assignment expressions in a subscript are", start)
                return lower
            if kinds[start + 1] == COLON_EQUAL:
                raise ParseFailure
        self.position += 1
        upper: Any = None
        step: Any = None
        kind: i64 = kinds[self.position]
        if kind != COLON and kind != COMMA and kind != RIGHT_BRACKET:
            upper = self.expression()
            kind = kinds[self.position]
        if kind == COLON:
            self.position += 1
            kind = kinds[self.position]
            if kind != COMMA and kind != RIGHT_BRACKET:
                step = self.expression()
        end = self.position - 1
        return make_slice(
            lower,
            upper,
            step,
            self.lines[start],
            self.columns[start],
            self.end_lines[end],
            self.end_columns[end],
        )

    # Displays and comprehensions.

    def display_item(self) -> Any:
        """A starred or named expression."""
        if self.kinds[self.position] == STAR:
            return self.starred()
        return self.named_expression()

    def parenthesized(self) -> Any:
        """A group, a tuple, a generator expression, or a yield in parentheses."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        kind: i64 = kinds[start + 1]
        line = self.lines[start]
        column = self.columns[start]
        elements: list[Any]
        if kind == RIGHT_PARENTHESIS:
            self.position = start + 2
            elements = []
            return make_tuple(elements, LOAD_NODE, line, column, self.end_lines[start + 1], self.end_columns[start + 1])
        if kind == YIELD:
            first = self.yield_expression()
            self.expect(RIGHT_PARENTHESIS)
            return first
        first = self.starred() if kind == STAR else self.named_expression()
        end = self.position
        following: i64 = kinds[end]
        if following == RIGHT_PARENTHESIS:
            if kind == STAR:
                raise ParseFailure
            self.position = end + 1
            return first
        if following == COMMA:
            elements = [first]
            while kinds[self.position] == COMMA:
                self.position += 1
                if kinds[self.position] == RIGHT_PARENTHESIS:
                    break
                elements.append(self.display_item())
            end = self.position
            self.expect(RIGHT_PARENTHESIS)
            return make_tuple(elements, LOAD_NODE, line, column, self.end_lines[end], self.end_columns[end])
        if (following == FOR or following == ASYNC) and kind != STAR:
            clauses = self.comprehension_clauses()
            end = self.position
            self.expect(RIGHT_PARENTHESIS)
            return make_generator_exp(first, clauses, line, column, self.end_lines[end], self.end_columns[end])
        raise ParseFailure

    def list_display(self) -> Any:
        """`[…]`."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        line = self.lines[start]
        column = self.columns[start]
        elements: list[Any] = []
        kind: i64 = kinds[start + 1]
        if kind != RIGHT_BRACKET:
            first = self.display_item()
            following: i64 = kinds[self.position]
            if (following == FOR or following == ASYNC) and kind != STAR:
                clauses = self.comprehension_clauses()
                end = self.position
                self.expect(RIGHT_BRACKET)
                return make_list_comp(first, clauses, line, column, self.end_lines[end], self.end_columns[end])
            elements.append(first)
            while kinds[self.position] == COMMA:
                self.position += 1
                if kinds[self.position] == RIGHT_BRACKET:
                    break
                elements.append(self.display_item())
        end = self.position
        self.expect(RIGHT_BRACKET)
        return make_list(elements, LOAD_NODE, line, column, self.end_lines[end], self.end_columns[end])

    def brace_display(self) -> Any:
        """`{…}`: a dict, a set, or a comprehension of either."""
        kinds = self.kinds
        start = self.position
        self.position = start + 1
        line = self.lines[start]
        column = self.columns[start]
        kind: i64 = kinds[start + 1]
        if kind == RIGHT_BRACE or kind == DOUBLE_STAR:
            return self.dict_display(start, None)
        first = self.display_item()
        following: i64 = kinds[self.position]
        if following == COLON:
            if kind == STAR or kinds[start + 2] == COLON_EQUAL:
                raise ParseFailure
            return self.dict_display(start, first)
        if (following == FOR or following == ASYNC) and kind != STAR:
            clauses = self.comprehension_clauses()
            end = self.position
            self.expect(RIGHT_BRACE)
            return make_set_comp(first, clauses, line, column, self.end_lines[end], self.end_columns[end])
        elements: list[Any] = [first]
        if kinds[start + 2] == COLON_EQUAL:
            self.require(10, "Unparenthesized assignment expressions in a set are", start + 1)
        while kinds[self.position] == COMMA:
            self.position += 1
            begin = self.position
            if kinds[begin] == RIGHT_BRACE:
                break
            elements.append(self.display_item())
            if kinds[begin + 1] == COLON_EQUAL:
                self.require(10, "Unparenthesized assignment expressions in a set are", begin)
        end = self.position
        self.expect(RIGHT_BRACE)
        return make_set(elements, line, column, self.end_lines[end], self.end_columns[end])

    def dict_display(self, start: i64, first: Any) -> Any:
        """The rest of a dict or dict comprehension; `first`, if any, is its first key, just parsed."""
        kinds = self.kinds
        line = self.lines[start]
        column = self.columns[start]
        keys: list[Any] = []
        values: list[Any] = []
        key = first
        while kinds[self.position] != RIGHT_BRACE:
            if key is None and kinds[self.position] == DOUBLE_STAR:
                self.position += 1
                keys.append(None)
                values.append(self.arithmetic())
            else:
                if key is None:
                    key = self.expression()
                self.expect(COLON)
                value = self.expression()
                kind: i64 = kinds[self.position]
                if (kind == FOR or kind == ASYNC) and not keys:
                    clauses = self.comprehension_clauses()
                    end = self.position
                    self.expect(RIGHT_BRACE)
                    return make_dict_comp(key, value, clauses, line, column, self.end_lines[end], self.end_columns[end])
                keys.append(key)
                values.append(value)
                key = None
            if kinds[self.position] != COMMA:
                break
            self.position += 1
        end = self.position
        self.expect(RIGHT_BRACE)
        return make_dict(keys, values, line, column, self.end_lines[end], self.end_columns[end])

    def comprehension_clauses(self) -> list[Any]:
        """`for … in … if …`, once or more."""
        kinds = self.kinds
        clauses: list[Any] = []
        while True:
            kind: i64 = kinds[self.position]
            is_async = 0
            if kind == ASYNC:
                is_async = 1
                self.position += 1
                kind = kinds[self.position]
                if kind != FOR:
                    raise ParseFailure
            elif kind != FOR:
                return clauses
            self.position += 1
            target = self.targets(IN)
            self.expect(IN)
            iterable = self.disjunction()
            conditions: list[Any] = []
            while kinds[self.position] == IF:
                self.position += 1
                conditions.append(self.disjunction())
            clauses.append(make_comprehension(target, iterable, conditions, is_async))

    # Targets.

    def targets(self, end_kind: i64) -> Any:
        """`star_targets` of a `for`, up to a token of `end_kind`, as store targets."""
        start = self.position
        kinds = self.kinds
        first = self.target()
        if kinds[self.position] != COMMA:
            self.store(first, STORE_NODE)
            return first
        elements: list[Any] = [first]
        while kinds[self.position] == COMMA:
            self.position += 1
            if kinds[self.position] == end_kind:
                break
            elements.append(self.target())
        end = self.position - 1
        node = make_tuple(
            elements, LOAD_NODE, self.lines[start], self.columns[start], self.end_lines[end], self.end_columns[end]
        )
        self.store(node, STORE_NODE)
        return node

    def target(self) -> Any:
        """One possibly starred target, not yet made one; `store` rejects what cannot be one."""
        if self.kinds[self.position] == STAR:
            return self.starred()
        return self.arithmetic()

    def store(self, node: Any, context: Any) -> None:
        """Make an expression a target (`context` is STORE_NODE or DEL_NODE), or fail."""
        kind = type(node)
        if kind is NAME_CLASS or kind is ATTRIBUTE_CLASS or kind is SUBSCRIPT_CLASS:
            node.ctx = context
        elif kind is TUPLE_CLASS or kind is LIST_CLASS:
            for element in node.elts:
                self.store(element, context)
            node.ctx = context
        elif kind is STARRED_CLASS and context is not DEL_NODE:
            self.store(node.value, context)
            node.ctx = context
        else:
            raise ParseFailure

    # Parameters of lambdas and functions.

    def parameters(self, end_kind: i64, annotated: bool) -> Any:
        """Parameters up to, not including, a token of `end_kind`; `annotated` for those of `def`."""
        kinds = self.kinds
        positional_only: list[Any] = []
        plain: list[Any] = []
        defaults: list[Any] = []
        keyword_only: list[Any] = []
        keyword_defaults: list[Any] = []
        variadic: Any = None
        keywords: Any = None
        starred = False
        last = False
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise too_nested()
        while kinds[self.position] != end_kind:
            position = self.position
            kind: i64 = kinds[position]
            if last:
                raise ParseFailure
            if kind == NAME:
                parameter = self.parameter(annotated, False)
                default: Any = None
                if kinds[self.position] == EQUAL:
                    self.position += 1
                    default = self.expression()
                if starred:
                    keyword_only.append(parameter)
                    keyword_defaults.append(default)
                else:
                    plain.append(parameter)
                    if default is not None:
                        defaults.append(default)
                    elif defaults:
                        raise ParseFailure
            elif kind == SLASH:
                if starred or positional_only or not plain:
                    raise ParseFailure
                self.position = position + 1
                positional_only = plain
                plain = []
            elif kind == STAR:
                if starred:
                    raise ParseFailure
                starred = True
                self.position = position + 1
                if kinds[position + 1] == NAME:
                    variadic = self.parameter(annotated, True)
                elif kinds[position + 1] != COMMA or kinds[position + 2] != NAME:
                    raise ParseFailure
            elif kind == DOUBLE_STAR:
                self.position = position + 1
                keywords = self.parameter(annotated, False)
                last = True
            else:
                raise ParseFailure
            if kinds[self.position] == COMMA:
                self.position += 1
                if annotated:
                    self.parameter_comment(variadic, keywords, plain, positional_only, keyword_only, starred)
            elif kinds[self.position] != end_kind:
                if not annotated or kinds[self.position] != TYPE_COMMENT:
                    raise ParseFailure
                self.parameter_comment(variadic, keywords, plain, positional_only, keyword_only, starred)
                if kinds[self.position] != end_kind:
                    raise ParseFailure
        self.depth -= 1
        return make_arguments(positional_only, plain, variadic, keyword_only, keyword_defaults, keywords, defaults)

    def parameter_comment(
        self, variadic: Any, keywords: Any, plain: list[Any], positional: list[Any], named: list[Any], starred: bool
    ) -> None:
        """Give a type comment after a parameter to the parameter that came last."""
        position = self.position
        if self.kinds[position] != TYPE_COMMENT:
            return
        if keywords is not None:
            parameter = keywords
        elif starred:
            parameter = named[-1] if named else variadic
        else:
            parameter = plain[-1] if plain else None
        if parameter is None:
            raise ParseFailure
        self.position = position + 1
        parameter.type_comment = self.texts[position]

    def parameter(self, annotated: bool, starred: bool) -> Any:
        """A parameter's name and annotation; the annotation of `*args` may be starred."""
        position = self.position
        if self.kinds[position] != NAME:
            raise ParseFailure
        self.position = position + 1
        annotation: Any = None
        if annotated and self.kinds[position + 1] == COLON:
            self.position = position + 2
            if starred and self.kinds[position + 2] == STAR:
                annotation = self.starred()
                self.require(11, "Unpacking in an annotation is", position + 2)
            else:
                annotation = self.expression()
        end = self.position - 1
        return make_arg(
            self.texts[position],
            annotation,
            None,
            self.lines[position],
            self.columns[position],
            self.end_lines[end],
            self.end_columns[end],
        )
