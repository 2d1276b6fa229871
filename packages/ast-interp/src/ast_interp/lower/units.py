"""Make the CodeUnit of a scope: what is known of a block before it is lowered."""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.lower.sharing import shared_names, shared_signature
from ast_interp.lower.trees import walk
from ast_interp.scopes.scope import CLASS, FUNCTION, GENERATOR, GLOBAL_PLACE, LAMBDA, MODULE, Scope
from pyston_runtime.interfaces.code import (
    ASYNC_GENERATOR,
    COROUTINE,
    EXPRESSION,
    INTERACTIVE,
    PLAIN,
    BodySource,
    CodeUnit,
    Signature,
)
from pyston_runtime.interfaces.code import CLASS as CLASS_UNIT
from pyston_runtime.interfaces.code import FUNCTION as FUNCTION_UNIT
from pyston_runtime.interfaces.code import GENERATOR as GENERATOR_UNIT
from pyston_runtime.interfaces.code import MODULE as MODULE_UNIT
from pyston_runtime.interfaces.typed import Final, cast

CO_NESTED: Final = 0x10
#: Whether classes get `__firstlineno__` and `__static_attributes__`.
CLASS_EXTRAS: Final = sys.version_info >= (3, 13)
_DOCSTRINGS_STRIPPED: Final = sys.flags.optimize >= 2
CO_FUTURE_ANNOTATIONS: Final = 0x1000000

_NO_PARAMETERS: Final = Signature((), 0, 0, 0, False, False)


def unit_of(scope: Scope, filename: str, source: BodySource) -> CodeUnit:
    """Make the unit of a scope that has a frame of its own, or give the one made ahead of time."""
    if scope.unit is not None:
        return scope.unit
    node = scope.node
    kind = FUNCTION_UNIT
    if scope.kind == CLASS:
        kind = CLASS_UNIT
    elif scope.kind == MODULE:
        kind = MODULE_UNIT
        if isinstance(node, ast.Expression):
            kind = EXPRESSION
        elif isinstance(node, ast.Interactive):
            kind = INTERACTIVE
    flags = CO_NESTED if scope.nested() else 0
    if scope.future_annotations:
        flags |= CO_FUTURE_ANNOTATIONS
    local_names: list[str] = list(scope.parameters)
    cell_names: list[str] = []
    for name, variable in scope.variables.items():
        if variable.captured:
            cell_names.append(name)
        elif name not in local_names:
            local_names.append(name)
    cell_names.sort()
    global_names = shared_names(tuple(_global_names(scope)))
    return CodeUnit(
        scope.name,
        scope.qualname(),
        filename,
        first_line(node),
        kind,
        _flavour(scope),
        _signature(scope),
        shared_names(tuple(local_names)),
        tuple(cell_names),
        tuple([variable.name for variable in scope.free]),
        docstring(node),
        flags,
        source,
        scope,
        global_names,
        _inner_names(scope, global_names) if kind == FUNCTION_UNIT and scope.children else (),
    )


def _global_names(scope: Scope) -> list[str]:
    return [name for name, place in scope.places.items() if place == GLOBAL_PLACE and name != "__debug__"]


def _inner_names(scope: Scope, known: tuple[str, ...]) -> tuple[str, ...]:
    """The global names of all blocks inside a function that are not `known`."""
    found: dict[str, None] = {}
    inside = list(scope.children)
    while inside:
        inner = inside.pop()
        found.update(dict.fromkeys(_global_names(inner)))
        inside.extend(inner.children)
    return tuple([name for name in found if name not in known])


def first_line(node: ast.AST) -> int:
    """The line that `co_firstlineno` gives: the first decorator's, where there is one."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    if decorators:
        return decorators[0].lineno
    line: int = getattr(node, "lineno", 1)
    return line


def docstring(node: ast.AST) -> str | None:
    """The docstring that a function or class opens with (None for others and under `-OO`)."""
    if _DOCSTRINGS_STRIPPED:
        return None
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)) and node.body:
        statement = node.body[0]
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            value = statement.value.value
            if isinstance(value, str):
                return _cleaned(value)
    return None


def _cleaned(text: str) -> str:
    """From 3.13 on the compiler strips a docstring's common indentation."""
    import sys

    if sys.version_info < (3, 13):
        return text
    lines = text.expandtabs().split("\n")
    margin = -1
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content:
            indent = len(line) - content
            margin = indent if margin < 0 else min(margin, indent)
    margin = max(margin, 0)
    return "\n".join([lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]])


def _flavour(scope: Scope) -> str:
    if scope.kind == GENERATOR:
        return ASYNC_GENERATOR if scope.is_coroutine else GENERATOR_UNIT
    if scope.is_coroutine:
        return ASYNC_GENERATOR if scope.is_generator else COROUTINE
    return GENERATOR_UNIT if scope.is_generator else PLAIN


def _signature(scope: Scope) -> Signature:
    if scope.kind == FUNCTION or scope.kind == LAMBDA:
        arguments = cast(ast.FunctionDef, scope.node).args
        return shared_signature(
            tuple(scope.parameters),
            len(arguments.posonlyargs),
            len(arguments.posonlyargs) + len(arguments.args),
            len(arguments.kwonlyargs),
            arguments.vararg is not None,
            arguments.kwarg is not None,
        )
    if scope.parameters:
        count = len(scope.parameters)
        return shared_signature(tuple(scope.parameters), 0, count, 0, False, False)
    return _NO_PARAMETERS


def static_attributes(node: ast.ClassDef) -> tuple[str, ...]:
    """The names that methods store on their first argument (3.13's `__static_attributes__`)."""
    found: set[str] = set()
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = [*statement.args.posonlyargs, *statement.args.args]
            if arguments:
                _collect_static(statement, arguments[0].arg, found)
    return tuple(sorted(found))


def _collect_static(function: ast.AST, first: str, found: set[str]) -> None:
    for node in walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                found.add(node.attr)
