"""Attributes and items."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.build.specials import call_special
from pyston_llvm_tier.ir.kinds import BASE_OF_TYPE, FLOAT, INT, NO, OBJ, Kind
from pyston_llvm_tier.native.fields import Field, field_of
from pyston_llvm_tier.native.layouts import array_type
from pyston_runtime.interfaces.code import Instruction

_ATTRIBUTES: Final = frozenset({"load_attr", "store_attr"})


def load_item(builder: Builder, register: Instruction) -> None:
    """`a[i]`."""
    holder, key = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    seen = builder.seen()
    result: tuple[type, ...] = () if seen is None else seen.result
    if builder.kind(key).base == "slice" and builder.guard_type(holder, list):
        builder.finish("list_slice", register, (holder, key), Kind("obj", detail=list), error=builder.error())
        return
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
        number = BASE_OF_TYPE.get(result[0]) if len(result) == 1 else None
        if _arrays(seen.types[0]) and number is not None and builder.guard_type(holder, seen.types[0][0]):
            builder.unbox(key, "int")
            exit = builder.exit("index out of range, or an array of other items")
            op, item = ("array_get", FLOAT) if number == "float" else ("array_get_int", INT)
            builder.finish(op, register, (holder, key), item, exit=exit)
            return
    if call_special(builder, register, "__getitem__", (holder, key)):
        return
    builder.boxed(holder)
    builder.boxed(key)
    builder.finish("py_get_item", register, (holder, key), OBJ, error=builder.error())
    builder.want_result(register.destination, result)


def _arrays(types: tuple[type, ...]) -> bool:
    """Whether all holders seen were arrays of the standard library's `array`."""
    return len(types) == 1 and types[0] is array_type()


def store_item(builder: Builder, register: Instruction) -> None:
    """`a[i] = v`."""
    holder, key, value = [builder.ref(slot) for slot in register.operands]
    seen = builder.seen()
    if builder.kind(key).base == "slice" and builder.guard_type(holder, list):
        builder.boxed(value)
        dies = value >= 0 and value in register.released
        error = builder.error()
        builder.finish("list_slice_set", register, (holder, key, value), None, immediate=dies, error=error)
        return
    if seen is not None and not builder.avoided() and builder.number_base(key, seen.types[1]) == "int":
        if seen.types[0] == (list,) and builder.guard_type(holder, list):
            builder.unbox(key, "int")
            if not _is_number(builder, value):
                builder.boxed(value)
            builder.finish("list_set", register, (holder, key, value), None, exit=builder.exit("index out of range"))
            return
        base = builder.number_base(value, seen.types[2])
        if _arrays(seen.types[0]) and base in ("int", "float") and builder.guard_type(holder, seen.types[0][0]):
            builder.unbox(key, "int")
            builder.unbox(value, base)
            exit = builder.exit("index out of range, or an array of other items")
            op = "array_set" if base == "float" else "array_set_int"
            builder.finish(op, register, (holder, key, value), None, exit=exit)
            return
    if call_special(builder, register, "__setitem__", (holder, key, value)):
        return
    for ref in (holder, key, value):
        builder.boxed(ref)
    builder.finish("py_set_item", register, (holder, key, value), None, error=builder.error())


def load_attr(builder: Builder, register: Instruction) -> None:
    """`a.name`: a field of the one class seen, else through the host's protocol."""
    holder = builder.ref(register.operands[0])
    seen = builder.seen()
    fields = _fields(builder, holder, str(register.immediate), False)
    if fields is not None and seen is not None:
        reason = f"attribute {register.immediate} is not where it was"
        base = BASE_OF_TYPE.get(seen.result[0]) if len(seen.result) == 1 else None
        if base in ("int", "float") and builder.value_only(register.destination):
            exit = builder.exit(f"{reason}, or of another type")
            kind = INT if base == "int" else FLOAT
            builder.finish(f"field_get_{base}", register, (holder,), kind, immediate=fields, exit=exit)
            return
        builder.finish("field_get", register, (holder,), OBJ, immediate=fields, exit=builder.exit(reason))
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
    fields = _fields(builder, holder, str(register.immediate), True)
    if fields is not None:
        number = _is_number(builder, value)
        if number and all(field.slot >= 0 or field.strict for field in fields):
            exit = builder.exit(f"attribute {register.immediate} is not where it was, or of another type")
            builder.finish(
                f"field_set_{builder.kind(value).base}", register, (holder, value), None, immediate=fields, exit=exit
            )
            return
        if not number:
            builder.boxed(value)
        exit = builder.exit(f"attribute {register.immediate} is not where it was")
        builder.finish("field_set", register, (holder, value), None, immediate=fields, exit=exit, error=builder.error())
        return
    builder.boxed(holder)
    builder.boxed(value)
    name = builder.constant(str(register.immediate))
    builder.finish("py_set_attr", register, (holder, name, value), None, error=builder.error())


def _is_number(builder: Builder, value: int) -> bool:
    """Whether a value is a number that has no object, nor needs one to be stored."""
    kind = builder.kind(value)
    return kind.base in ("int", "float") and kind.boxed == NO


def _gave_up(builder: Builder) -> bool:
    """Whether compiled code has left at an attribute: instances that keep a dict do so at every one."""
    instructions = builder.body.instructions
    return any([instructions[index].operation in _ATTRIBUTES for index in builder.feedback.deopts])


def delete(builder: Builder, register: Instruction) -> None:
    """`del a[i]`, `del a.name`."""
    arguments = [builder.ref(slot) for slot in register.operands]
    if register.operation == "delete_attr":
        arguments.append(builder.constant(str(register.immediate)))
    for ref in arguments:
        builder.boxed(ref)
    op = "py_del_attr" if register.operation == "delete_attr" else "py_del_item"
    builder.finish(op, register, tuple(arguments), None, error=builder.error())


def _fields(builder: Builder, holder: int, name: str, store: bool) -> tuple[Field, ...] | None:
    """The fields that an attribute is on the classes whose instances were seen."""
    seen = builder.seen()
    if seen is None or builder.avoided() or not seen.types[0] or builder.kind(holder).base not in ("obj", "const"):
        return None
    found: list[Field] = []
    strict = not _gave_up(builder)
    for kind in seen.types[0]:
        field = field_of(kind, name, store)
        if field is None:
            return None
        found.append(field if strict or not field.strict else field._replace(strict=False))
    return tuple(found)
