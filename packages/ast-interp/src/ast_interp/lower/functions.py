"""Lower `lambda` and the making of functions from units."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.dispatch import expression
from ast_interp.lower.displays import lower_tuple
from ast_interp.lower.trees import copy_location
from ast_interp.lower.units import unit_of
from ast_interp.scopes.scope import Scope
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import cast


def make_function(b: Builder, mark: int, scope: Scope, node: ast.AST, parts: tuple[int, int, int], wanted: int) -> int:
    """Emit `make_function`.

    Args:
        b: the body under construction.
        mark: the temporaries from here on are used up.
        scope: the function's (or class body's) scope.
        node: where it is defined.
        parts: the slots of defaults (a tuple), keyword defaults (a dict) and annotations (a dict), or NONE each.
        wanted: the slot that must receive the function, or ANY.

    Returns:
        The function's slot.
    """
    closure = NONE
    b.at(node)
    if scope.free:
        cells = tuple([b.slots[variable] for variable in scope.free])
        closure = b.temporary()
        b.emit("build_tuple", closure, cells)
    b.top = mark
    slot = b.destination(wanted)
    b.emit("make_function", slot, (*parts, closure), unit_of(scope, b.filename, b.source))
    return slot


def lower_lambda(b: Builder, node: ast.AST, wanted: int) -> int:
    """`lambda a, b=1: ...`."""
    arguments = cast(ast.Lambda, node).args
    mark = b.top
    defaults = default_values(b, arguments, node)
    keyword_defaults = keyword_default_values(b, arguments, b.scopes[node], node)
    return make_function(b, mark, b.scopes[node], node, (defaults, keyword_defaults, NONE), wanted)


def default_values(b: Builder, arguments: ast.arguments, node: ast.AST) -> int:
    """The tuple of positional defaults, or NONE."""
    if not arguments.defaults:
        return NONE
    display = ast.Tuple(arguments.defaults, ast.Load())
    copy_location(display, node)
    return lower_tuple(b, display, ANY)


def keyword_default_values(b: Builder, arguments: ast.arguments, scope: Scope, node: ast.AST) -> int:
    """The dict of keyword-only defaults, or NONE."""
    mark = b.top
    slots: list[int] = []
    for argument, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if value is not None:
            slots.append(b.constant(b.mangled(argument.arg)))
            slots.append(expression(b, value))
    if not slots:
        return NONE
    b.top = mark
    slot = b.temporary()
    b.at(node)
    b.emit("build_dict", slot, tuple(slots))
    return slot
