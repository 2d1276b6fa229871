"""PEP 695 type parameters and aliases with lazily evaluated parts.

The host makes such objects only from its own syntax, so the syntax is compiled here, once for each kind, with a call
of the guest's evaluation function where the lazy expression stands.
"""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import Any, Final, cast
from pyston_runtime.tracebacks.hidden import hidden


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


def make_alias(name: str, parameters: object, value: object) -> object:
    """Make the object of a `type` statement.

    Args:
        name: the alias's name.
        parameters: its type parameters, a tuple; None for none.
        value: a function that gives its value; its module is the alias's.
    """
    if not _alias_maker:
        _alias_maker.append(cast(Any, past_the_program(_make_alias_maker)))
    return _alias_maker[0]((name, parameters or None, value))


_alias_maker: Final[list[Callable[[tuple[object, ...]], object]]] = []


def _make_alias_maker() -> Callable[[tuple[object, ...]], object]:
    """A function of the instruction that a `type` statement ends with: no call of the host's makes a lazy alias.

    Its text is `+parts`, which is an instruction of the same kind (CALL_INTRINSIC_1) with another number.
    """
    from opcode import opmap

    intrinsic = opmap["CALL_INTRINSIC_1"]
    statement = compile("type Alias = 1", "<alias>", "exec", dont_inherit=True).co_code
    numbers = [statement[index + 1] for index in range(0, len(statement), 2) if statement[index] == intrinsic]
    scope: dict[str, Any] = {}
    exec(compile("def make(parts): return +parts", "<alias>", "exec", dont_inherit=True), scope)
    make = scope["make"]
    changed = bytearray(make.__code__.co_code)
    for index in range(0, len(changed), 2):
        if changed[index] == intrinsic:
            changed[index + 1] = numbers[-1]
    make.__code__ = make.__code__.replace(co_code=bytes(changed))
    return cast("Callable[[tuple[object, ...]], object]", make)


def _run(text: str, namespace: dict[str, object]) -> Callable[..., object]:
    """Compile a maker; it must run in the module's namespace for `__module__` to be right."""
    scope: dict[str, object] = {"__name__": namespace.get("__name__")}
    exec(hidden(compile(text, "<type parameter>", "exec", dont_inherit=True)), scope)
    return cast("Callable[..., object]", scope["outer"])
