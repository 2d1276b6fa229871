"""Fill the dispatch tables: which function lowers which node. A node missing here fails loudly, by its name."""

from __future__ import annotations

from ast_interp.lower.calls import lower_call
from ast_interp.lower.comprehensions import lower_comprehension, lower_generator
from ast_interp.lower.contexts import lower_with
from ast_interp.lower.control import lower_for, lower_if, lower_while
from ast_interp.lower.definitions import lower_class, lower_function
from ast_interp.lower.dispatch import LOWER_EXPRESSION, LOWER_STATEMENT
from ast_interp.lower.displays import lower_dict, lower_list, lower_set, lower_tuple
from ast_interp.lower.exceptions import lower_assert, lower_raise, lower_try
from ast_interp.lower.exits import lower_break, lower_continue, lower_return
from ast_interp.lower.expressions import (
    lower_attribute,
    lower_await,
    lower_binary,
    lower_boolean,
    lower_compare,
    lower_conditional,
    lower_constant,
    lower_name,
    lower_named,
    lower_slice,
    lower_starred,
    lower_subscript,
    lower_unary,
    lower_yield,
    lower_yield_from,
)
from ast_interp.lower.functions import lower_lambda
from ast_interp.lower.patterns import lower_match
from ast_interp.lower.statements import (
    lower_annotated_assign,
    lower_assign,
    lower_augmented_assign,
    lower_delete,
    lower_expression_statement,
    lower_import,
    lower_import_from,
    lower_nothing,
)
from ast_interp.lower.strings import lower_joined_string
from ast_interp.lower.type_parameters import lower_type_alias


def fill() -> None:
    """Fill the tables; does nothing when they are full."""
    if LOWER_STATEMENT:
        return
    LOWER_EXPRESSION.update(
        {
            "Attribute": lower_attribute,
            "Await": lower_await,
            "BinOp": lower_binary,
            "BoolOp": lower_boolean,
            "Call": lower_call,
            "Compare": lower_compare,
            "Constant": lower_constant,
            "Dict": lower_dict,
            "DictComp": lower_comprehension,
            "FormattedValue": lower_joined_string,
            "GeneratorExp": lower_generator,
            "IfExp": lower_conditional,
            "JoinedStr": lower_joined_string,
            "Lambda": lower_lambda,
            "List": lower_list,
            "ListComp": lower_comprehension,
            "Name": lower_name,
            "NamedExpr": lower_named,
            "Set": lower_set,
            "SetComp": lower_comprehension,
            "Slice": lower_slice,
            "Starred": lower_starred,
            "Subscript": lower_subscript,
            "Tuple": lower_tuple,
            "UnaryOp": lower_unary,
            "Yield": lower_yield,
            "YieldFrom": lower_yield_from,
        }
    )
    LOWER_STATEMENT.update(
        {
            "AnnAssign": lower_annotated_assign,
            "Assert": lower_assert,
            "Assign": lower_assign,
            "AsyncFor": lower_for,
            "AsyncFunctionDef": lower_function,
            "AsyncWith": lower_with,
            "AugAssign": lower_augmented_assign,
            "Break": lower_break,
            "ClassDef": lower_class,
            "Continue": lower_continue,
            "Delete": lower_delete,
            "Expr": lower_expression_statement,
            "For": lower_for,
            "FunctionDef": lower_function,
            "Global": lower_nothing,
            "If": lower_if,
            "Import": lower_import,
            "ImportFrom": lower_import_from,
            "Match": lower_match,
            "Nonlocal": lower_nothing,
            "Pass": lower_nothing,
            "Raise": lower_raise,
            "Return": lower_return,
            "Try": lower_try,
            "TryStar": lower_try,
            "TypeAlias": lower_type_alias,
            "While": lower_while,
            "With": lower_with,
        }
    )
