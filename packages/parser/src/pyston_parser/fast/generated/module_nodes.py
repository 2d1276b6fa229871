"""Node factories for modules, patterns and the parts of statements, one a class.

Written by `tools/generate_nodes.py`: change that, not this. One file for each kind of node, however many there are.

A node is made by `AST.__new__` and gets a copy of a template `__dict__`, already of the right size and order, with its
values stored over: compiled 190 ns a `Name` on 3.11 against 260 for attribute stores and 400 for calling the class.
Classes and fields that the host lacks come from `standins`.
"""

from __future__ import annotations

import _ast

from pyston_parser.standins import class_named, template, with_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

NEW: Final[Any] = _ast.AST.__new__


EXCEPT_HANDLER: Final[Any] = class_named("ExceptHandler")
EXCEPT_HANDLER_FIELDS: Final[dict[str, object]] = template("ExceptHandler")


def make_except_handler(type: object, name: object, body: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(EXCEPT_HANDLER)
    fields = EXCEPT_HANDLER_FIELDS.copy()
    fields["type"] = type
    fields["name"] = name
    fields["body"] = body
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


EXPRESSION: Final[Any] = class_named("Expression")
EXPRESSION_FIELDS: Final[dict[str, object]] = template("Expression")


def make_expression(body: object) -> Any:
    node = NEW(EXPRESSION)
    fields = EXPRESSION_FIELDS.copy()
    fields["body"] = body
    node.__dict__ = fields
    return node


FUNCTION_TYPE: Final[Any] = class_named("FunctionType")
FUNCTION_TYPE_FIELDS: Final[dict[str, object]] = template("FunctionType")


def make_function_type(argtypes: object, returns: object) -> Any:
    node = NEW(FUNCTION_TYPE)
    fields = FUNCTION_TYPE_FIELDS.copy()
    fields["argtypes"] = argtypes
    fields["returns"] = returns
    node.__dict__ = fields
    return node


INTERACTIVE: Final[Any] = class_named("Interactive")
INTERACTIVE_FIELDS: Final[dict[str, object]] = template("Interactive")


def make_interactive(body: object) -> Any:
    node = NEW(INTERACTIVE)
    fields = INTERACTIVE_FIELDS.copy()
    fields["body"] = body
    node.__dict__ = fields
    return node


MATCH_AS: Final[Any] = class_named("MatchAs")
MATCH_AS_FIELDS: Final[dict[str, object]] = template("MatchAs")


def make_match_as(pattern: object, name: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_AS)
    fields = MATCH_AS_FIELDS.copy()
    fields["pattern"] = pattern
    fields["name"] = name
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_CLASS: Final[Any] = class_named("MatchClass")
MATCH_CLASS_FIELDS: Final[dict[str, object]] = template("MatchClass")


def make_match_class(cls: object, patterns: object, kwd_attrs: object, kwd_patterns: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_CLASS)
    fields = MATCH_CLASS_FIELDS.copy()
    fields["cls"] = cls
    fields["patterns"] = patterns
    fields["kwd_attrs"] = kwd_attrs
    fields["kwd_patterns"] = kwd_patterns
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_MAPPING: Final[Any] = class_named("MatchMapping")
MATCH_MAPPING_FIELDS: Final[dict[str, object]] = template("MatchMapping")


def make_match_mapping(keys: object, patterns: object, rest: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_MAPPING)
    fields = MATCH_MAPPING_FIELDS.copy()
    fields["keys"] = keys
    fields["patterns"] = patterns
    fields["rest"] = rest
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_OR: Final[Any] = class_named("MatchOr")
MATCH_OR_FIELDS: Final[dict[str, object]] = template("MatchOr")


def make_match_or(patterns: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_OR)
    fields = MATCH_OR_FIELDS.copy()
    fields["patterns"] = patterns
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_SEQUENCE: Final[Any] = class_named("MatchSequence")
MATCH_SEQUENCE_FIELDS: Final[dict[str, object]] = template("MatchSequence")


def make_match_sequence(patterns: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_SEQUENCE)
    fields = MATCH_SEQUENCE_FIELDS.copy()
    fields["patterns"] = patterns
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_SINGLETON: Final[Any] = class_named("MatchSingleton")
MATCH_SINGLETON_FIELDS: Final[dict[str, object]] = template("MatchSingleton")


def make_match_singleton(value: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_SINGLETON)
    fields = MATCH_SINGLETON_FIELDS.copy()
    fields["value"] = value
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_STAR: Final[Any] = class_named("MatchStar")
MATCH_STAR_FIELDS: Final[dict[str, object]] = template("MatchStar")


def make_match_star(name: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_STAR)
    fields = MATCH_STAR_FIELDS.copy()
    fields["name"] = name
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_VALUE: Final[Any] = class_named("MatchValue")
MATCH_VALUE_FIELDS: Final[dict[str, object]] = template("MatchValue")


def make_match_value(value: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(MATCH_VALUE)
    fields = MATCH_VALUE_FIELDS.copy()
    fields["value"] = value
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MODULE: Final[Any] = class_named("Module")
MODULE_FIELDS: Final[dict[str, object]] = template("Module")


def make_module(body: object, type_ignores: object) -> Any:
    node = NEW(MODULE)
    fields = MODULE_FIELDS.copy()
    fields["body"] = body
    fields["type_ignores"] = type_ignores
    node.__dict__ = fields
    return node


PARAM_SPEC_FIELDS: Final[dict[str, object]] = template("ParamSpec")
PARAM_SPEC_HAS_DEFAULT_VALUE: Final = "default_value" in PARAM_SPEC_FIELDS


def make_param_spec(name: object, default_value: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(with_field("ParamSpec", "default_value") if default_value else class_named("ParamSpec"))
    fields = PARAM_SPEC_FIELDS.copy()
    fields["name"] = name
    if default_value or PARAM_SPEC_HAS_DEFAULT_VALUE:
        fields["default_value"] = default_value
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


TYPE_IGNORE: Final[Any] = class_named("TypeIgnore")
TYPE_IGNORE_FIELDS: Final[dict[str, object]] = template("TypeIgnore")


def make_type_ignore(lineno: object, tag: object) -> Any:
    node = NEW(TYPE_IGNORE)
    fields = TYPE_IGNORE_FIELDS.copy()
    fields["lineno"] = lineno
    fields["tag"] = tag
    node.__dict__ = fields
    return node


TYPE_VAR_FIELDS: Final[dict[str, object]] = template("TypeVar")
TYPE_VAR_HAS_DEFAULT_VALUE: Final = "default_value" in TYPE_VAR_FIELDS


def make_type_var(name: object, bound: object, default_value: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(with_field("TypeVar", "default_value") if default_value else class_named("TypeVar"))
    fields = TYPE_VAR_FIELDS.copy()
    fields["name"] = name
    fields["bound"] = bound
    if default_value or TYPE_VAR_HAS_DEFAULT_VALUE:
        fields["default_value"] = default_value
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


TYPE_VAR_TUPLE_FIELDS: Final[dict[str, object]] = template("TypeVarTuple")
TYPE_VAR_TUPLE_HAS_DEFAULT_VALUE: Final = "default_value" in TYPE_VAR_TUPLE_FIELDS


def make_type_var_tuple(name: object, default_value: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(with_field("TypeVarTuple", "default_value") if default_value else class_named("TypeVarTuple"))
    fields = TYPE_VAR_TUPLE_FIELDS.copy()
    fields["name"] = name
    if default_value or TYPE_VAR_TUPLE_HAS_DEFAULT_VALUE:
        fields["default_value"] = default_value
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


ALIAS: Final[Any] = class_named("alias")
ALIAS_FIELDS: Final[dict[str, object]] = template("alias")


def make_alias(name: object, asname: object, lineno: object, col_offset: object, end_lineno: object, end_col_offset: object) -> Any:
    node = NEW(ALIAS)
    fields = ALIAS_FIELDS.copy()
    fields["name"] = name
    fields["asname"] = asname
    fields["lineno"] = lineno
    fields["col_offset"] = col_offset
    fields["end_lineno"] = end_lineno
    fields["end_col_offset"] = end_col_offset
    node.__dict__ = fields
    return node


MATCH_CASE: Final[Any] = class_named("match_case")
MATCH_CASE_FIELDS: Final[dict[str, object]] = template("match_case")


def make_match_case(pattern: object, guard: object, body: object) -> Any:
    node = NEW(MATCH_CASE)
    fields = MATCH_CASE_FIELDS.copy()
    fields["pattern"] = pattern
    fields["guard"] = guard
    fields["body"] = body
    node.__dict__ = fields
    return node


WITHITEM: Final[Any] = class_named("withitem")
WITHITEM_FIELDS: Final[dict[str, object]] = template("withitem")


def make_withitem(context_expr: object, optional_vars: object) -> Any:
    node = NEW(WITHITEM)
    fields = WITHITEM_FIELDS.copy()
    fields["context_expr"] = context_expr
    fields["optional_vars"] = optional_vars
    node.__dict__ = fields
    return node
