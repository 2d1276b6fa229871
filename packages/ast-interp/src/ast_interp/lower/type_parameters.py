"""Lower PEP 695 type parameters and `type` statements.

A generic definition runs inside a function of its own, `<generic parameters of NAME>`, whose locals are the parameters:
`def f[T](x: T = 1): ...` is `f = <generic parameters of f>((1,), None)`, whose body makes T, makes f, sets
`f.__type_params__` and returns f. Bounds, defaults and alias values are functions called when they are asked for.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.functions import make_function
from ast_interp.lower.names import store_name
from ast_interp.scopes.scope import TYPE_PARAMETERS
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import cast


def call_with_parameters(b: Builder, node: ast.AST, mark: int, arguments: tuple[int, ...]) -> int:
    """Make the function of the type parameters and call it.

    Args:
        b: the body under construction.
        node: the generic definition.
        mark: the temporaries from here on are the call's own.
        arguments: the slots of its arguments; NONE is passed as None.

    Returns:
        The slot of the definition's value.
    """
    parameters: list[ast.AST] = getattr(node, "type_params")
    function = make_function(b, b.top, b.scopes[parameters[0]], node, (NONE, NONE, NONE), ANY)
    slots = tuple([b.constant(None) if slot == NONE else slot for slot in arguments])
    b.top = mark
    slot = b.temporary()
    b.emit("call", slot, (function, *slots))
    return slot


def bind_parameters(b: Builder, parameters: list[ast.AST]) -> int:
    """Make each type parameter and bind its name; returns the slot of their tuple, a temporary."""
    mark = b.top
    slots: list[int] = []
    for parameter in parameters:
        slot = b.temporary()
        inner = b.top
        bound = _lazy(b, getattr(parameter, "bound", None))
        default = _lazy(b, getattr(parameter, "default_value", None))
        b.top = inner
        b.at(parameter)
        name: str = getattr(parameter, "name")
        kind = type(parameter).__name__
        if kind == "TypeVar" and isinstance(getattr(parameter, "bound", None), ast.Tuple):
            kind = "constrained TypeVar"
        b.emit("make_type_parameter", slot, (bound, default), (kind, name))
        copy = b.temporary()
        b.emit("move", copy, (slot,), keep=(slot,))
        store_name(b, name, copy, parameter)
        b.top = inner
        slots.append(slot)
    b.top = mark
    result = b.temporary()
    b.emit("build_tuple", result, tuple(slots))
    return result


def _lazy(b: Builder, value: ast.AST | None) -> int:
    if value is None:
        return NONE
    scope = b.scopes[value]
    while scope.kind != TYPE_PARAMETERS and scope.parent is not None:
        # the value is itself a lambda or comprehension, and opens a scope of its own inside the lazy one
        scope = scope.parent
    return make_function(b, b.top, scope, value, (NONE, NONE, NONE), ANY)


def lower_type_alias(b: Builder, node: ast.AST) -> None:
    """`type X[T] = value`."""
    target: ast.Name = getattr(node, "name")
    mark = b.top
    if getattr(node, "type_params"):
        slot = call_with_parameters(b, node, mark, ())
    else:
        slot = make_alias(b, node, NONE)
    store_name(b, target.id, slot, node)
    b.top = mark


def make_alias(b: Builder, node: ast.AST, parameters: int) -> int:
    """Make the alias object; its value is computed when asked for."""
    target: ast.Name = getattr(node, "name")
    mark = b.top
    value = _lazy(b, cast(ast.AST, getattr(node, "value")))
    b.top = mark
    slot = b.temporary() if parameters == NONE or parameters < mark else parameters
    b.at(node)
    b.emit("make_type_alias", slot, (b.constant(target.id), parameters, value))
    return slot
