"""Lower whole blocks: modules, functions, lambdas, class bodies, generator expressions, annotation scopes."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower import table
from ast_interp.lower.builder import Builder
from ast_interp.lower.dispatch import expression, statements
from ast_interp.lower.units import CLASS_EXTRAS, docstring, first_line, static_attributes, unit_of
from ast_interp.process.depth import with_room
from ast_interp.scopes.scope import TYPE_PARAMETERS, Scope, Variable
from pyston_runtime.interfaces.code import Body, BodySource, CodeUnit, Position
from pyston_runtime.interfaces.typed import cast, final, partial


@final
class Lowering:
    """Lowers the units of one tree.

    Args:
        scopes: the tree's scopes.
        filename: as for units.
        source: the BodySource of the units; this object when left out.
    """

    def __init__(self, scopes: dict[ast.AST, Scope], filename: str, source: BodySource | None = None) -> None:
        table.fill()
        self.scopes = scopes
        self.filename = filename
        self.source: BodySource = self if source is None else source

    def unit(self, tree: ast.AST) -> CodeUnit:
        """The unit of the tree itself."""
        return unit_of(self.scopes[tree], self.filename, self.source)

    def lower(self, unit: CodeUnit) -> Body:
        """Lower one unit of this tree."""
        return self.lower_scope(cast(Scope, unit.node))

    def lower_scope(self, scope: Scope) -> Body:
        """Lower the block of a scope that has a frame of its own."""
        return cast(Body, with_room(partial(self._lower_scope, scope)))

    def _lower_scope(self, scope: Scope) -> Body:
        b = Builder(scope, self.scopes, self.filename, self.source)
        _make_cells(b)
        node = scope.node
        if scope.kind == TYPE_PARAMETERS:
            from ast_interp.lower.annotation_scopes import annotation_scope

            annotation_scope(b, node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            _function(b, node)
        elif isinstance(node, ast.Lambda):
            b.at(node.body)
            b.emit("return", operands=(expression(b, node.body),))
        elif isinstance(node, ast.ClassDef):
            _class(b, node)
        elif isinstance(node, ast.GeneratorExp):
            from ast_interp.lower.comprehensions import generator_body

            generator_body(b, scope, node)
        elif isinstance(node, ast.Expression):
            slot = expression(b, node.body)
            b.emit("return", operands=(slot,))
        else:
            _module(b, node)
        return b.finish()


def _make_cells(b: Builder) -> None:
    """Captured variables of the frame get their cells before anything else runs."""
    for variable in b.owner.variables.values():
        if variable.captured:
            b.emit("make_cell", operands=(b.slots[variable],))


def _end(b: Builder) -> None:
    if b.reachable():
        b.emit("return", operands=(b.constant(None),))


def _module(b: Builder, node: ast.AST) -> None:
    b.interactive = isinstance(node, ast.Interactive)
    body = cast(ast.Module, node).body
    documentation = docstring(node)
    if _has_annotations(body):
        b.at(body[0])
        b.emit("setup_annotations")
    if documentation is not None and not b.interactive:
        b.at(body[0])
        b.emit("store_name", operands=(b.constant(documentation),), immediate="__doc__")
    statements(b, body if documentation is None or b.interactive else body[1:])
    _end(b)


def _has_annotations(body: list[ast.stmt]) -> bool:
    """Whether a block annotates a name, in any statement of its own (CPython: at module or class level)."""
    for statement in body:
        if isinstance(statement, ast.AnnAssign):
            return True
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            nested: list[ast.stmt] = getattr(statement, field, None) or []
            if isinstance(nested, list) and _has_annotations(nested):
                return True
        if isinstance(statement, (ast.ExceptHandler, ast.match_case)) and _has_annotations(statement.body):
            return True
    return False


def _function(b: Builder, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    statements(b, node.body[1:] if docstring(node) is not None else node.body)
    _end(b)


def _class(b: Builder, node: ast.ClassDef) -> None:
    """`__module__`, `__qualname__`, the docstring, the statements; the result is the `__class__` cell or None."""
    scope = b.owner
    line = first_line(node)
    b.position = Position(line, line, 0, 0)
    namespace_cell = scope.variables.get("__classdict__")
    if namespace_cell is not None:
        namespace = b.temporary()
        b.emit("load_namespace", namespace)
        b.emit("store_cell", operands=(b.slots[namespace_cell], namespace))
        b.top = namespace
    name = b.temporary()
    b.emit("load_name", name, (), "__name__")
    b.emit("store_name", operands=(name,), immediate="__module__")
    b.top = name
    b.emit("store_name", operands=(b.constant(scope.qualname()),), immediate="__qualname__")
    if CLASS_EXTRAS:
        b.emit("store_name", operands=(b.constant(line),), immediate="__firstlineno__")
    if getattr(node, "type_params", []):
        parameters = b.scope.places.get(".type_params")
        if isinstance(parameters, Variable):
            slot = b.temporary()
            b.emit("load_cell", slot, (b.slots[parameters],), (".type_params", True))
            b.emit("store_name", operands=(slot,), immediate="__type_params__")
            b.top = slot
    if _has_annotations(node.body):
        b.emit("setup_annotations")
    documentation = docstring(node)
    body = node.body
    if documentation is not None:
        b.at(body[0])
        b.emit("store_name", operands=(b.constant(documentation),), immediate="__doc__")
        body = body[1:]
    statements(b, body)
    b.at(node)
    if CLASS_EXTRAS:
        b.emit(
            "store_name",
            operands=(
                b.constant(static_attributes(node) if scope.static_attributes is None else scope.static_attributes),
            ),
            immediate="__static_attributes__",
        )
    if namespace_cell is not None:
        _expose_cell(b, namespace_cell, "__classdictcell__")
    class_cell = scope.variables.get("__class__")
    if class_cell is None:
        b.emit("return", operands=(b.constant(None),))
        return
    slot = _expose_cell(b, class_cell, "__classcell__")
    b.emit("return", operands=(slot,))


def _expose_cell(b: Builder, variable: Variable, name: str) -> int:
    """Store a cell itself, not what it holds, into the namespace; `type` takes it from there."""
    slot = b.slots[variable]
    b.emit("store_name", operands=(slot,), immediate=name)
    return slot
