"""Lower assignment targets: names, attributes, items, tuples with and without a star."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.dispatch import expression
from ast_interp.lower.names import delete_name, local_slot, mark_bound, store_name
from pyston_runtime.interfaces.typed import cast


def target_slot(b: Builder, node: ast.AST) -> int:
    """The slot that the value may be written to directly (a plain local), or ANY."""
    if isinstance(node, ast.Name):
        return local_slot(b, node.id)
    return ANY


def store(b: Builder, node: ast.AST, source: int) -> None:
    """Assign the value in `source` to a target; a temporary is used up, a local of the same name is left alone."""
    kind = type(node).__name__
    if kind == "Name":
        store_name(b, cast(ast.Name, node).id, source, node)
    elif kind == "Attribute":
        attribute = cast(ast.Attribute, node)
        mark = b.top
        target = expression(b, attribute.value)
        b.top = mark
        b.at_attribute(node)
        b.emit("store_attr", operands=(target, source), immediate=b.mangled(attribute.attr))
    elif kind == "Subscript":
        subscript = cast(ast.Subscript, node)
        mark = b.top
        target = expression(b, subscript.value)
        key = expression(b, subscript.slice)
        b.top = mark
        b.at(node)
        b.emit("store_item", operands=(target, key, source))
    elif kind == "Tuple" or kind == "List":
        _unpack(b, node, cast(ast.Tuple, node).elts, source)
    elif kind == "Starred":
        store(b, cast(ast.Starred, node).value, source)
    else:
        raise b.error(f"cannot assign to {kind}", node)


def _unpack(b: Builder, node: ast.AST, elements: list[ast.expr], source: int) -> None:
    """Names that are plain locals receive their items at once; the others through temporaries, left to right."""
    mark = b.top
    slots: list[int] = []
    pending: list[tuple[ast.expr, int]] = []
    star = -1
    for index, element in enumerate(elements):
        inner = element
        if isinstance(element, ast.Starred):
            if star >= 0:
                raise b.error("multiple starred expressions in assignment", node)
            star = index
            inner = element.value
        slot = target_slot(b, inner) if not pending else ANY
        if slot == ANY or slot in slots:
            slot = b.temporary()
            pending.append((inner, slot))
        slots.append(slot)
    b.at(node)
    if star >= 0:
        immediate = (tuple(slots[:star]), slots[star], tuple(slots[star + 1 :]))
        b.emit("unpack_star", operands=(source,), immediate=immediate)
    else:
        b.emit("unpack", operands=(source,), immediate=tuple(slots))
    waiting = [inner for inner, _ in pending]
    for element in elements:
        inner = element.value if isinstance(element, ast.Starred) else element
        if isinstance(inner, ast.Name) and inner not in waiting:
            mark_bound(b, inner.id)
    for inner, slot in pending:
        store(b, inner, slot)
    b.top = mark


def delete(b: Builder, node: ast.AST) -> None:
    """`del target`."""
    kind = type(node).__name__
    mark = b.top
    if kind == "Name":
        delete_name(b, cast(ast.Name, node).id, node)
    elif kind == "Attribute":
        attribute = cast(ast.Attribute, node)
        target = expression(b, attribute.value)
        b.at_attribute(node)
        b.emit("delete_attr", operands=(target,), immediate=b.mangled(attribute.attr))
    elif kind == "Subscript":
        subscript = cast(ast.Subscript, node)
        target = expression(b, subscript.value)
        key = expression(b, subscript.slice)
        b.at(node)
        b.emit("delete_item", operands=(target, key))
    else:
        for element in cast(ast.Tuple, node).elts:
            delete(b, element)
    b.top = mark
