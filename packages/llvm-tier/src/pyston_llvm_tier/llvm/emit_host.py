"""Whatever goes through the host's protocols: operators, items and attributes of any objects."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.llvm.writer import Writer

_NUMBER: Final = {
    "+": "Add",
    "-": "Subtract",
    "*": "Multiply",
    "/": "TrueDivide",
    "//": "FloorDivide",
    "%": "Remainder",
    "@": "MatrixMultiply",
    "&": "And",
    "|": "Or",
    "^": "Xor",
    "<<": "Lshift",
    ">>": "Rshift",
}
_UNARY: Final = {"-": "Negative", "+": "Positive", "~": "Invert"}


def owned(writer: Writer, instruction: Instruction, call: str) -> None:
    """Finish with a new reference, null for an exception."""
    value = writer.value(call)
    writer.check_null(value, instruction)
    writer.result(instruction, (value,))


def status(writer: Writer, instruction: Instruction, call: str) -> None:
    """Finish with a status, negative for an exception."""
    failed = writer.value(call)
    writer.check(writer.value(f"icmp slt i32 {failed}, 0"), instruction)
    writer.result(instruction, ())


def py_binary(writer: Writer, instruction: Instruction) -> None:
    """An operator of any objects."""
    operation, name = cast("tuple[str, str]", instruction.immediate)
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    place = "InPlace" if operation == "inplace" else ""
    if name == "**":
        owned(writer, instruction, f"call ptr @PyNumber_{place}Power(ptr {left}, ptr {right}, ptr {address(None)})")
    else:
        owned(writer, instruction, f"call ptr @PyNumber_{place}{_NUMBER[name]}(ptr {left}, ptr {right})")


def py_unary(writer: Writer, instruction: Instruction) -> None:
    """A unary operator of any object."""
    name = _UNARY[str(instruction.immediate)]
    owned(writer, instruction, f"call ptr @PyNumber_{name}(ptr {writer.object(instruction.args[0])})")


def py_not(writer: Writer, instruction: Instruction) -> None:
    """`not` of any object."""
    answer = writer.value(f"call i32 @PyObject_Not(ptr {writer.object(instruction.args[0])})")
    writer.check(writer.value(f"icmp slt i32 {answer}, 0"), instruction)
    writer.result(instruction, (writer.value(f"icmp ne i32 {answer}, 0"),))


_TWO: Final = {"py_get_item": "PyObject_GetItem", "py_get_attr": "PyObject_GetAttr"}
_THREE: Final = {"py_set_item": "PyObject_SetItem", "py_set_attr": "PyObject_SetAttr"}


def py_get(writer: Writer, instruction: Instruction) -> None:
    """An item or attribute of any object."""
    first, second = [writer.object(ref) for ref in instruction.args]
    owned(writer, instruction, f"call ptr @{_TWO[instruction.op]}(ptr {first}, ptr {second})")


def py_set(writer: Writer, instruction: Instruction) -> None:
    """The same, written."""
    first, second, third = [writer.object(ref) for ref in instruction.args]
    status(writer, instruction, f"call i32 @{_THREE[instruction.op]}(ptr {first}, ptr {second}, ptr {third})")


def py_iter(writer: Writer, instruction: Instruction) -> None:
    """`iter(a)`."""
    owned(writer, instruction, f"call ptr @PyObject_GetIter(ptr {writer.object(instruction.args[0])})")


def py_delete(writer: Writer, instruction: Instruction) -> None:
    """An item or attribute of any object, deleted."""
    first, second = [writer.object(ref) for ref in instruction.args]
    if instruction.op == "py_del_item":
        status(writer, instruction, f"call i32 @PyObject_DelItem(ptr {first}, ptr {second})")
    else:
        status(writer, instruction, f"call i32 @PyObject_SetAttr(ptr {first}, ptr {second}, ptr null)")


EMIT: Final = {
    "py_binary": py_binary,
    "py_unary": py_unary,
    "py_not": py_not,
    "py_get_item": py_get,
    "py_get_attr": py_get,
    "py_set_item": py_set,
    "py_set_attr": py_set,
    "py_del_item": py_delete,
    "py_del_attr": py_delete,
    "py_iter": py_iter,
}
