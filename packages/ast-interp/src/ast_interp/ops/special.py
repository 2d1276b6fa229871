"""Methods that the language looks up on an object's type, past the object itself."""

from __future__ import annotations

from ast_interp.ops.naming import type_name
from ast_interp.run.machine import UNSET
from pyston_runtime.interfaces.typed import Any, Final, FunctionType, MethodDescriptorType, WrapperDescriptorType, cast

#: Methods that can be called with the object as their argument, without being bound to it.
_METHODS: Final = (FunctionType, WrapperDescriptorType, MethodDescriptorType)


def call_special(target: object, name: str) -> object:
    """`type(target).name` called without arguments.

    Raises:
        TypeError: as `special_method` does.
    """
    method = _of_type(target, name)
    if type(method) in _METHODS:
        return cast(Any, method)(target)
    return cast(Any, special_method(target, name))()


def _of_type(target: object, name: str) -> object:
    """What the type has under a name, as it stands there; UNSET when that is nothing."""
    for base in type(target).__mro__:
        found: object = base.__dict__.get(name, UNSET)
        if found is not UNSET:
            return found
    return UNSET


def special_method(target: object, name: str) -> object:
    """`type(target).name` bound to the target.

    Raises:
        TypeError: naming the protocol that is missing.
    """
    found = _of_type(target, name)
    if found is not UNSET:
        getter = getattr(type(found), "__get__", None)
        return found if getter is None else getter(found, target, type(target))
    asynchronous = name.startswith("__a")
    protocol = "asynchronous context manager" if asynchronous else "context manager"
    message = f"'{type_name(target)}' object does not support the {protocol} protocol"
    if name.endswith("exit__"):
        message += f" (missed {name} method)"
    raise TypeError(message)
