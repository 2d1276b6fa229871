"""Where the host's objects keep their parts, for the versions supported, verified on real objects before use.

Reading a wrong offset would corrupt the process, so every offset that generated code uses is probed here: on any
mismatch, an unknown version or a free-threaded build the tier stays off and says which probe failed.
"""

from __future__ import annotations

import ctypes
import functools
import struct
import sys
import sysconfig
from collections.abc import Callable
from typing import Any, Final, NamedTuple


class Layout(NamedTuple):
    """What differs between versions.

    Attributes:
        immortal: whether some objects have reference counts that must not change.
        tagged_ints: whether an int's size stands in a tag (3.12) instead of `ob_size`.
        range_index: whether a range iterator counts its index (3.11) instead of what remains (3.12).
    """

    immortal: bool
    tagged_ints: bool
    range_index: bool


_LAYOUTS: Final = {
    (3, 11): Layout(False, False, True),
    (3, 12): Layout(True, True, False),
    (3, 13): Layout(True, True, False),
}

#: Offsets common to all.
OB_TYPE: Final = 8
OB_SIZE: Final = 16
FLOAT_VALUE: Final = 16
LIST_ITEMS: Final = 24
TUPLE_ITEMS: Final = 24
BYTES_DATA: Final = 32
INT_DIGITS: Final = 24
CELL_REF: Final = 16
ENUMERATE_INDEX: Final = 16
ENUMERATE_ITERATOR: Final = 24
ARRAY_ITEMS: Final = 24
ARRAY_KIND: Final = 40
#: `Py_TPFLAGS_IMMUTABLETYPE`
_IMMUTABLE: Final = 1 << 8
#: Of the iterators of lists and tuples.
ITERATOR_INDEX: Final = 16
ITERATOR_SOURCE: Final = 24
DICT_VERSION: Final = 24
FUNCTION_CODE: Final = 48
FUNCTION_DEFAULTS: Final = 56
FUNCTION_CLOSURE: Final = 72
CODE_CONSTANTS: Final = 24
CODE_FLAGS: Final = 48
METHOD_FUNCTION: Final = 16
TYPE_NAME: Final = 24
TYPE_GETATTRO: Final = 144
TYPE_FLAGS: Final = 168
TYPE_NEW: Final = 312


def _i64(address: int) -> int:
    return int(ctypes.c_int64.from_address(address).value)


def _u64(address: int) -> int:
    return int(ctypes.c_uint64.from_address(address).value)


def layout() -> Layout:
    """The layout of this host, unverified."""
    return _LAYOUTS[sys.version_info[:2]]


def unavailable() -> str | None:
    """Why compiled code cannot work on this host, or None."""
    if sys.implementation.name != "cpython":
        return f"{sys.implementation.name} is not CPython"
    if sys.version_info[:2] not in _LAYOUTS:
        return f"the layout of objects of CPython {sys.version_info[0]}.{sys.version_info[1]} is not known"
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "free-threaded builds are not supported"
    if sysconfig.get_config_var("Py_DEBUG") or hasattr(sys, "getobjects"):
        return "debug builds are not supported"
    if struct.calcsize("P") != 8:
        return "only 64-bit hosts are supported"
    for name, probe in _PROBES.items():
        if not probe(layout()):
            return f"the layout of objects is not as expected: {name}"
    return None


def _head(host: Layout) -> bool:
    value: list[int] = []
    before = _u64(id(value))
    other = value
    after = _u64(id(other))
    return after == before + 1 and _u64(id(value) + OB_TYPE) == id(list)


def _immortal(host: Layout) -> bool:
    mortal = object()
    return ((_u64(id(None)) & 0xFFFFFFFF) >= 0x80000000 or not host.immortal) and _u64(id(mortal)) < 0x80000000


def _floats(host: Layout) -> bool:
    value = 1.5
    return float(ctypes.c_double.from_address(id(value) + FLOAT_VALUE).value) == 1.5


def _small_ints(host: Layout) -> bool:
    for value in (0, 7, -7, 2**30 - 1, -(2**30) + 1):
        size = _i64(id(value) + OB_SIZE)
        digit = int(ctypes.c_uint32.from_address(id(value) + INT_DIGITS).value)
        if host.tagged_ints:
            if size >= 16 or (1 - (size & 3)) * digit != value:
                return False
        elif abs(size) > 1 or size * digit != value:
            return False
    large = 2**30
    return _i64(id(large) + OB_SIZE) >= (16 if host.tagged_ints else 2)


def _sequences(host: Layout) -> bool:
    first, second = object(), object()
    both, pair = [first, second], (first, second)
    items = _u64(id(both) + LIST_ITEMS)
    return (
        _i64(id(both) + OB_SIZE) == 2
        and _u64(items + 8) == id(second)
        and _i64(id(pair) + OB_SIZE) == 2
        and _u64(id(pair) + TUPLE_ITEMS + 8) == id(second)
        and ctypes.string_at(id(b"abc") + BYTES_DATA, 3) == b"abc"
        and all(_i64(id(sized) + OB_SIZE) == 3 for sized in ("abc", b"abc", bytearray(b"abc"), {1: 1, 2: 2, 3: 3}))
    )


def _cells(host: Layout) -> bool:
    value = object()

    def closure() -> object:
        return value

    cells = closure.__closure__
    return cells is not None and _u64(id(cells[0]) + CELL_REF) == id(value)


def _functions(host: Layout) -> bool:
    def probe(first: int = 1) -> Callable[[], int]:
        return first.bit_length

    def closed() -> object:
        return host

    class Holder:
        def method(self) -> None: ...

    method: Any = Holder().method
    code = probe.__code__
    return (
        _u64(id(probe) + FUNCTION_CODE) == id(code)
        and _u64(id(probe) + FUNCTION_DEFAULTS) == id(probe.__defaults__)
        and _u64(id(closed) + FUNCTION_CLOSURE) == id(closed.__closure__)
        and _u64(_u64(id(code) + CODE_CONSTANTS) + TUPLE_ITEMS) == id(code.co_consts[0])
        and _u64(_u64(id(code) + CODE_CONSTANTS) + OB_SIZE) == len(code.co_consts)
        and _u64(id(code) + CODE_FLAGS) & 0xFFFFFFFF == code.co_flags
        and _u64(id(method) + METHOD_FUNCTION) == id(method.__func__)
    )


def _types(host: Layout) -> bool:
    class Plain:
        pass

    class Special:
        def __new__(cls) -> Any:
            return object.__new__(cls)

        def __getattribute__(self, name: str) -> object:
            return None

    def word(kind: type, offset: int) -> int:
        return _u64(id(kind) + offset)

    return (
        all(word(kind, TYPE_FLAGS) == kind.__flags__ for kind in (Plain, int, object))
        and ctypes.string_at(word(int, TYPE_NAME)) == b"int"
        and word(Plain, TYPE_NEW) == word(object, TYPE_NEW) != word(Special, TYPE_NEW)
        and word(Plain, TYPE_GETATTRO) == word(object, TYPE_GETATTRO) != word(Special, TYPE_GETATTRO)
        and word(object, TYPE_NEW) != word(object, TYPE_GETATTRO)
    )


def _dict_versions(host: Layout) -> bool:
    probe: dict[str, object] = {"a": 1}
    versions = [_u64(id(probe) + DICT_VERSION)]
    probe.get("a")
    if _u64(id(probe) + DICT_VERSION) != versions[0]:
        return False
    probe["a"] = 2
    versions.append(_u64(id(probe) + DICT_VERSION))
    probe["b"] = 2
    versions.append(_u64(id(probe) + DICT_VERSION))
    del probe["a"]
    versions.append(_u64(id(probe) + DICT_VERSION))
    return len(set(versions)) == 4


def _item_iterators(host: Layout) -> bool:
    sources: list[Any] = [[1, 2, 3], (1, 2, 3)]
    for source in sources:
        iterator = iter(source)
        next(iterator)
        if _i64(id(iterator) + ITERATOR_INDEX) != 1 or _u64(id(iterator) + ITERATOR_SOURCE) != id(source):
            return False
    items = iter([1, 2, 3])
    numbered = enumerate(items, 5)
    next(numbered)
    return _i64(id(numbered) + ENUMERATE_INDEX) == 6 and _u64(id(numbered) + ENUMERATE_ITERATOR) == id(items)


@functools.cache
def _arrays_as_expected(kind: Any) -> bool:
    value, numbers = kind("d", [0.25, 1.5]), kind("i", [-1, 7])
    descriptor = _u64(id(value) + ARRAY_KIND)
    return (
        _i64(id(value) + OB_SIZE) == 2
        and float(ctypes.c_double.from_address(_u64(id(value) + ARRAY_ITEMS) + 8).value) == 1.5
        and ctypes.c_char.from_address(descriptor).value == b"d"
        and ctypes.c_char.from_address(_u64(id(numbers) + ARRAY_KIND)).value == b"i"
        and ctypes.c_int32.from_address(_u64(id(numbers) + ARRAY_ITEMS) + 4).value == 7
    )


def array_type() -> type | None:
    """`array.array`, once a program has imported it, where its layout is as expected."""
    kind = getattr(sys.modules.get("array"), "array", None)
    if type(kind) is not type or kind.__module__ != "array" or kind.__flags__ & _IMMUTABLE == 0:
        return None
    return kind if _arrays_as_expected(kind) else None


def _range_iterators(host: Layout) -> bool:
    iterator = iter(range(10, 30, 3))
    next(iterator)
    next(iterator)
    words = [_i64(id(iterator) + offset) for offset in (16, 24, 32, 40)]
    if host.range_index:
        return words == [2, 10, 3, 7]
    return words[:3] == [16, 3, 5]


_PROBES: Final[dict[str, Callable[[Layout], bool]]] = {
    "object heads": _head,
    "immortal objects": _immortal,
    "floats": _floats,
    "small ints": _small_ints,
    "lists and tuples": _sequences,
    "cells": _cells,
    "functions": _functions,
    "types": _types,
    "dict versions": _dict_versions,
    "iterators of lists and tuples, and enumerations": _item_iterators,
    "range iterators": _range_iterators,
}
