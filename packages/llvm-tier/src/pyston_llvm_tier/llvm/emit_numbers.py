"""Arithmetic and comparisons of unboxed numbers."""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import address
from pyston_llvm_tier.llvm.writer import Writer, float_text

_OVERFLOWING: Final = {"int_add": "sadd", "int_sub": "ssub", "int_mul": "smul"}
_BITWISE: Final = {"int_and": "and", "int_or": "or", "int_xor": "xor"}
_PLAIN_FLOAT: Final = {"float_add": "fadd", "float_sub": "fsub", "float_mul": "fmul"}
_INT_ORDER: Final = {"<": "slt", "<=": "sle", "==": "eq", "!=": "ne", ">": "sgt", ">=": "sge"}
_FLOAT_ORDER: Final = {"<": "olt", "<=": "ole", "==": "oeq", "!=": "une", ">": "ogt", ">=": "oge"}
_RICH: Final = {"<": 0, "<=": 1, "==": 2, "!=": 3, ">": 4, ">=": 5}
_EXACT: Final = 2**53
_SMALLEST: Final = -(2**63)


def int_binary(writer: Writer, instruction: Instruction) -> None:
    """Ints, with a guard against what does not fit."""
    left = writer.integer(instruction.args[0], instruction.kinds[0])
    right = writer.integer(instruction.args[1], instruction.kinds[1])
    op = instruction.op
    if op in _OVERFLOWING:
        both = writer.value(f"call {{i64, i1}} @llvm.{_OVERFLOWING[op]}.with.overflow.i64(i64 {left}, i64 {right})")
        result = writer.value(f"extractvalue {{i64, i1}} {both}, 0")
        over = writer.value(f"extractvalue {{i64, i1}} {both}, 1")
        writer.guard(writer.value(f"xor i1 {over}, true"), instruction)
    elif op in _BITWISE:
        result = writer.value(f"{_BITWISE[op]} i64 {left}, {right}")
    elif op == "int_lshift":
        writer.guard(writer.value(f"icmp ult i64 {right}, 63"), instruction)
        result = writer.value(f"shl i64 {left}, {right}")
        back = writer.value(f"ashr i64 {result}, {right}")
        writer.guard(writer.value(f"icmp eq i64 {back}, {left}"), instruction)
    elif op == "int_rshift":
        writer.guard(writer.value(f"icmp ult i64 {right}, 64"), instruction)
        result = writer.value(f"ashr i64 {left}, {right}")
    else:
        result = _division(writer, instruction, left, right)
    writer.result(instruction, (result,))


def _division(writer: Writer, instruction: Instruction, left: str, right: str) -> str:
    """Floor division and its remainder."""
    writer.guard(writer.value(f"icmp ne i64 {right}, 0"), instruction)
    smallest = writer.value(f"icmp eq i64 {left}, {_SMALLEST}")
    minus_one = writer.value(f"icmp eq i64 {right}, -1")
    both = writer.value(f"and i1 {smallest}, {minus_one}")
    writer.guard(writer.value(f"xor i1 {both}, true"), instruction)
    rest = writer.value(f"srem i64 {left}, {right}")
    exact = writer.value(f"icmp eq i64 {rest}, 0")
    signs = writer.value(f"xor i64 {rest}, {right}")
    differ = writer.value(f"icmp slt i64 {signs}, 0")
    inexact = writer.value(f"xor i1 {exact}, true")
    adjust = writer.value(f"and i1 {differ}, {inexact}")
    if instruction.op == "int_mod":
        added = writer.value(f"add i64 {rest}, {right}")
        return writer.value(f"select i1 {adjust}, i64 {added}, i64 {rest}")
    quotient = writer.value(f"sdiv i64 {left}, {right}")
    one = writer.value(f"zext i1 {adjust} to i64")
    return writer.value(f"sub i64 {quotient}, {one}")


def int_truediv(writer: Writer, instruction: Instruction) -> None:
    """Exact ints only, so that one rounding is the right one."""
    left = writer.integer(instruction.args[0], instruction.kinds[0])
    right = writer.integer(instruction.args[1], instruction.kinds[1])
    writer.guard(writer.value(f"icmp ne i64 {right}, 0"), instruction)
    for side in (left, right):
        writer.guard(_exact(writer, side), instruction)
    first = writer.value(f"sitofp i64 {left} to double")
    second = writer.value(f"sitofp i64 {right} to double")
    writer.result(instruction, (writer.value(f"fdiv double {first}, {second}"),))


def _exact(writer: Writer, value: str) -> str:
    """Whether a double holds an int exactly."""
    shifted = writer.value(f"add i64 {value}, {_EXACT}")
    return writer.value(f"icmp ule i64 {shifted}, {2 * _EXACT}")


def float_binary(writer: Writer, instruction: Instruction) -> None:
    """Floats, ints among the operands converted."""
    left, right = [_as_double(writer, instruction, index) for index in (0, 1)]
    op = instruction.op
    if op in _PLAIN_FLOAT:
        result = writer.value(f"{_PLAIN_FLOAT[op]} double {left}, {right}")
    elif op == "float_truediv":
        writer.guard(writer.value(f"fcmp une double {right}, 0.0"), instruction)
        result = writer.value(f"fdiv double {left}, {right}")
    elif op == "float_mod":
        writer.guard(writer.value(f"fcmp une double {right}, 0.0"), instruction)
        result = _float_mod(writer, left, right)
    else:
        result = _float_pow(writer, instruction, left, right)
    writer.result(instruction, (result,))


def _as_double(writer: Writer, instruction: Instruction, index: int) -> str:
    """An operand as a double; of an object it is guarded that it is a float or an int that a double holds exactly."""
    ref, kind = instruction.args[index], instruction.kinds[index]
    if kind.base != "obj":
        return writer.double(ref, kind)
    both = writer.value(f"call {{double, i1}} @unbox_number(ptr {writer.object(ref)})")
    writer.guard(writer.value(f"extractvalue {{double, i1}} {both}, 1"), instruction)
    return writer.value(f"extractvalue {{double, i1}} {both}, 0")


def _float_mod(writer: Writer, left: str, right: str) -> str:
    rest = writer.value(f"call double @fmod(double {left}, double {right})")
    nonzero = writer.value(f"fcmp une double {rest}, 0.0")
    negative_rest = writer.value(f"fcmp olt double {rest}, 0.0")
    negative_right = writer.value(f"fcmp olt double {right}, 0.0")
    differ = writer.value(f"xor i1 {negative_rest}, {negative_right}")
    added = writer.value(f"fadd double {rest}, {right}")
    adjusted = writer.value(f"select i1 {differ}, double {added}, double {rest}")
    zero = writer.value(f"call double @llvm.copysign.f64(double 0.0, double {right})")
    return writer.value(f"select i1 {nonzero}, double {adjusted}, double {zero}")


def _float_pow(writer: Writer, instruction: Instruction, left: str, right: str) -> str:
    writer.guard(writer.value(f"fcmp ogt double {left}, 0.0"), instruction)
    for side in (left, right):
        size = writer.value(f"call double @llvm.fabs.f64(double {side})")
        writer.guard(writer.value(f"fcmp olt double {size}, {float_text(float('inf'))}"), instruction)
    power = writer.value(f"call double @pow(double {left}, double {right})")
    writer.guard(writer.value(f"fcmp olt double {power}, {float_text(float('inf'))}"), instruction)
    writer.guard(writer.value(f"fcmp oge double {power}, {float_text(2.2250738585072014e-308)}"), instruction)
    return power


def one_number(writer: Writer, instruction: Instruction) -> None:
    """Negation, absolute values, conversions, `not`."""
    ref, kind, op = instruction.args[0], instruction.kinds[0], instruction.op
    if op == "float_neg":
        result = writer.value(f"fneg double {writer.double(ref, kind)}")
    elif op == "float_abs":
        result = writer.value(f"call double @llvm.fabs.f64(double {writer.double(ref, kind)})")
    elif op == "to_float":
        result = writer.double(ref, kind)
    elif op == "float_to_int":
        value = writer.double(ref, kind)
        writer.guard(writer.value(f"fcmp ogt double {value}, {float_text(-9.2e18)}"), instruction)
        writer.guard(writer.value(f"fcmp olt double {value}, {float_text(9.2e18)}"), instruction)
        result = writer.value(f"fptosi double {value} to i64")
    elif op == "not_number":
        result = writer.value(f"xor i1 {truth(writer, ref, kind)}, true")
    else:
        value = writer.integer(ref, kind)
        writer.guard(writer.value(f"icmp ne i64 {value}, {_SMALLEST}"), instruction)
        negative = writer.value(f"sub i64 0, {value}")
        if op == "int_neg":
            result = negative
        else:
            below = writer.value(f"icmp slt i64 {value}, 0")
            result = writer.value(f"select i1 {below}, i64 {negative}, i64 {value}")
    writer.result(instruction, (result,))


def math(writer: Writer, instruction: Instruction) -> None:
    """A function of the C library, where it has a result and sets no error."""
    name = str(instruction.immediate)
    value = writer.double(instruction.args[0], instruction.kinds[0])
    if name == "sqrt":
        writer.guard(writer.value(f"fcmp oge double {value}, 0.0"), instruction)
    elif name in ("sin", "cos", "exp"):
        size = writer.value(f"call double @llvm.fabs.f64(double {value})")
        writer.guard(writer.value(f"fcmp olt double {size}, {float_text(float('inf'))}"), instruction)
    function = f"@llvm.{name}.f64" if name in ("sqrt", "fabs") else f"@{name}"
    result = writer.value(f"call double {function}(double {value})")
    if name == "exp":
        writer.guard(writer.value(f"fcmp olt double {result}, {float_text(float('inf'))}"), instruction)
    writer.result(instruction, (result,))


def extreme(writer: Writer, instruction: Instruction) -> None:
    """`min` or `max` of two: the second only where it is less, or more."""
    largest = instruction.immediate == "max"
    (first, second), (first_kind, second_kind) = instruction.args, instruction.kinds
    if instruction.op == "float_extreme":
        kind = "double"
        left, right = writer.double(first, first_kind), writer.double(second, second_kind)
        better = writer.value(f"fcmp {'ogt' if largest else 'olt'} double {right}, {left}")
    else:
        kind = "i64"
        left, right = writer.integer(first, first_kind), writer.integer(second, second_kind)
        better = writer.value(f"icmp {'sgt' if largest else 'slt'} i64 {right}, {left}")
    writer.result(instruction, (writer.value(f"select i1 {better}, {kind} {right}, {kind} {left}"),))


def truth(writer: Writer, ref: int, kind: object) -> str:
    """Whether an unboxed number is true."""
    from pyston_llvm_tier.ir.kinds import Kind

    assert isinstance(kind, Kind)
    if ref < 0:
        return "true" if writer.constant(ref) else "false"
    if kind.base == "bool":
        return writer.truth(ref, kind)
    if kind.base == "float":
        return writer.value(f"fcmp une double {writer.double(ref, kind)}, 0.0")
    return writer.value(f"icmp ne i64 {writer.integer(ref, kind)}, 0")


def numbers_compared(writer: Writer, instruction: Instruction, operator: str) -> str:
    """The i1 of a comparison of unboxed numbers."""
    (first, second), (first_kind, second_kind) = instruction.args, instruction.kinds
    floats = [writer.is_float(first, first_kind), writer.is_float(second, second_kind)]
    if not any(floats):
        left, right = writer.integer(first, first_kind), writer.integer(second, second_kind)
        return writer.value(f"icmp {_INT_ORDER[operator]} i64 {left}, {right}")
    if not all(floats):
        whole, whole_kind = (second, second_kind) if floats[0] else (first, first_kind)
        writer.guard(_exact(writer, writer.integer(whole, whole_kind)), instruction)
    left_float, right_float = writer.double(first, first_kind), writer.double(second, second_kind)
    return writer.value(f"fcmp {_FLOAT_ORDER[operator]} double {left_float}, {right_float}")


def compared(writer: Writer, instruction: Instruction, op: str, operator: str) -> str:
    """The i1 of any comparison."""
    if op == "compare_numbers":
        return numbers_compared(writer, instruction, operator)
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    if op == "compare_is":
        return writer.value(f"icmp {'eq' if operator == 'is' else 'ne'} ptr {left}, {right}")
    if op == "py_contains":
        found = writer.value(f"call i32 @PySequence_Contains(ptr {right}, ptr {left})")
        writer.check(writer.value(f"icmp slt i32 {found}, 0"), instruction)
        return writer.value(f"icmp {'ne' if operator == 'in' else 'eq'} i32 {found}, 0")
    answer = rich_compare(writer, instruction, operator)
    decided = writer.value(f"call i32 @PyObject_IsTrue(ptr {answer})")
    writer.line(f"call void @decref(ptr {answer})")
    writer.check(writer.value(f"icmp slt i32 {decided}, 0"), instruction)
    return writer.value(f"icmp ne i32 {decided}, 0")


def rich_compare(writer: Writer, instruction: Instruction, operator: str) -> str:
    """The object that a comparison gives, owned."""
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    answer = writer.value(f"call ptr @PyObject_RichCompare(ptr {left}, ptr {right}, i32 {_RICH[operator]})")
    writer.check_null(answer, instruction)
    return answer


def compare(writer: Writer, instruction: Instruction) -> None:
    """A comparison as a value."""
    operator = str(instruction.immediate)
    if instruction.op == "py_compare":
        writer.result(instruction, (rich_compare(writer, instruction, operator),))
    else:
        writer.result(instruction, (compared(writer, instruction, instruction.op, operator),))


def branch_compare(writer: Writer, instruction: Instruction) -> None:
    """A comparison that a branch follows."""
    op, operator = cast("tuple[str, str]", instruction.immediate)
    holds = compared(writer, instruction, op, operator)
    writer.result(instruction, ())
    writer.branch(holds, f"b{instruction.targets[0]}", f"b{instruction.targets[1]}")


def branch_truth(writer: Writer, instruction: Instruction) -> None:
    """A branch on a value's truth."""
    ref, kind = instruction.args[0], instruction.kinds[0]
    if instruction.error < 0:
        holds = truth(writer, ref, kind)
    else:
        decided = writer.value(f"call i32 @PyObject_IsTrue(ptr {writer.object(ref)})")
        writer.check(writer.value(f"icmp slt i32 {decided}, 0"), instruction)
        holds = writer.value(f"icmp ne i32 {decided}, 0")
    writer.result(instruction, ())
    writer.branch(holds, f"b{instruction.targets[0]}", f"b{instruction.targets[1]}")


def branch_is(writer: Writer, instruction: Instruction) -> None:
    """A branch on identity."""
    left, right = writer.object(instruction.args[0]), writer.object(instruction.args[1])
    holds = writer.value(f"icmp eq ptr {left}, {right}")
    writer.result(instruction, ())
    writer.branch(holds, f"b{instruction.targets[0]}", f"b{instruction.targets[1]}")


__all__ = ["address"]
