"""Who runs compiled code in a thread, read out of the records on its C stack (`llvm.calling_out`) when somebody looks.

Where somebody exchanges C stacks (greenlets), the innermost record may be of one that is put away. So a chain ends
where it does not lead outwards, or to a site that is none.
"""

from __future__ import annotations

import ctypes
import struct
from typing import TYPE_CHECKING, cast

from pyston_llvm_tier.llvm.calling_out import CALLER, INNERMOST, OBJECTS, SITE
from pyston_llvm_tier.llvm.sites import Held, site_of
from pyston_runtime.interfaces.tier import Activation

if TYPE_CHECKING:
    from pyston_llvm_tier.native.code import EntryPoint, NativeCode


def activations(memory: int, codes: list[tuple[NativeCode, EntryPoint]]) -> list[Activation]:
    """What runs compiled code in a thread, the innermost first.

    Args:
        memory: the thread's: see `llvm.calling_out`.
        codes: the codes with sites, by their numbers.
    """
    found: list[Activation] = []
    record = _word(memory + INNERMOST)
    before = 0
    while record > before:
        site = _word(record + 8 * SITE)
        if site == 0:
            if found and found[-1].entered is None:
                code, slots, at, _ = found[-1]
                entered = cast("list[object]", ctypes.py_object.from_address(record + 8 * OBJECTS).value)
                found[-1] = Activation(code, slots, at, entered)
        else:
            number, index = site_of(site)
            if not 0 <= number < len(codes) or not 0 <= index < len(codes[number][1].sites):
                break
            found.append(_activation(record, *codes[number], index))
        before, record = record, _word(record + 8 * CALLER)
    return found


def _activation(record: int, code: NativeCode, point: EntryPoint, index: int) -> Activation:
    site = point.sites[index]
    slots: list[object] = [code.unset] * len(code.function.parameters)
    for slot in range(len(slots)):
        place = record + 8 * (OBJECTS + slot)
        if _word(place):
            slots[slot] = ctypes.py_object.from_address(place).value
    for held in site.held:
        if slots[held.slot] is code.unset and (held.bound < 0 or _word(record + 8 * held.bound)):
            slots[held.slot] = _value(record, held, code)
    return Activation(code, slots, site.pc, None)


def _value(record: int, held: Held, code: NativeCode) -> object:
    """The object of what a local holds without one."""
    if held.kind.base == "const" and isinstance(held.kind.detail, int):
        return code.function.constants[held.kind.detail]
    words = [_word(record + 8 * word) for word in held.words]
    if held.kind.base == "float":
        return struct.unpack("<d", struct.pack("<Q", words[0]))[0]
    numbers = struct.unpack(f"<{len(words)}q", struct.pack(f"<{len(words)}Q", *words))
    if held.kind.base == "bool":
        return bool(numbers[0])
    return range(*numbers) if held.kind.base == "range" else numbers[0]


def _word(place: int) -> int:
    return ctypes.c_uint64.from_address(place).value
