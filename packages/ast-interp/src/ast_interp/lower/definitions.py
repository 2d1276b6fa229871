"""Lower `def` and `class` statements.

`@d class C(B, k=v): body` becomes

    t0 = d
    t1 = load_build_class
    t2 = make_function <body of C>
    t1 = call_keyword t1, t2, "C", B, v   (k)
    t0 = call t0, t1
    store C
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.calls import call_with
from ast_interp.lower.dispatch import into_temporary
from ast_interp.lower.functions import default_values, keyword_default_values, make_function
from ast_interp.lower.names import store_name
from ast_interp.lower.statements import annotation_value
from ast_interp.lower.targets import target_slot
from ast_interp.lower.trees import copy_location
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import cast


def lower_function(b: Builder, node: ast.AST) -> None:
    """`def` and `async def`."""
    statement = cast(ast.FunctionDef, node)
    mark = b.top
    decorators = _decorators(b, statement.decorator_list)
    inner = b.top
    defaults = default_values(b, statement.args, node)
    keyword_defaults = keyword_default_values(b, statement.args, b.scopes[node], node)
    if getattr(statement, "type_params", []):
        from ast_interp.lower.type_parameters import call_with_parameters

        function = call_with_parameters(b, statement, inner, (defaults, keyword_defaults))
    else:
        annotations = parameter_annotations(b, statement)
        wanted = ANY
        if not decorators:
            wanted = target_slot(b, copy_location(ast.Name(statement.name, ast.Store()), node))
        function = make_function(b, inner, b.scopes[node], node, (defaults, keyword_defaults, annotations), wanted)
    _decorate(b, decorators, statement.decorator_list, function, statement.name, node)
    b.top = mark


def lower_class(b: Builder, node: ast.AST) -> None:
    """`class`."""
    statement = cast(ast.ClassDef, node)
    mark = b.top
    decorators = _decorators(b, statement.decorator_list)
    inner = b.top
    if getattr(statement, "type_params", []):
        from ast_interp.lower.type_parameters import call_with_parameters

        result = call_with_parameters(b, statement, inner, ())
    else:
        result = build_class(b, statement, statement.bases)
    _decorate(b, decorators, statement.decorator_list, result, statement.name, node)
    b.top = mark


def build_class(b: Builder, statement: ast.ClassDef, bases: list[ast.expr]) -> int:
    """Call `__build_class__` with the body's function, the name, the bases and the keywords."""
    mark = b.top
    builder = b.temporary()
    b.at(statement)
    b.emit("load_build_class", builder)
    body = make_function(b, b.top, b.scopes[statement], statement, (NONE, NONE, NONE), ANY)
    name = b.constant(statement.name)
    return call_with(b, mark, builder, (body, name), bases, statement.keywords, statement, ANY)


def _decorators(b: Builder, nodes: list[ast.expr]) -> list[int]:
    return [into_temporary(b, node) for node in nodes]


def _decorate(b: Builder, decorators: list[int], nodes: list[ast.expr], result: int, name: str, node: ast.AST) -> None:
    """Apply decorators, the last first, and bind the name."""
    for slot, decorator in zip(reversed(decorators), reversed(nodes), strict=True):
        b.at(decorator)
        b.emit("call", slot, (slot, result))
        result = slot
    store_name(b, name, result, node)


def parameter_annotations(b: Builder, statement: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The dict of annotations in CPython's order, or NONE where there are none."""
    arguments = statement.args
    mark = b.top
    slots: list[int] = []
    nodes = [*arguments.args, *arguments.posonlyargs]
    if arguments.vararg is not None:
        nodes.append(arguments.vararg)
    nodes.extend(arguments.kwonlyargs)
    if arguments.kwarg is not None:
        nodes.append(arguments.kwarg)
    for argument in nodes:
        if argument.annotation is not None:
            slots.append(b.constant(b.mangled(argument.arg)))
            slots.append(annotation_value(b, argument.annotation))
    if statement.returns is not None:
        slots.append(b.constant("return"))
        slots.append(annotation_value(b, statement.returns))
    if not slots:
        return NONE
    b.top = mark
    slot = b.temporary()
    b.at(statement)
    b.emit("build_dict", slot, tuple(slots))
    return slot
