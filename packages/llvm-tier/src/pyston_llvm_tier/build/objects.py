"""Attributes, items, displays, unpacking."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.ir.kinds import BASE_OF_TYPE, FLOAT, INT, OBJ, Kind, holds_object
from pyston_llvm_tier.native.fields import Field, field_of
from pyston_runtime.interfaces.code import NONE, Instruction

_SIZED: Final = (list, tuple, dict, str, bytes, set, bytearray, frozenset)
_MOST_ARGUMENTS: Final = 8
_CO_VARIADIC: Final = 0x04 | 0x08


def load_item(builder: Builder, register: Instruction) -> None:
    """`a[i]`."""
    holder, key = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    seen = builder.seen()
    result: tuple[type, ...] = () if seen is None else seen.result
    if seen is not None and not builder.avoided() and builder.number_base(key, seen.types[1]) == "int":
        for expected in (list, tuple):
            if seen.types[0] == (expected,) and builder.guard_type(holder, expected):
                builder.unbox(key, "int")
                wanted = BASE_OF_TYPE.get(result[0]) if len(result) == 1 else None
                if wanted in ("int", "float") and builder.value_only(register.destination):
                    exit = builder.exit("index out of range, or another type")
                    kind = INT if wanted == "int" else FLOAT
                    builder.finish(f"{expected.__name__}_get_{wanted}", register, (holder, key), kind, exit=exit)
                    return
                exit = builder.exit("index out of range")
                builder.finish(f"{expected.__name__}_get", register, (holder, key), OBJ, exit=exit)
                builder.want_result(register.destination, result)
                return
    builder.boxed(holder)
    builder.boxed(key)
    builder.finish("py_get_item", register, (holder, key), OBJ, error=builder.error())
    builder.want_result(register.destination, result)


def store_item(builder: Builder, register: Instruction) -> None:
    """`a[i] = v`."""
    holder, key, value = [builder.ref(slot) for slot in register.operands]
    seen = builder.seen()
    if seen is not None and not builder.avoided() and builder.number_base(key, seen.types[1]) == "int":
        if seen.types[0] == (list,) and builder.guard_type(holder, list):
            builder.unbox(key, "int")
            kind = builder.kind(value)
            if not (kind.base == "float" and kind.boxed == 0):
                builder.boxed(value)
            builder.finish("list_set", register, (holder, key, value), None, exit=builder.exit("index out of range"))
            return
    for ref in (holder, key, value):
        builder.boxed(ref)
    builder.finish("py_set_item", register, (holder, key, value), None, error=builder.error())


def load_attr(builder: Builder, register: Instruction) -> None:
    """`a.name`: a field of the one class seen, else through the host's protocol."""
    holder = builder.ref(register.operands[0])
    seen = builder.seen()
    field = _field(builder, holder, str(register.immediate), False)
    if field is not None and seen is not None:
        reason = f"attribute {register.immediate} is not where it was"
        base = BASE_OF_TYPE.get(seen.result[0]) if len(seen.result) == 1 else None
        if base in ("int", "float") and builder.value_only(register.destination):
            exit = builder.exit(f"{reason}, or of another type")
            kind = INT if base == "int" else FLOAT
            builder.finish(f"field_get_{base}", register, (holder,), kind, immediate=field, exit=exit)
            return
        builder.finish("field_get", register, (holder,), OBJ, immediate=field, exit=builder.exit(reason))
        builder.want_result(register.destination, seen.result)
        return
    builder.boxed(holder)
    name = builder.constant(str(register.immediate))
    builder.finish("py_get_attr", register, (holder, name), OBJ, error=builder.error())
    builder.want_result(register.destination, () if seen is None else seen.result)


def store_attr(builder: Builder, register: Instruction) -> None:
    """`a.name = v`."""
    if register.immediate == "__code__":
        builder.leave("assignment to __code__")
        return
    holder, value = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    field = _field(builder, holder, str(register.immediate), True)
    if field is not None:
        kind = builder.kind(value)
        if not (kind.base == "float" and kind.boxed == 0):
            builder.boxed(value)
        exit = builder.exit(f"attribute {register.immediate} is not where it was")
        builder.finish("field_set", register, (holder, value), None, immediate=field, exit=exit, error=builder.error())
        return
    builder.boxed(holder)
    builder.boxed(value)
    name = builder.constant(str(register.immediate))
    builder.finish("py_set_attr", register, (holder, name, value), None, error=builder.error())


def _field(builder: Builder, holder: int, name: str, store: bool) -> Field | None:
    """The field that an attribute is, where instances of one class were seen."""
    seen = builder.seen()
    if (
        seen is None
        or builder.avoided()
        or len(seen.types[0]) != 1
        or builder.kind(holder).base not in ("obj", "const")
    ):
        return None
    return field_of(seen.types[0][0], name, store)


def append(builder: Builder, register: Instruction) -> None:
    """The append of a list comprehension."""
    holder, value = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    builder.boxed(value)
    builder.finish("list_append", register, (holder, value), None, error=builder.error())


def display(builder: Builder, register: Instruction) -> None:
    """A tuple, list, set or dict display, a string of parts, a slice."""
    if any(slot == NONE for slot in register.operands):
        arguments = tuple([builder.constant(None) if slot == NONE else builder.ref(slot) for slot in register.operands])
    else:
        arguments = tuple([builder.ref(slot) for slot in register.operands])
    for ref in arguments:
        builder.boxed(ref)
    exact = _DISPLAY_TYPES[register.operation]
    builder.finish(register.operation, register, arguments, Kind("obj", detail=exact), error=builder.error())


_DISPLAY_TYPES: Final[dict[str, type]] = {"build_tuple": tuple, "build_list": list, "build_slice": slice}


def unpack(builder: Builder, register: Instruction) -> None:
    """`a, b = t` of an exact tuple or list of the right size."""
    source = builder.ref(register.operands[0])
    seen = builder.seen()
    slots = register.immediate
    types = () if seen is None else seen.types[0]
    if not isinstance(slots, tuple) or len(types) != 1 or types[0] not in (tuple, list) or builder.avoided():
        builder.leave("unpacking of what is no tuple or list")
        return
    if not builder.guard_type(source, types[0]):
        builder.leave("unpacking of what is no tuple or list")
        return
    exit = builder.exit("another number of items to unpack")
    if types[0] is list and any(holds_object(builder.state[slot]) for slot in slots):
        # what a slot held may change the list when it dies
        builder.leave("unpacking of a list over objects")
        return
    if source in slots or len(set(slots)) != len(slots):
        builder.leave("unpacking over itself")
        return
    builder.emit("guard_size", (source,), immediate=len(slots), exit=exit)
    # from the second on nothing may fail any more: what the interpreter would do again has begun
    for index, slot in enumerate(slots):
        old = (slot,) if holds_object(builder.state[slot]) else ()
        builder.emit("item_at", (source,), dest=slot, result=OBJ, immediate=(types[0], index), drops=old)
    drops = builder.ended(register, NONE)
    if drops:
        builder.emit("clear", drops=drops)
    for slot in slots:
        kinds = _unpacked_types(builder, slot)
        builder.want_result(slot, kinds)


def _unpacked_types(builder: Builder, slot: int) -> tuple[type, ...]:
    """The types of an unpacked item, where the next instruction to read it says so."""
    instructions = builder.body.instructions
    for index in range(builder.pc + 1, min(builder.pc + 12, len(instructions))):
        seen = builder.seen(index)
        if slot in instructions[index].operands:
            return () if seen is None else seen.types[instructions[index].operands.index(slot)]
        if instructions[index].destination == slot or index in builder.leaders:
            return ()
    return ()
