"""What the IR's calls mean, and their guards, on plain Python values."""

from __future__ import annotations

# Names of the module, so that a program that rebinds them in `builtins` does not change this one.
from builtins import classmethod, dict, getattr, isinstance, len, object, staticmethod, tuple, type, zip
from collections.abc import Callable
from typing import Any, Final, cast

from pyston_llvm_tier.build.callees import Construction
from pyston_llvm_tier.native.fields import Method, look_up, version_of

_MISSING: Final = object()


def method_fits(method: Method, holder: Any) -> bool:
    """Whether a receiver's method is the one meant."""
    if type(holder) is not method.holder or method.name in getattr(holder, "__dict__", {}):
        return False
    return look_up(method.holder, method.name) is method.function


def class_unchanged(holder: type, version: int) -> bool:
    """Whether a class is as it was."""
    return version_of(holder) == version


def found_so(holder: Any, name: str, holds: Callable[[object], bool]) -> bool:
    """Whether something holds for what `holder.name` is, and finding that does nothing else."""
    kind = type(holder)
    if kind is not type:
        if look_up(kind, "__getattribute__") is not object.__getattribute__:
            return False
        if look_up(kind, "__getattr__") is not look_up(object, "__getattr__"):
            return False
    found = look_up(holder if kind is type else kind, name)
    pure = isinstance(found, (staticmethod, classmethod)) or bool(type(found).__flags__ & (1 << 17))
    if type(found) is not object and not pure:
        return False
    value = getattr(holder, name, _MISSING)
    return value is not _MISSING and holds(value)


def construct(made: Construction, values: tuple[Any, ...]) -> Any:
    """An instance, initialised."""
    instance: Any = object.__new__(made.holder)
    if made.initializer is not None:
        result = made.initializer(instance, *values[1:])
        if result is not None:
            raise TypeError(f"__init__() should return None, not '{type(result).__name__}'")
    return instance


def call_with(callee: Any, values: tuple[Any, ...], names: object) -> Any:
    """A call whose last arguments have the names given."""
    if not isinstance(names, tuple):
        return callee(*values)
    count = len(values) - len(names)
    return callee(*values[:count], **dict(zip(cast("tuple[str, ...]", names), values[count:], strict=True)))
