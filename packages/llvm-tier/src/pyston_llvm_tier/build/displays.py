"""Displays, the growing of what a comprehension makes, f-strings, unpacking."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.ir.kinds import BACKWARDS, OBJ, START, STOP, Kind, holds_object
from pyston_runtime.interfaces.code import NONE, Instruction

_DISPLAY_TYPES: Final[dict[str, type]] = {
    "build_tuple": tuple,
    "build_list": list,
    "build_set": set,
    "build_dict": dict,
    "build_string": str,
    "build_slice": slice,
    "list_to_tuple": tuple,
}


def display(builder: Builder, register: Instruction) -> None:
    """A tuple, list, set or dict display, a string of parts, a slice, a list made a tuple."""
    arguments = tuple([builder.constant(None) if slot == NONE else builder.ref(slot) for slot in register.operands])
    if register.operation == "build_slice" and _slice_of_list(builder, register, arguments):
        return
    for ref in arguments:
        builder.boxed(ref)
    kind = Kind("obj", detail=_DISPLAY_TYPES[register.operation])
    builder.finish(register.operation, register, arguments, kind, error=builder.error())


def _slice_of_list(builder: Builder, register: Instruction, arguments: tuple[int, ...]) -> bool:
    """A slice by ints that the next instruction takes of a list: it needs no object; whether it was such."""
    following, seen = builder.pc + 1, builder.seen()
    if seen is None or builder.avoided() or following in builder.leaders:
        return False
    user, used = builder.body.instructions[following], builder.seen(following)
    if user.operation not in ("load_item", "store_item") or used is None or used.types[0] != (list,):
        return False
    dest = register.destination
    if user.operands[1] != dest or (dest not in user.released and dest != user.destination):
        return False
    start, stop, step = arguments
    if (
        builder.kind(step).base != "const"
        or builder.value(step) not in (None, 1, -1)
        or following in builder.feedback.deopts
    ):
        return False
    parts = BACKWARDS if builder.value(step) == -1 else 0
    for ref, part, types in ((start, START, seen.types[0]), (stop, STOP, seen.types[1])):
        if builder.kind(ref).base == "const" and builder.value(ref) is None:
            continue
        if builder.number_base(ref, types) != "int":
            return False
        parts |= part
    for ref in (start, stop):
        builder.unbox(ref, "int")
    builder.finish("slice_new", register, arguments, Kind("slice", detail=parts))
    return True


def format_value(builder: Builder, register: Instruction) -> None:
    """A replacement field: its conversion, then `format`."""
    value = builder.ref(register.operands[0])
    spec = builder.constant("") if register.operands[1] == NONE else builder.ref(register.operands[1])
    builder.boxed(value)
    builder.boxed(spec)
    immediate = register.immediate
    builder.finish("format_value", register, (value, spec), OBJ, immediate=immediate, error=builder.error())


def append(builder: Builder, register: Instruction) -> None:
    """Add to a list, set or dict under construction."""
    arguments = tuple([builder.ref(slot) for slot in register.operands])
    for ref in arguments:
        builder.boxed(ref)
    builder.finish(register.operation, register, arguments, None, error=builder.error())


def unpack(builder: Builder, register: Instruction) -> None:
    """`a, b = t` of an exact tuple or list of the right size."""
    source = builder.ref(register.operands[0])
    seen = builder.seen()
    slots = register.immediate
    types = () if seen is None else seen.types[0]
    if not isinstance(slots, tuple) or len(types) != 1 or types[0] not in (tuple, list) or builder.avoided():
        builder.leave("unpacking of what is no tuple or list")
        return
    if len(set(slots)) != len(slots):
        builder.leave("unpacking twice into one name")
        return
    if not builder.guard_type(source, types[0]):
        builder.leave("unpacking of what is no tuple or list")
        return
    kinds = [_unpacked_types(builder, slot) for slot in slots]
    exit = builder.exit("another number of items to unpack")
    builder.emit("guard_size", (source,), immediate=len(slots), exit=exit)
    drops: list[int] = []
    for slot in (*slots, *register.released):
        if slot not in drops and slot < builder.slot_count and holds_object(builder.state[slot]):
            drops.append(slot)
    builder.emit("unpack", (source,), immediate=(types[0], slots), drops=tuple(drops))
    builder.ended(register, NONE)
    for slot in slots:
        builder.state[slot] = OBJ
    for slot, kind in zip(slots, kinds, strict=True):
        builder.want_result(slot, kind)


def _unpacked_types(builder: Builder, slot: int) -> tuple[type, ...]:
    """The types of an unpacked item, where the next instruction to read it says so."""
    instructions = builder.body.instructions
    for index in range(builder.pc + 1, min(builder.pc + 24, len(instructions))):
        seen = builder.seen(index)
        if slot in instructions[index].operands:
            return () if seen is None else seen.types[instructions[index].operands.index(slot)]
        if instructions[index].destination == slot or index in builder.leaders:
            return ()
    return ()
