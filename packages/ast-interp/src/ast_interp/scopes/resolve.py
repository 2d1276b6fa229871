"""Decide where each name of each scope lives.

Before: `def f(): x = 1; return lambda: x` with uses only. After: both scopes' `places["x"]` are one Variable of f,
captured, and free in the lambda. A name that a comprehension takes from the block in whose frame it runs needs no cell.
"""

from __future__ import annotations

from ast_interp.scopes.scope import (
    BOUND,
    CLASS,
    GLOBAL,
    GLOBAL_PLACE,
    MODULE,
    NAME_PLACE,
    NONLOCAL,
    PARAMETER,
    TYPE_PARAMETERS,
    Scope,
    Variable,
)


def resolve(scope: Scope) -> None:
    """Fill `variables`, `places` and `free` of `scope` and of all scopes inside it.

    Raises:
        NonlocalError: a `nonlocal` name that no enclosing function binds.
    """
    _bind(scope)
    _look_up(scope)
    _order(scope)


def _bind(scope: Scope) -> None:
    if scope.function_like():
        for name, bits in scope.uses.items():
            if bits & (BOUND | PARAMETER) and not bits & (GLOBAL | NONLOCAL):
                scope.variables[name] = Variable(name, scope)
    for child in scope.children:
        _bind(child)


def _look_up(scope: Scope) -> None:
    for name, bits in scope.uses.items():
        scope.places[name] = _place(scope, name, bits)
    for child in scope.children:
        _look_up(child)


def _order(scope: Scope) -> None:
    if len(scope.free) > 1:
        scope.free.sort(key=_variable_name)
    for child in scope.children:
        _order(child)


def _variable_name(variable: Variable) -> str:
    return variable.name


class NonlocalError(Exception):
    """A `nonlocal` declaration without a binding; carries the scope and the name."""

    def __init__(self, scope: Scope, name: str, of_type_parameter: bool) -> None:
        super().__init__(name)
        self.of_type_parameter = of_type_parameter
        self.scope = scope
        self.name = name


def _place(scope: Scope, name: str, bits: int) -> Variable | str:
    if bits & GLOBAL:
        return GLOBAL_PLACE
    if bits & NONLOCAL:
        found = capture(scope, name)
        if found is None or isinstance(found, str):
            raise NonlocalError(scope, name, False)
        if found.scope.kind == TYPE_PARAMETERS:
            raise NonlocalError(scope, name, True)
        return found
    if scope.kind == MODULE:
        return NAME_PLACE
    if bits & (BOUND | PARAMETER):
        return NAME_PLACE if scope.kind == CLASS else scope.variables[name]
    found = capture(scope, name)
    if found is not None:
        return found
    if scope.kind == CLASS or (scope.owner.kind in (CLASS, MODULE) and scope.owner is scope):
        return NAME_PLACE
    return GLOBAL_PLACE


def capture(scope: Scope, name: str) -> Variable | str | None:
    """Find `name` in the functions around `scope`, and pass it inwards through every frame in between.

    Returns:
        The variable; GLOBAL_PLACE where an enclosing function declares the name global; None when nothing binds it.
    """
    crossed: list[Scope] = []
    inner = scope
    outer = scope.parent
    while outer is not None:
        if inner.owner is not outer.owner:
            crossed.append(inner.owner)
        if outer.kind == MODULE:
            return None
        if outer.kind == CLASS:
            # a class's own names are invisible to the blocks inside it, but for the implicit cells
            if name in ("__class__", "__classdict__"):
                variable = outer.variables.get(name)
                if variable is None:
                    # a cell even where only a comprehension in the class body asks for it: `type` fills it
                    variable = Variable(name, outer)
                    variable.captured = True
                    outer.variables[name] = variable
                return _pass_inwards(crossed, variable)
        else:
            if outer.uses.get(name, 0) & GLOBAL:
                return GLOBAL_PLACE
            variable = outer.variables.get(name)
            if variable is not None:
                return _pass_inwards(crossed, variable)
        inner = outer
        outer = outer.parent
    return None


def _pass_inwards(crossed: list[Scope], variable: Variable) -> Variable:
    if crossed:
        variable.captured = True
        for owner in crossed:
            if variable not in owner.free:
                owner.free.append(variable)
    return variable
