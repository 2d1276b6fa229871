"""Lower the simple statements: expressions, assignments, deletions, imports."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import ANY, Builder
from ast_interp.lower.dispatch import discard, expression, into_temporary
from ast_interp.lower.names import in_namespace, load_name, mark_bound, store_name
from ast_interp.lower.operators import BINARY_OPERATORS
from ast_interp.lower.targets import delete, store, target_slot
from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import cast, partial


def lower_expression_statement(b: Builder, node: ast.AST) -> None:
    """An expression for its effect; in interactive mode it is shown."""
    value = cast(ast.Expr, node).value
    if b.interactive and b.scope is b.owner:
        mark = b.top
        slot = expression(b, value)
        b.at(node)
        b.emit("print_expression", operands=(slot,))
        b.top = mark
    elif isinstance(value, ast.Constant):
        b.mark(value)
    else:
        discard(b, value)


def lower_assign(b: Builder, node: ast.AST) -> None:
    """`a = b = value`, from left to right."""
    statement = cast(ast.Assign, node)
    targets, value = statement.targets, statement.value
    mark = b.top
    if len(targets) == 1:
        target = targets[0]
        if _parallel(target, value):
            _assign_in_parallel(b, cast(ast.Tuple, target).elts, cast(ast.Tuple, value).elts)
            return
        local = target_slot(b, target)
        if local != ANY:
            expression(b, value, local)
            mark_bound(b, cast(ast.Name, target).id)
        else:
            store(b, target, expression(b, value))
        b.top = mark
        return
    source = into_temporary(b, value)
    above = b.top
    for target in targets[:-1]:
        copy = b.temporary()
        b.emit("move", copy, (source,), keep=(source,))
        store(b, target, copy)
        b.top = above
    store(b, targets[-1], source)
    b.top = mark


def _parallel(target: ast.expr, value: ast.expr) -> bool:
    """Whether `a, b = c, d` can do without the tuple: same length, no stars."""
    if not (isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, ast.Tuple)):
        return False
    if len(target.elts) != len(value.elts) or not target.elts or len(target.elts) > 8:
        return False
    return not any(isinstance(element, ast.Starred) for element in [*target.elts, *value.elts])


def _assign_in_parallel(b: Builder, targets: list[ast.expr], values: list[ast.expr]) -> None:
    """All values first, each in a temporary of its own; then the targets, left to right."""
    mark = b.top
    slots: list[int] = []
    for value in values:
        slots.append(into_temporary(b, value))
    for target, slot in zip(targets, slots, strict=True):
        store(b, target, slot)
    b.top = mark


def lower_augmented_assign(b: Builder, node: ast.AST) -> None:
    """`target += value`: the target's parts are evaluated once."""
    statement = cast(ast.AugAssign, node)
    target = statement.target
    operator = BINARY_OPERATORS[type(statement.op).__name__]
    mark = b.top
    if isinstance(target, ast.Name):
        current = load_name(b, target.id, target)
        value = expression(b, statement.value)
        b.top = mark
        local = target_slot(b, target)
        slot = b.destination(local)
        b.at(node)
        b.emit("inplace", slot, (current, value), operator)
        if local == ANY:
            store_name(b, target.id, slot, target)
        else:
            mark_bound(b, target.id)
    elif isinstance(target, ast.Attribute):
        owner = expression(b, target.value)
        above = b.top
        current = b.temporary()
        b.at_attribute(target)
        name = b.mangled(target.attr)
        b.emit("load_attr", current, (owner,), name, keep=(owner,))
        value = expression(b, statement.value)
        b.top = above
        slot = b.temporary()
        b.at(node)
        b.emit("inplace", slot, (current, value), operator)
        b.at_attribute(target)
        b.emit("store_attr", operands=(owner, slot), immediate=name)
    elif isinstance(target, ast.Subscript):
        owner = expression(b, target.value)
        key = expression(b, target.slice)
        above = b.top
        current = b.temporary()
        b.at(target)
        b.emit("load_item", current, (owner, key), keep=(owner, key))
        value = expression(b, statement.value)
        b.top = above
        slot = b.temporary()
        b.at(node)
        b.emit("inplace", slot, (current, value), operator)
        b.at(target)
        b.emit("store_item", operands=(owner, key, slot))
    b.top = mark


def lower_annotated_assign(b: Builder, node: ast.AST) -> None:
    """`target: annotation = value` (PEP 526)."""
    statement = cast(ast.AnnAssign, node)
    target = statement.target
    mark = b.top
    if statement.value is not None:
        store(b, target, expression(b, statement.value))
        b.top = mark
    if isinstance(target, ast.Name):
        if statement.simple and in_namespace(b):
            value = annotation_value(b, statement.annotation)
            annotations = b.temporary()
            b.at(node)
            b.emit("load_name", annotations, (), "__annotations__")
            b.emit("store_item", operands=(annotations, b.constant(b.mangled(target.id)), value))
            b.top = mark
            return
    elif statement.value is None:
        if isinstance(target, ast.Attribute):
            discard(b, target.value)
        elif isinstance(target, ast.Subscript):
            discard(b, target.value)
            discard(b, target.slice)
    if not statement.simple and in_namespace(b) and not b.scope.future_annotations:
        discard(b, statement.annotation)
    b.top = mark


def _unparsed(node: ast.expr) -> str:
    from ast import unparse

    return unparse(node)


def annotation_value(b: Builder, node: ast.expr) -> int:
    """An annotation: its value, or its text under PEP 563."""
    if b.scope.future_annotations:
        return b.constant(past_the_program(partial(_unparsed, node)))
    if isinstance(node, ast.Starred):
        # *args: *Ts (PEP 646): the only item of the iterable
        mark = b.top
        source = expression(b, node.value)
        b.top = mark
        slot = b.temporary()
        b.at(node)
        b.emit("unpack", operands=(source,), immediate=(slot,))
        return slot
    return expression(b, node)


def lower_delete(b: Builder, node: ast.AST) -> None:
    """`del a, b.c, d[e]`."""
    for target in cast(ast.Delete, node).targets:
        delete(b, target)


def lower_nothing(b: Builder, node: ast.AST) -> None:
    """`global`, `nonlocal`: nothing happens at run time."""


def lower_pass(b: Builder, node: ast.AST) -> None:
    """`pass`."""
    b.mark(node)


def lower_import(b: Builder, node: ast.AST) -> None:
    """`import a.b as c, d`."""
    none, level = b.constant(None), b.constant(0)
    for alias in cast(ast.Import, node).names:
        mark = b.top
        module = b.temporary()
        b.at(node)
        b.emit("import_name", module, (none, level), alias.name)
        if alias.asname is None:
            store_name(b, alias.name.partition(".")[0], module, node)
        else:
            for part in alias.name.split(".")[1:]:
                b.emit("import_from", module, (module,), part)
            store_name(b, alias.asname, module, node)
        b.top = mark


def lower_import_from(b: Builder, node: ast.AST) -> None:
    """`from ..a import b as c, *`."""
    statement = cast(ast.ImportFrom, node)
    mark = b.top
    module = b.temporary()
    above = b.top
    b.at(node)
    names = b.constant(tuple([alias.name for alias in statement.names]))
    b.emit("import_name", module, (names, b.constant(getattr(statement, "level", None) or 0)), statement.module or "")
    for alias in statement.names:
        b.at(node)
        if alias.name == "*":
            b.emit("import_star", operands=(module,), keep=(module,))
            continue
        value = b.temporary()
        b.emit("import_from", value, (module,), alias.name, keep=(module,))
        store_name(b, alias.asname or alias.name, value, node)
        b.top = above
    b.emit("clear", operands=(module,))
    b.top = mark
