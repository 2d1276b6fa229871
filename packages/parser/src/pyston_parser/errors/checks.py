"""The actions of the grammar that need more than a place and a text.

Each is a function of the machine, all values of the alternative, and the values that the grammar names (up to two).
It returns the alternative's node, None to make the rule fail, or raises SyntaxError.
"""

from __future__ import annotations

import sys
from typing import Final

from . import literals
from .machine import Machine
from .nodes import Node, Token
from .targets import elements

NAMES: Final = (
    "print_statement missing_comma match_colon starred_bound double_starred_bound real imaginary not_equal"
    " span_of_items number missing_colon unparenthesized_target unparenthesized_generator"
    " unparenthesized_generator_target generator_in_call unpacking_after_keywords argument_order strings string"
    " format_string template_string format_conversion template_conversion"
    " format_value template_value"
).split()


def call(name: str, machine: Machine, values: list[Node], a: Node, b: Node) -> Node | None:
    """Call the function of a name from `NAMES`."""
    scanner = machine.scanner
    if name == "number":
        return checked_number(machine, a)
    if name == "strings":
        return literals.strings(machine, a.items)
    if name == "string":
        literals.check_string(machine, a)
        return a
    if name == "format_string" or name == "template_string":
        literals.check_format_parts(machine, values[0], a.items)
        return machine.build("JoinedStr" if name == "format_string" else "TemplateStr", machine.start, values)
    if name == "format_conversion" or name == "template_conversion":
        return literals.conversion(machine, a, b, name[0])
    if name == "format_value" or name == "template_value":
        literals.check_conversion(machine, a, name[0])
        return machine.build("FormattedValue", machine.start, values)
    if name == "missing_comma":
        if is_print(a) or machine.tokens[machine.position - 1].level == 0:
            return None
        raise scanner.error_span(a, b, "invalid syntax. Perhaps you forgot a comma?")
    if name == "print_statement":
        if not is_print(a):
            return None
        raise scanner.error_span(a, b, f"Missing parentheses in call to '{a.text}'. Did you mean {a.text}(...)?")
    if name == "not_equal":
        return None if a.text == "<>" else a
    if name == "match_colon":
        raise scanner.error_here(machine.last_token(), "expected ':'")
    if name == "starred_bound" or name == "double_starred_bound":
        what = "constraints" if b.kind == "Tuple" else "bound"
        owner = "TypeVarTuple" if name == "starred_bound" else "ParamSpec"
        raise scanner.error_from(a, f"cannot use {what} with {owner}")
    if name == "real" or name == "imaginary":
        if (a.text[len(a.text) - 1] in "jJ") != (name == "imaginary"):
            raise scanner.error_at(a, f"{name} number required in complex literal")
        return a
    if name == "span_of_items":
        items = elements(a)
        raise scanner.error_span(items[0], items[len(items) - 1], "positional patterns follow keyword patterns")
    if name == "missing_colon":
        raise scanner.error_range("':' expected after dictionary key", a.line, a.end_column - 1, a.end_line, -1)
    if name == "unparenthesized_target":
        items = elements(b)
        raise scanner.error_span(
            a, items[len(items) - 1], "did you forget parentheses around the comprehension target?"
        )
    if name == "unparenthesized_generator":
        raise scanner.error_span(a, last_of_clauses(b), "Generator expression must be parenthesized")
    if name == "unparenthesized_generator_target":
        clause = b.items[len(b.items) - 1]
        target = clause.items[2 if clause.items[0].kind == "async" else 1]
        raise scanner.error_span(a, target, "Generator expression must be parenthesized")
    if name == "generator_in_call":
        positional = positional_arguments(a)
        if len(positional) <= 1:
            return None
        raise scanner.error_span(
            positional[len(positional) - 1], last_of_clauses(b), "Generator expression must be parenthesized"
        )
    if name == "unpacking_after_keywords":
        raise scanner.error_span(
            a, b.items[len(b.items) - 1], "iterable argument unpacking follows keyword argument unpacking"
        )
    if name != "argument_order":
        raise ValueError(f"grammar: no check {name!r}")
    unpacks = any(each.kind == "DoubleStarred" for each in elements(a))
    what = "keyword argument unpacking" if unpacks else "keyword argument"
    raise scanner.error_here(machine.last_token(), f"positional argument follows {what}")


def is_print(node: Node) -> bool:
    """Whether it is the name of a statement of Python 2 that is a function now."""
    return node.kind == "NAME" and (node.text == "print" or node.text == "exec")


def last_of_clauses(clauses: Node) -> Node:
    """The last condition of the last `for`, or what it iterates over if it has none."""
    clause = clauses.items[len(clauses.items) - 1]
    conditions = clause.items[len(clause.items) - 1]
    if conditions.items:
        return conditions.items[len(conditions.items) - 1].items[1]
    return clause.items[len(clause.items) - 2]


def positional_arguments(arguments: Node) -> list[Node]:
    """The arguments of a call that are neither keywords nor `**`."""
    return [each for each in elements(arguments) if each.kind != "Keyword" and each.kind != "DoubleStarred"]


def checked_number(machine: Machine, token: Node) -> Node:
    """Raise if an integer has more digits than the host converts."""
    text = token.text
    limit = sys.get_int_max_str_digits()
    if limit and len(text) > limit and isinstance(token, Token):
        digits = text.replace("_", "")
        if digits.isdigit() and len(digits) > limit:
            raise machine.scanner.error_range(
                f"Exceeds the limit ({limit} digits) for integer string conversion: value has {len(digits)} digits; "
                "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
                "literals to avoid decimal conversion limits.",
                token.line,
                -1,
                token.end_line,
                -1,
            )
    return token
