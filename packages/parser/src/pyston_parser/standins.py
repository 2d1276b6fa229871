"""Classes for nodes and fields that the host's `ast` module does not have.

Parsing a newer grammar than the host's (`feature_version`) needs nodes that the host cannot express: type aliases and
type parameters (3.12) on 3.11, template strings (3.14) before 3.14.  The classes here have the names, fields and
attributes of the newer CPython's and derive from the host's `ast` classes, so that `ast.walk`, `ast.dump` and visitors
work on them.  A definition with type parameters on a host without the field is of a subclass that has it
(`class_named`'s `typed`), so that nodes of the older grammar stay exactly the host's.  The host's compiler rejects all
of them.
"""

from __future__ import annotations

import _ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_POSITIONS: Final = ("lineno", "col_offset", "end_lineno", "end_col_offset")
# Classes newer than the oldest host, with base, fields and attributes.
_NEWER: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "TypeAlias": ("stmt", ("name", "type_params", "value"), _POSITIONS),
    "type_param": ("AST", (), _POSITIONS),
    "TypeVar": ("type_param", ("name", "bound", "default_value"), _POSITIONS),
    "ParamSpec": ("type_param", ("name", "default_value"), _POSITIONS),
    "TypeVarTuple": ("type_param", ("name", "default_value"), _POSITIONS),
    "TemplateStr": ("expr", ("values",), _POSITIONS),
    "Interpolation": ("expr", ("value", "str", "conversion", "format_spec"), _POSITIONS),
}
_CACHE: Final[dict[str, Any]] = {}


def _create(name: str, base: Any, fields: tuple[str, ...], attributes: tuple[str, ...]) -> Any:
    namespace = {
        "_fields": fields,
        "_attributes": attributes,
        "__match_args__": fields,
        "__module__": __name__,
        "__doc__": f"Stand-in for `ast.{name}` of a newer CPython.",
    }
    return type(name, (base,), namespace)


def class_named(name: str) -> Any:
    """The host's `ast` class of that name, or the stand-in for it."""
    cls = getattr(_ast, name, None)
    if cls is not None:
        return cls
    if name not in _CACHE:
        base, fields, attributes = _NEWER[name]
        _CACHE[name] = _create(name, class_named(base), fields, attributes)
    return _CACHE[name]


def with_field(name: str, field: str, place: int = -1) -> Any:
    """The host's class, or a subclass of the same name with one more field where the host's does not have it."""
    cls = class_named(name)
    if field in cls._fields:
        return cls
    key = f"{name}.{field}"
    if key not in _CACHE:
        _CACHE[key] = _create(name, cls, (*cls._fields, field), cls._attributes)
    return _CACHE[key]


def template(name: str) -> dict[str, object]:
    """A `__dict__` for nodes of a class, in the order in which the host's parser fills it; makes no stand-in."""
    cls = getattr(_ast, name, None)
    if cls is None:
        _, fields, attributes = _NEWER[name]
        return dict.fromkeys((*fields, *attributes))
    return dict.fromkeys((*cls._fields, *cls._attributes))
