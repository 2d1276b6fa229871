"""Which function lowers which node. A node missing here fails loudly, by its name.

The tables are filled a family at a time, when a node of it is first met: most programs of one file need few of them.
"""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.lower.calls import lower_call
from ast_interp.lower.dispatch import LOWER_EXPRESSION, LOWER_STATEMENT
from ast_interp.lower.displays import lower_dict, lower_list, lower_set, lower_tuple
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
from ast_interp.lower.statements import (
    lower_annotated_assign,
    lower_assign,
    lower_augmented_assign,
    lower_delete,
    lower_expression_statement,
    lower_import,
    lower_import_from,
    lower_nothing,
    lower_pass,
)
from ast_interp.process.imports import import_unseen
from pyston_runtime.interfaces.typed import Final


def _comprehensions() -> None:
    from ast_interp.lower.comprehensions import lower_comprehension, lower_generator

    LOWER_EXPRESSION.update(
        {
            "DictComp": lower_comprehension,
            "GeneratorExp": lower_generator,
            "ListComp": lower_comprehension,
            "SetComp": lower_comprehension,
        }
    )


def _contexts() -> None:
    from ast_interp.lower.contexts import lower_with

    LOWER_STATEMENT.update({"AsyncWith": lower_with, "With": lower_with})


def _control() -> None:
    from ast_interp.lower.control import lower_for, lower_if, lower_while

    LOWER_STATEMENT.update({"AsyncFor": lower_for, "For": lower_for, "If": lower_if, "While": lower_while})


def _definitions() -> None:
    from ast_interp.lower.definitions import lower_class, lower_function

    LOWER_STATEMENT.update({"AsyncFunctionDef": lower_function, "ClassDef": lower_class, "FunctionDef": lower_function})


def _exceptions() -> None:
    from ast_interp.lower.exceptions import lower_assert, lower_raise, lower_try

    LOWER_STATEMENT.update({"Assert": lower_assert, "Raise": lower_raise, "Try": lower_try, "TryStar": lower_try})


def _exits() -> None:
    from ast_interp.lower.exits import lower_break, lower_continue, lower_return

    LOWER_STATEMENT.update({"Break": lower_break, "Continue": lower_continue, "Return": lower_return})


def _lambdas() -> None:
    from ast_interp.lower.functions import lower_lambda

    LOWER_EXPRESSION["Lambda"] = lower_lambda


def _patterns() -> None:
    from ast_interp.lower.patterns import lower_match

    LOWER_STATEMENT["Match"] = lower_match


def _strings() -> None:
    from ast_interp.lower.strings import lower_joined_string

    LOWER_EXPRESSION.update({"FormattedValue": lower_joined_string, "JoinedStr": lower_joined_string})


def _type_parameters() -> None:
    from ast_interp.lower.type_parameters import lower_type_alias

    LOWER_STATEMENT["TypeAlias"] = lower_type_alias


#: What fills in the row of a node.
FAMILIES: Final[dict[str, Callable[[], None]]] = {
    "Assert": _exceptions,
    "AsyncFor": _control,
    "AsyncFunctionDef": _definitions,
    "AsyncWith": _contexts,
    "Break": _exits,
    "ClassDef": _definitions,
    "Continue": _exits,
    "DictComp": _comprehensions,
    "For": _control,
    "FormattedValue": _strings,
    "FunctionDef": _definitions,
    "GeneratorExp": _comprehensions,
    "If": _control,
    "JoinedStr": _strings,
    "Lambda": _lambdas,
    "ListComp": _comprehensions,
    "Match": _patterns,
    "Raise": _exceptions,
    "Return": _exits,
    "SetComp": _comprehensions,
    "Try": _exceptions,
    "TryStar": _exceptions,
    "TypeAlias": _type_parameters,
    "While": _control,
    "With": _contexts,
}


def fill(name: str = "") -> None:
    """Fill in the rows that every program needs, or those of the family that a node belongs to."""
    if name:
        family = FAMILIES.get(name)
        if family is not None:
            import_unseen(family)
        return
    if LOWER_EXPRESSION:
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
            "IfExp": lower_conditional,
            "List": lower_list,
            "Name": lower_name,
            "NamedExpr": lower_named,
            "Set": lower_set,
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
            "Assign": lower_assign,
            "AugAssign": lower_augmented_assign,
            "Delete": lower_delete,
            "Expr": lower_expression_statement,
            "Global": lower_nothing,
            "Import": lower_import,
            "ImportFrom": lower_import_from,
            "Nonlocal": lower_nothing,
            "Pass": lower_pass,
        }
    )
