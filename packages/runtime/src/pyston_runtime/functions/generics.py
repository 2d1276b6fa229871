"""PEP 695 type parameters and aliases with lazily evaluated parts.

The host makes such objects only from its own syntax, so the syntax is compiled here, once for each kind, with a call
of the guest's evaluation function where the lazy expression stands.
"""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Any, cast


def make_parameter(kind: str, name: str, bound: object, default: object, namespace: dict[str, object]) -> object:
    """Make a type parameter.

    Args:
        kind: "TypeVar", "constrained TypeVar", "ParamSpec" or "TypeVarTuple".
        name: its name.
        bound: a function that gives the bound or the constraints, or None.
        default: a function that gives the default, or None.
        namespace: the globals of the module that defines it.
    """
    star = {"ParamSpec": "**", "TypeVarTuple": "*"}.get(kind, "")
    constraint = ""
    if bound is not None:
        constraint = ": (bound()[0], *bound()[1:])" if kind == "constrained TypeVar" else ": bound()"
    given = " = default()" if default is not None else ""
    signature = f"make[{star}{name}{constraint}{given}]()"
    text = f"def outer(bound, default):\n    def {signature}: return {name}\n    return make()\n"
    return _run(text, namespace)(bound, default)


def make_alias(name: str, parameters: object, value: object, namespace: dict[str, object]) -> object:
    """Make the object of a `type` statement.

    Args:
        name: the alias's name.
        parameters: its type parameters, a tuple.
        value: a function that gives its value.
        namespace: the globals of the module that defines it.
    """
    if parameters:
        import typing

        # an alias of given parameters cannot be written down: the constructor takes them, and the value at once
        return cast(Any, typing).TypeAliasType(name, cast(Any, value)(), type_params=parameters)
    text = f"def outer(value):\n    type {name} = value()\n    return {name}\n"
    return _run(text, namespace)(value)


def _run(text: str, namespace: dict[str, object]) -> Callable[..., object]:
    """Compile a maker; it must run in the module's namespace for `__module__` to be right."""
    scope: dict[str, object] = {"__name__": namespace.get("__name__")}
    exec(compile(text, "<type parameter>", "exec", dont_inherit=True), scope)
    return cast("Callable[..., object]", scope["outer"])
