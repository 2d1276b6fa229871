"""Lower tuple, list, set and dict displays, with and without star-expressions."""

from __future__ import annotations

import _ast as ast
from _collections_abc import Sequence

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.constants import fold_tuple
from ast_interp.lower.dispatch import expression
from pyston_runtime.interfaces.typed import Final, cast

#: A display longer than this is filled piece by piece, so that a frame does not grow with its literals. It can be told
#: from the outside (is a key hashed before the next is evaluated?), so it is CPython's number.
_LONG: Final = 30


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


def _pairs(b: Builder, keys: Sequence[ast.expr | None], values: Sequence[ast.expr]) -> list[int]:
    """The slots of keys and values by turns."""
    slots: list[int] = []
    for key, value in zip(keys, values, strict=True):
        slots.append(expression(b, cast(ast.expr, key)))
        slots.append(expression(b, value))
    return slots


def _groups(keys: Sequence[ast.expr | None]) -> list[tuple[int, int]]:
    """The first and last (not included) of the pairs that are put into a dict together: as CPython groups them, no
    key of a short group is hashed before all of it is evaluated. A mapping to unpack is by itself.
    """
    groups: list[tuple[int, int]] = []
    first = 0
    for index, key in enumerate(keys):
        if key is None:
            if first < index:
                groups.append((first, index))
            groups.append((index, index + 1))
            first = index + 1
        elif index - first > _LONG // 2:
            groups.append((first, index + 1))
            first = index + 1
    if first < len(keys):
        groups.append((first, len(keys)))
    return groups


def lower_dict(b: Builder, node: ast.AST, wanted: int) -> int:
    """`{key: value, **mapping}`."""
    display = cast(ast.Dict, node)
    keys, values = display.keys, display.values
    if len(keys) <= _LONG // 2 and not any(key is None for key in keys):
        mark = b.top
        slots = _pairs(b, keys, values)
        b.top = mark
        slot = b.destination(wanted)
        b.at(node)
        b.emit("build_dict", slot, tuple(slots))
        return slot
    result = b.temporary()
    mark = b.top
    filled = False
    for first, last in _groups(keys):
        key = keys[first]
        if key is not None and last - first <= _LONG // 2 and (last - first > 1 or not filled):
            slots = _pairs(b, keys[first:last], values[first:last])
            b.top = mark
            group = b.temporary() if filled else result
            b.at(node)
            b.emit("build_dict", group, tuple(slots))
            if filled:
                b.emit("dict_update", operands=(result, group), keep=(result,))
        else:
            if not filled:
                b.at(node)
                b.emit("build_dict", result)
            if key is None:
                mapping = expression(b, values[first])
                b.at(node)
                b.emit("dict_update", operands=(result, mapping), keep=(result,))
            else:
                for index in range(first, last):
                    pair = _pairs(b, keys[index : index + 1], values[index : index + 1])
                    b.at(node)
                    b.emit("dict_set", operands=(result, *pair), keep=(result,))
                    b.top = mark
        filled = True
        b.top = mark
    if wanted == ANY:
        return result
    b.emit("move", wanted, (result,))
    b.top = result
    return wanted
