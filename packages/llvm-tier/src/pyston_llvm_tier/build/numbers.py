"""Operators and comparisons: on unboxed numbers where both operands are such, else through the host's protocol."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.build.specials import call_operator
from pyston_llvm_tier.ir.kinds import BOOL, FLOAT, INT, OBJ, UNSET, Kind
from pyston_runtime.interfaces.code import Instruction

_INT_OPS: Final = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "//": "floordiv",
    "%": "mod",
    "&": "and",
    "|": "or",
    "^": "xor",
    "<<": "lshift",
    ">>": "rshift",
}
_FLOAT_OPS: Final = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "%": "mod", "**": "pow"}
_CANNOT_FAIL: Final = frozenset({"int_and", "int_or", "int_xor"})
_NO_TYPES: Final = ((), ())


def binary(builder: Builder, register: Instruction) -> None:
    """`a OP b` and `a OP= b`."""
    left, right = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    operator = str(register.immediate)
    bases = _bases(builder, left, right)
    if bases is not None and not builder.avoided():
        op, result = _chosen(operator, bases)
        if op:
            builder.unbox(left, bases[0])
            builder.unbox(right, bases[1])
            exit = -1 if op in _CANNOT_FAIL or op in ("float_add", "float_sub", "float_mul") else builder.exit(op)
            builder.finish(op, register, (left, right), result, exit=exit)
            return
    if _mixed_floats(builder, register, left, right) or call_operator(builder, register, left, right):
        return
    if _grown_text(builder, register, left, right):
        return
    builder.boxed(left)
    builder.boxed(right)
    immediate = (register.operation, operator)
    builder.finish("py_binary", register, (left, right), OBJ, immediate=immediate, error=builder.error())
    seen = builder.seen()
    builder.want_result(register.destination, () if seen is None else seen.result)


def _mixed_floats(builder: Builder, register: Instruction, left: int, right: int) -> bool:
    """A float with what is an int at times and a float at others; whether it was such."""
    seen = builder.seen()
    name = _FLOAT_OPS.get(str(register.immediate))
    if seen is None or name is None or builder.avoided():
        return False
    bases = [builder.number_base(ref, types) for ref, types in zip((left, right), seen.types, strict=True)]
    if sorted(map(str, bases)) != ["None", "float"]:
        return False
    sure, other = (left, right) if bases[0] == "float" else (right, left)
    types = seen.types[1] if bases[0] == "float" else seen.types[0]
    if set(types) != {int, float} or builder.kind(other).base != "obj":
        return False
    builder.unbox(sure, "float")
    exit = builder.exit(f"float_{name}, or neither int nor float")
    builder.finish(f"float_{name}", register, (left, right), FLOAT, exit=exit)
    return True


def _grown_text(builder: Builder, register: Instruction, left: int, right: int) -> bool:
    """`text += more` of a name: a text that nobody else holds grows in place, as on the host; whether it was such."""
    seen = builder.seen()
    if register.immediate != "+" or left < 0 or left != register.destination or left == right or seen is None:
        return False
    if seen.types != ((str,), (str,)) or builder.avoided():
        return False
    if not builder.guard_type(left, str) or not builder.guard_type(right, str):
        return False
    before = list(builder.state)
    # what cannot grow is gone
    builder.state[left] = UNSET
    error = builder.error()
    builder.state = before
    builder.finish("grow_text", register, (left, right), Kind("obj", detail=str), error=error)
    return True


def _bases(builder: Builder, left: int, right: int) -> tuple[str, str] | None:
    seen = builder.seen()
    types = _NO_TYPES if seen is None else seen.types
    first = builder.number_base(left, types[0])
    second = builder.number_base(right, types[1])
    if first is None or second is None:
        return None
    return first, second


def _chosen(operator: str, bases: tuple[str, str]) -> tuple[str, Kind]:
    if "float" in bases:
        name = _FLOAT_OPS.get(operator)
        return ("", OBJ) if name is None else (f"float_{name}", FLOAT)
    if operator == "/":
        return "int_truediv", FLOAT
    name = _INT_OPS.get(operator)
    if name is None or (bases == ("bool", "bool") and operator in "&|^"):
        return "", OBJ
    return f"int_{name}", INT


def unary(builder: Builder, register: Instruction) -> None:
    """`OP a`."""
    operand = builder.ref(register.operands[0])
    operator = str(register.immediate)
    seen = builder.seen()
    base = builder.number_base(operand, () if seen is None else seen.types[0])
    if operator == "not":
        if base is not None:
            builder.unbox(operand, base)
            builder.finish("not_number", register, (operand,), BOOL)
        else:
            builder.boxed(operand)
            builder.finish("py_not", register, (operand,), BOOL, error=builder.error())
        return
    if operator == "-" and base in ("int", "float") and not builder.avoided():
        builder.unbox(operand, base)
        exit = builder.exit("int_neg") if base == "int" else -1
        builder.finish(f"{base}_neg", register, (operand,), INT if base == "int" else FLOAT, exit=exit)
        return
    builder.boxed(operand)
    builder.finish("py_unary", register, (operand,), OBJ, immediate=operator, error=builder.error())
    builder.want_result(register.destination, () if seen is None else seen.result)


def compare(builder: Builder, register: Instruction) -> None:
    """`a OP b` as a value."""
    left, right, op = comparison(builder, register)
    if op == "py_compare":
        types = builder.seen()
        builder.finish(op, register, (left, right), OBJ, immediate=register.immediate, error=builder.error())
        builder.want_result(register.destination, () if types is None else types.result)
    elif op == "py_contains":
        builder.finish(op, register, (left, right), BOOL, immediate=register.immediate, error=builder.error())
    elif op == "compare_numbers":
        exit = builder.exit("large int against float") if _mixed(builder, left, right) else -1
        builder.finish(op, register, (left, right), BOOL, immediate=register.immediate, exit=exit)
    else:
        builder.finish(op, register, (left, right), BOOL, immediate=register.immediate)


def comparison(builder: Builder, register: Instruction) -> tuple[int, int, str]:
    """Make the operands of a comparison ready, and name the op that compares them."""
    left, right = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    operator = str(register.immediate)
    if operator in ("is", "is not"):
        builder.boxed(left)
        builder.boxed(right)
        return left, right, "compare_is"
    if operator in ("in", "not in"):
        builder.boxed(left)
        builder.boxed(right)
        return left, right, "py_contains"
    bases = _bases(builder, left, right)
    if bases is not None and not builder.avoided():
        builder.unbox(left, bases[0])
        builder.unbox(right, bases[1])
        return left, right, "compare_numbers"
    builder.boxed(left)
    builder.boxed(right)
    return left, right, "py_compare"


def _mixed(builder: Builder, left: int, right: int) -> bool:
    """Whether an int is compared with a float, which the host does exactly."""
    bases = _bases(builder, left, right)
    return bases is not None and (bases[0] == "float") != (bases[1] == "float")


def branch_compare(builder: Builder, register: Instruction) -> None:
    """Compare and branch: the first target is where the comparison holds."""
    left, right, op = comparison(builder, register)
    exit = -1
    error = -1
    if op == "compare_numbers":
        exit = builder.exit("large int against float") if _mixed(builder, left, right) else -1
    elif op != "compare_is":
        error = builder.error()
    taken, other = register.target, builder.pc + 1
    targets = (taken, other) if register.operation == "branch_compare_true" else (other, taken)
    branch(builder, register, "branch_compare", (left, right), (op, register.immediate), targets, exit, error)


def branch(
    builder: Builder,
    register: Instruction,
    op: str,
    args: tuple[int, ...],
    immediate: object,
    targets: tuple[int, ...],
    exit: int = -1,
    error: int = -1,
) -> None:
    """End the block with a branch that uses up the register instruction's temporaries."""
    builder.finish(op, register, args, None, immediate=immediate, exit=exit, error=error)
    for target in targets:
        builder.edges.append((target, tuple(builder.state)))


def branch_truth(builder: Builder, register: Instruction) -> None:
    """`if a`."""
    operand = builder.ref(register.operands[0])
    seen = builder.seen()
    base = builder.number_base(operand, () if seen is None else seen.types[0])
    error = -1
    if base is not None:
        builder.unbox(operand, base)
    else:
        builder.boxed(operand)
        error = builder.error()
    taken, other = register.target, builder.pc + 1
    targets = (taken, other) if register.operation == "branch_true" else (other, taken)
    branch(builder, register, "branch_truth", (operand,), None, targets, -1, error)


def branch_none(builder: Builder, register: Instruction) -> None:
    """`if a is None`."""
    operand = builder.ref(register.operands[0])
    builder.boxed(operand)
    taken, other = register.target, builder.pc + 1
    targets = (taken, other) if register.operation == "branch_none" else (other, taken)
    branch(builder, register, "branch_is", (operand, builder.constant(None)), None, targets)
