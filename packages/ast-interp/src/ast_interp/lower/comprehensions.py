"""Lower comprehensions, in the frame of the block around them, and generator expressions, as functions.

`[f(x) for x in xs if x]` becomes

    t1 = get_iter xs
    t0 = build_list
  next:
    x' = for_next t1 -> end          (x' is a slot of the comprehension's own)
    branch_false x' -> next
    t2 = call f, x'
    list_append t0, t2
    back_edge -> next
  end:
    clear x'
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.lower.builder import ANY, POINTS_AT_PARTS, Builder
from ast_interp.lower.conditions import branch
from ast_interp.lower.dispatch import expression
from ast_interp.lower.functions import make_function
from ast_interp.lower.iteration import async_next
from ast_interp.lower.targets import store, target_slot
from ast_interp.scopes.scope import Scope
from pyston_runtime.interfaces.code import NONE, Inlined, Position
from pyston_runtime.interfaces.typed import Final, cast

_SHOWN_AS_FRAMES: Final = sys.version_info < (3, 12)
_BUILD: Final = {"ListComp": "build_list", "SetComp": "build_set", "DictComp": "build_dict"}


def lower_comprehension(b: Builder, node: ast.AST, wanted: int) -> int:
    """A list, set or dict comprehension."""
    kind = type(node).__name__
    generators = cast(ast.ListComp, node).generators
    result = b.temporary()
    iterator = b.temporary()
    mark = b.top
    first = generators[0]
    source = expression(b, first.iter)
    b.at(first.iter if POINTS_AT_PARTS else node)
    b.top = mark
    b.emit("get_aiter" if first.is_async else "get_iter", iterator, (source,))
    scope = b.scopes[node]
    outer = b.scope
    bound = set(b.bound)
    start = len(b.rows)
    b.at(node)
    position = b.position
    b.emit(_BUILD[kind], result)
    b.scope = scope
    for variable in scope.variables.values():
        if variable.captured:
            b.emit("clear", operands=(b.slots[variable],))
            b.emit("make_cell", operands=(b.slots[variable],))
    _loops(b, node, generators, 0, iterator, result)
    b.at(node)
    for variable in scope.variables.values():
        b.emit("clear", operands=(b.slots[variable],))
    b.scope = outer
    b.bound = bound
    if _SHOWN_AS_FRAMES:
        b.inlined.append(Inlined(scope.name, scope.qualname(), position, start, len(b.rows) - 1))
    b.top = result + 1
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    b.top = result
    return wanted


def _loops(
    b: Builder, node: ast.AST, generators: list[ast.comprehension], depth: int, iterator: int, result: int
) -> None:
    """The loop over `generators[depth]`, whose iterator is ready, and those inside it."""
    if depth == len(generators):
        _collect(b, node, result)
        return
    generator = generators[depth]
    mark = b.top
    head, following, end = b.label(), b.label(), b.label()
    bound = set(b.bound)
    b.place(head)
    b.at(generator.iter if POINTS_AT_PARTS else node)
    local = target_slot(b, generator.target)
    if generator.is_async:
        item = b.temporary() if local == ANY else local
        async_next(b, item, iterator, end)
    else:
        item = b.temporary() if local == ANY else local
        b.emit("for_next", item, (iterator,), label=end, keep=(iterator,))
    store(b, generator.target, item)
    b.top = mark
    for test in generator.ifs:
        branch(b, test, following, False, node)
        b.top = mark
    if depth + 1 < len(generators):
        inner = generators[depth + 1]
        inner_iterator = b.temporary()
        inner_mark = b.top
        source = expression(b, inner.iter)
        b.at(inner.iter if POINTS_AT_PARTS else node)
        b.top = inner_mark
        b.emit("get_aiter" if inner.is_async else "get_iter", inner_iterator, (source,))
        _loops(b, node, generators, depth + 1, inner_iterator, result)
    else:
        _loops(b, node, generators, depth + 1, NONE, result)
    b.top = mark
    b.at(node)
    b.place(following)
    b.emit("back_edge", label=head)
    b.place(end)
    b.bound = bound


def _collect(b: Builder, node: ast.AST, result: int) -> None:
    mark = b.top
    if isinstance(node, ast.DictComp):
        key = expression(b, node.key)
        value = expression(b, node.value)
        b.at(node)
        if not _SHOWN_AS_FRAMES:
            # from the key to the value
            b.at(node.key)
            start = b.position
            b.at(node.value)
            b.position = Position(start.line, b.position.end_line, start.column, b.position.end_column)
        b.emit("dict_set", operands=(result, key, value), keep=(result,))
    elif isinstance(node, ast.GeneratorExp):
        value = expression(b, node.elt)
        b.at(node.elt)
        sent = b.temporary()
        b.emit("yield", sent, (value,))
        b.emit("clear", operands=(sent,))
    else:
        comprehension = cast(ast.ListComp, node)
        value = expression(b, comprehension.elt)
        b.at(node if _SHOWN_AS_FRAMES else comprehension.elt)
        add = "list_append" if isinstance(node, ast.ListComp) else "set_add"
        b.emit(add, operands=(result, value), keep=(result,))
    b.top = mark


def lower_generator(b: Builder, node: ast.AST, wanted: int) -> int:
    """A generator expression: a generator function of one argument, the first iterator, called at once."""
    generator = cast(ast.GeneratorExp, node)
    mark = b.top
    function = make_function(b, b.top, b.scopes[node], node, (NONE, NONE, NONE), ANY)
    first = generator.generators[0]
    iterator = b.temporary()
    inner = b.top
    source = expression(b, first.iter)
    b.at(first.iter if POINTS_AT_PARTS else node)
    b.top = inner
    b.emit("get_aiter" if first.is_async else "get_iter", iterator, (source,))
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("call", slot, (function, iterator))
    return slot


def generator_body(b: Builder, scope: Scope, node: ast.GeneratorExp) -> None:
    """The body of a generator expression's function."""
    iterator = b.temporary()
    b.at(node)
    argument = b.slots[scope.variables[".0"]]
    b.emit("move", iterator, (argument,))
    b.emit("clear", operands=(argument,))
    _loops(b, node, node.generators, 0, iterator, NONE)
    b.emit("return", operands=(b.constant(None),))
