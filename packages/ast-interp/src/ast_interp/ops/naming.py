"""Types as CPython's error messages name them."""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Final

#: Of `type.__flags__`: the type comes from C code, whose own name for it has the module in front.
_IMMUTABLE: Final = 1 << 8


def type_name(value: object) -> str:
    """The name of a value's type (`tp_name`): `_io.TextIOWrapper`, but `str`, and `C` for classes of Python."""
    kind = type(value)
    module: object = getattr(kind, "__module__", None)
    if kind.__flags__ & _IMMUTABLE and isinstance(module, str) and module != "builtins":
        return f"{module}.{kind.__qualname__}"
    return kind.__name__
