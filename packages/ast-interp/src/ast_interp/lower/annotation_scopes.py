"""Lower annotation scopes (language reference 8.10): the functions of type parameters, and of lazy values."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.definitions import build_class, parameter_annotations
from ast_interp.lower.dispatch import expression
from ast_interp.lower.functions import make_function
from ast_interp.lower.trees import copy_location
from ast_interp.lower.type_parameters import bind_parameters, make_alias
from ast_interp.scopes.scope import Scope
from pyston_runtime.interfaces.code import NONE


def annotation_scope(b: Builder, node: ast.AST) -> None:
    """The function of a generic definition's type parameters, or of a lazy bound, default or alias value."""
    scope = b.owner
    parameters: list[ast.AST] = getattr(node, "type_params", [])
    if not isinstance(node, ast.stmt):
        b.at(node)
        if isinstance(node, ast.Starred):
            # `*Ts = *tuple[int, str]`: the one item that the value unpacks to
            value = expression(b, node.value)
            item = b.temporary()
            b.emit("unpack", operands=(value,), immediate=(item,))
            b.emit("return", operands=(item,))
            return
        b.emit("return", operands=(expression(b, node),))
        return
    b.at(node)
    made = bind_parameters(b, parameters)
    if isinstance(node, ast.ClassDef):
        _generic_class(b, node, scope, made)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        annotations = parameter_annotations(b, node)
        defaults = b.slots[scope.variables[".defaults"]] if node.args.defaults else NONE
        keyword_defaults = NONE
        if any(value is not None for value in node.args.kw_defaults):
            keyword_defaults = b.slots[scope.variables[".kwdefaults"]]
        function = make_function(b, b.top, b.scopes[node], node, (defaults, keyword_defaults, annotations), ANY)
        b.emit("set_type_parameters", operands=(function, made), keep=(function,))
        b.emit("return", operands=(function,))
    else:
        b.emit("return", operands=(make_alias(b, node, made),))


def _generic_class(b: Builder, node: ast.ClassDef, scope: Scope, made: int) -> None:
    """`Generic[T]` becomes the last base, and the body finds its parameters through a cell."""
    parameters = b.slots[scope.variables[".type_params"]]
    if scope.variables[".type_params"].captured:
        b.emit("store_cell", operands=(parameters, made), keep=(made,))
    else:
        b.emit("move", parameters, (made,), keep=(made,))
    base = b.slots[scope.variables[".generic_base"]]
    b.emit("make_generic", base, (made,))
    name = copy_location(ast.Name(".generic_base", ast.Load()), node)
    b.bound.add(scope.variables[".generic_base"])
    slot = build_class(b, node, [*node.bases, name])
    b.emit("return", operands=(slot,))
