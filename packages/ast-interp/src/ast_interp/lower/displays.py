"""Lower tuple, list, set and dict displays, with and without star-expressions."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.constants import fold_tuple
from ast_interp.lower.dispatch import expression
from pyston_runtime.interfaces.typed import cast

#: A display longer than this is filled piece by piece, so that a frame does not grow with its literals.
_LONG = 64


def operands(b: Builder, nodes: list[ast.expr]) -> tuple[int, ...]:
    """Lower operands from left to right; the caller lets the mark fall back."""
    slots: list[int] = []
    for node in nodes:
        slots.append(expression(b, node))
    return tuple(slots)


def lower_tuple(b: Builder, node: ast.AST, wanted: int) -> int:
    """`a, *b`."""
    elements = cast(ast.Tuple, node).elts
    folded = fold_tuple(elements)
    if folded is not None:
        slot = b.constant(folded.value)
        if wanted == ANY:
            return slot
        b.at(node)
        b.emit("move", wanted, (slot,))
        return wanted
    if _plain(elements):
        return _build(b, "build_tuple", elements, node, wanted)
    mark = b.top
    items = build_sequence(b, elements, node)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("list_to_tuple", slot, (items,))
    return slot


def lower_list(b: Builder, node: ast.AST, wanted: int) -> int:
    """`[a, *b]`."""
    elements = cast(ast.List, node).elts
    if _plain(elements):
        return _build(b, "build_list", elements, node, wanted)
    mark = b.top
    items = build_sequence(b, elements, node)
    if wanted == ANY:
        return items
    b.top = mark
    b.emit("move", wanted, (items,))
    return wanted


def lower_set(b: Builder, node: ast.AST, wanted: int) -> int:
    """`{a, *b}`."""
    elements = cast(ast.Set, node).elts
    if _plain(elements):
        return _build(b, "build_set", elements, node, wanted)
    return _fill(b, "build_set", "set_add", "set_update", elements, node, wanted)


def _plain(elements: list[ast.expr]) -> bool:
    return len(elements) <= _LONG and not any(isinstance(element, ast.Starred) for element in elements)


def _build(b: Builder, operation: str, elements: list[ast.expr], node: ast.AST, wanted: int) -> int:
    mark = b.top
    slots = operands(b, elements)
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit(operation, slot, slots)
    return slot


def build_sequence(b: Builder, elements: list[ast.expr], node: ast.AST) -> int:
    """A new list of elements, stars spread, in a temporary."""
    return _fill(b, "build_list", "list_append", "list_extend", elements, node, ANY)


def _fill(b: Builder, build: str, add: str, extend: str, elements: list[ast.expr], node: ast.AST, wanted: int) -> int:
    result = b.temporary()
    mark = b.top
    b.at(node)
    b.emit(build, result)
    for element in elements:
        starred = isinstance(element, ast.Starred)
        value = element.value if isinstance(element, ast.Starred) else element
        slot = expression(b, value)
        b.at(node)
        b.emit(extend if starred else add, operands=(result, slot), keep=(result,))
        b.top = mark
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    b.top = result
    return wanted


def lower_dict(b: Builder, node: ast.AST, wanted: int) -> int:
    """`{key: value, **mapping}`."""
    display = cast(ast.Dict, node)
    keys, values = display.keys, display.values
    if len(keys) <= _LONG // 2 and not any(key is None for key in keys):
        mark = b.top
        slots: list[int] = []
        for key, value in zip(keys, values, strict=True):
            slots.append(expression(b, cast(ast.expr, key)))
            slots.append(expression(b, value))
        b.top = mark
        slot = b.destination(wanted)
        b.at(node)
        b.emit("build_dict", slot, tuple(slots))
        return slot
    result = b.temporary()
    mark = b.top
    b.at(node)
    b.emit("build_dict", result)
    for key, value in zip(keys, values, strict=True):
        if key is None:
            mapping = expression(b, value)
            b.at(node)
            b.emit("dict_update", operands=(result, mapping), keep=(result,))
        else:
            key_slot = expression(b, key)
            value_slot = expression(b, value)
            b.at(node)
            b.emit("dict_set", operands=(result, key_slot, value_slot), keep=(result,))
        b.top = mark
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    b.top = result
    return wanted
