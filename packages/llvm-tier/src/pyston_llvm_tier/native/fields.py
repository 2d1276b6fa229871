"""Where an attribute of instances of a class stands, and what must hold for it to stand there.

A type's version changes whenever anything in its method resolution order does, so (exact type, version) fixes what a
name means on the class. Instances keep values in the order of the class's shared keys, which only ever grow at the end.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from types import FunctionType, MemberDescriptorType
from typing import Any, Final, NamedTuple

from pyston_llvm_tier.native.layouts import unavailable

TYPE_VERSION: Final = 384
CACHED_KEYS: Final = 872 if sys.version_info < (3, 12) else 880
KEYS_ENTRIES: Final = 24
#: Where an instance has its dict, once there is one in place of values, or beside them (3.13).
MANAGED_DICT: Final = -24
_KEYS_LOG2_INDEX_BYTES: Final = 9
_KEYS_KIND: Final = 10
_KEYS_INDICES: Final = 32
_SPLIT: Final = 2
_HEAP_TYPE: Final = 1 << 9
_MISSING: Final = object()


class Field(NamedTuple):
    """A place in an instance.

    Attributes:
        name: the attribute's.
        holder: the exact type.
        version: its version.
        slot: the byte offset of a `__slots__` member, or -1.
        place: where it is among the instance's values, or -1.
        strict: whether code that finds an instance which keeps a dict in place of values leaves.
    """

    name: str
    holder: type
    version: int
    slot: int
    place: int
    strict: bool


class Method(NamedTuple):
    """A function found on a class.

    Attributes:
        name, holder, version: as of a Field.
        function: what the class holds under the name.
        keys: the address of the shared keys that do not have the name, or 0 where instances have no attributes of their
            own.
        entries: how many entries the keys have.
    """

    name: str
    holder: type
    version: int
    function: FunctionType
    keys: int
    entries: int


def _u32(address: int) -> int:
    return int(ctypes.c_uint32.from_address(address).value)


def _u64(address: int) -> int:
    return int(ctypes.c_uint64.from_address(address).value)


def look_up(holder: type, name: str) -> object:
    for base in holder.__mro__:
        found = base.__dict__.get(name, _MISSING)
        if found is not _MISSING:
            return found
    return _MISSING


def version_of(holder: type) -> int:
    getattr(holder, "__name__")
    getattr(holder, "__pyston_no_such_name__", None)
    return _u32(id(holder) + TYPE_VERSION)


def shared_keys(holder: type) -> tuple[int, list[str]] | None:
    """The address of a class's shared keys and the names in them; None where it has none."""
    keys = _u64(id(holder) + CACHED_KEYS)
    if keys == 0 or ctypes.c_uint8.from_address(keys + _KEYS_KIND).value != _SPLIT:
        return None
    start = keys + _KEYS_INDICES + (1 << ctypes.c_uint8.from_address(keys + _KEYS_LOG2_INDEX_BYTES).value)
    count = _u64(keys + KEYS_ENTRIES)
    names: list[str] = []
    for index in range(count):
        entry = _u64(start + 16 * index)
        if entry == 0:
            return None
        value: Any = ctypes.cast(entry, ctypes.py_object).value
        if type(value) is not str:
            return None
        names.append(value)
    return keys, names


def plain_class(holder: type) -> bool:
    """Whether a class is one that is understood here: made by `class`, with instances laid out as usual."""
    if not holder.__flags__ & _HEAP_TYPE or type(holder) is not type or not supported():
        return False
    return look_up(holder, "__getattribute__") is object.__getattribute__


def _has_values(holder: type) -> bool:
    """Whether instances keep their attributes as values in line with the shared keys."""
    if holder.__dictoffset__ == 0 or holder.__itemsize__ != 0:
        return False
    return sys.version_info < (3, 13) or holder.__basicsize__ == 16


def field_of(holder: type, name: str, store: bool) -> Field | None:
    """Where instances of a class keep an attribute, which they are taken to keep as a value; None where not known."""
    if not plain_class(holder) or (store and look_up(holder, "__setattr__") is not object.__setattr__):
        return None
    version = version_of(holder)
    found = look_up(holder, name)
    if version == 0:
        return None
    if isinstance(found, MemberDescriptorType):
        place = _slot_offset(found)
        return None if place is None else Field(name, holder, version, place, -1, False)
    if found is not _MISSING or not _has_values(holder):
        return None
    keys = shared_keys(holder)
    if keys is None or name not in keys[1]:
        return None
    return Field(name, holder, version, -1, keys[1].index(name), True)


def _slot_offset(member: MemberDescriptorType) -> int | None:
    """The offset in the PyMemberDef of an object member."""
    definition = _u64(id(member) + 40)
    kind = int(ctypes.c_int32.from_address(definition + 8).value)
    return int(_u64(definition + 16)) if kind == 16 else None


def method_of(holder: type, name: str) -> Method | None:
    """The function that `instance.name(...)` calls; None where that is not certain."""
    found = special_method_of(holder, name)
    if found is None or holder.__dictoffset__ == 0:
        return found
    keys = shared_keys(holder) if _has_values(holder) else None
    if keys is None or name in keys[1]:
        return None
    return found._replace(keys=keys[0], entries=len(keys[1]))


def special_method_of(holder: type, name: str) -> Method | None:
    """The function that an operator calls: looked up on the class alone; None where that is not certain."""
    if not plain_class(holder):
        return None
    version = version_of(holder)
    found = look_up(holder, name)
    if version == 0 or type(found) is not FunctionType:
        return None
    return Method(name, holder, version, found, 0, 0)


@functools.cache
def supported() -> bool:
    """Whether all that this module believes has been seen to hold on this host."""
    if unavailable() is not None:
        return False

    class Probe:
        def __init__(self) -> None:
            self.pyston_first = 1
            self.pyston_second = 2

    instance = Probe()
    Probe()
    first = version_of(Probe)
    setattr(Probe, "pyston_third", 3)
    second = version_of(Probe)
    if first == 0 or second == 0 or first == second:
        return False
    keys = shared_keys(Probe)
    if keys is None or keys[1][:2] != ["pyston_first", "pyston_second"]:
        return False
    values = values_address(id(instance))
    if values == 0 or _u64(values + 8) != id(instance.pyston_second):
        return False

    if not _notes_order_as_expected(Probe) or id(instance.__dict__) != _u64(id(instance) + MANAGED_DICT):
        return False

    class Slotted:
        __slots__ = ("pyston_a", "pyston_b")

    slotted = Slotted()
    value = object()
    slotted.pyston_b = value  # type: ignore[attr-defined]
    place = _slot_offset(Slotted.__dict__["pyston_b"])
    return place is not None and 0 < place < 64 and _u64(id(slotted) + place) == id(value)


def _notes_order_as_expected(holder: Any) -> bool:
    """Whether an instance that is given its second attribute first notes that where generated code does."""
    instance: Any = object.__new__(holder)
    values = values_address(id(instance))
    instance.pyston_second, instance.pyston_first = 2, 1
    if sys.version_info < (3, 13):
        noted = [ctypes.c_uint8.from_address(values - offset).value for offset in (2, 3, 4)]
    else:
        behind = values + 8 * ctypes.c_uint8.from_address(id(instance) + 16).value
        places = (id(instance) + 17, behind, behind + 1)
        noted = [ctypes.c_uint8.from_address(place).value for place in places]
    return noted == [2, 1, 0]


def values_address(instance: int) -> int:
    """The address of an instance's values; 0 where they are in a dict."""
    if sys.version_info < (3, 12):
        return _u64(instance - 32)
    if sys.version_info < (3, 13):
        word = _u64(instance - 24)
        return word + 1 if word & 1 else 0
    return instance + 24 if ctypes.c_uint8.from_address(instance + 19).value else 0
