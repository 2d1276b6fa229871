"""What the IR's calls mean, and their guards, on plain Python values."""

from __future__ import annotations

# Names of the module, so that a program that rebinds them in `builtins` does not change this one.
from builtins import all, any, classmethod, dict, getattr, isinstance, len, object, staticmethod, tuple, type, zip
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, Final, cast

from pyston_llvm_tier.build.callees import Construction, stub_kind
from pyston_llvm_tier.llvm.calling import NATIVE, PLAIN_CLASSES
from pyston_llvm_tier.native.fields import Method, look_up, version_of
from pyston_runtime.dynamic.served import SERVED_FUNCTIONS

_MISSING: Final = object()


def method_fits(method: Method, holder: Any) -> bool:
    """Whether a receiver's method is the one meant."""
    if type(holder) is not method.holder or method.name in getattr(holder, "__dict__", {}):
        return False
    return look_up(method.holder, method.name) is method.function


def class_unchanged(holder: type, version: int) -> bool:
    """Whether a class is as it was."""
    return version_of(holder) == version


def plain_callee(callee: Any, code: CodeType | None) -> bool:
    """Whether a callee does not look at its caller's frame: `llvm.calling` has the same for generated code."""
    kind = type(callee)
    if kind is FunctionType:
        return stub_kind(callee.__code__) is stub_kind(code)
    if kind is MethodType:
        return plain_callee(callee.__func__, code)
    if kind is BuiltinFunctionType:
        return all(callee is not served for served in SERVED_FUNCTIONS)
    if kind is type:
        return _plain_class(callee, code)
    return any(kind is native for native in NATIVE)


def _plain_class(holder: type, code: CodeType | None) -> bool:
    if any(holder is plain for plain in PLAIN_CLASSES):
        return True
    if not holder.__flags__ & (1 << 9) or look_up(holder, "__new__") is not object.__new__:
        return False
    initializer = look_up(holder, "__init__")
    if type(initializer) is FunctionType:
        return stub_kind(initializer.__code__) is stub_kind(code)
    return type(initializer) is type(object.__init__)


def plain_method(holder: Any, name: str, code: CodeType | None) -> bool:
    """The same of what `holder.name` is, and that finding it does nothing else."""
    kind = type(holder)
    if look_up(kind, "__getattribute__") is not object.__getattribute__:
        return False
    if look_up(kind, "__getattr__") is not look_up(object, "__getattr__"):
        return False
    found = look_up(kind, name)
    pure = isinstance(found, (staticmethod, classmethod)) or bool(type(found).__flags__ & (1 << 17))
    if type(found) is not object and not pure:
        return False
    value = getattr(holder, name, _MISSING)
    return value is not _MISSING and plain_callee(value, code)


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
