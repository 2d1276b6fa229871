"""Exceptions: raised, handled, matched; how one gets to its handler is in `writer`."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.notation import ERROR
from pyston_llvm_tier.llvm.writer import PAIR, Writer


def guard_exception(writer: Writer, instruction: Instruction) -> None:
    """Guard that an object is an exception."""
    value = writer.object(instruction.args[0])
    writer.guard(writer.value(f"call i1 @pyston_is_exception(ptr {value})"), instruction)


def guard_catchable(writer: Writer, instruction: Instruction) -> None:
    """Guard that an object is an exception class, or a tuple of such."""
    value = writer.object(instruction.args[0])
    writer.guard(writer.value(f"call i1 @pyston_catchable(ptr {value})"), instruction)


def raise_(writer: Writer, instruction: Instruction) -> None:
    """Raise an instance; its context is what is being handled."""
    writer.line(f"call void @pyston_raise(ptr {writer.object(instruction.args[0])})")
    writer.line(f"br label %{writer.exit(instruction.error)}")


def reraise(writer: Writer, instruction: Instruction) -> None:
    """Leave for a compiled caller with the exception as it is; a frame of the interpreter's goes on there."""
    alone = writer.name("l")
    rooted = writer.value("call i1 @pyston_entered(ptr %caller)")
    writer.branch(rooted, writer.exit(instruction.exit), alone)
    writer.label(alone)
    slot = instruction.args[0]
    value = writer.load_object(slot)
    for dropped in instruction.drops:
        writer.line(f"call void @xdecref(ptr {writer.load_object(dropped)})")
    writer.line(f"call void @pyston_restore(ptr {value})")
    writer.line(f"ret {PAIR} {{ i64 0, i64 {ERROR} }}")


def push_handled(writer: Writer, instruction: Instruction) -> None:
    """Exchange the handled exception for another."""
    before = writer.value("call ptr @pyston_handled()")
    writer.line(f"call void @PyErr_SetHandledException(ptr {writer.object(instruction.args[0])})")
    writer.result(instruction, (before,))


def pop_handled(writer: Writer, instruction: Instruction) -> None:
    """Restore the handled exception."""
    writer.line(f"call void @PyErr_SetHandledException(ptr {writer.object(instruction.args[0])})")
    writer.result(instruction, ())


def branch_matches(writer: Writer, instruction: Instruction) -> None:
    """Go to the first target where the class catches the exception; it is the exception's own nearly always."""
    exception, kind = [writer.object(ref) for ref in instruction.args]
    own = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {exception}, i64 8')}")
    yes, look, no = writer.name("l"), writer.name("l"), writer.name("l")
    writer.branch(writer.value(f"icmp eq ptr {own}, {kind}"), yes, look)
    writer.label(look)
    answer = writer.value(f"call i32 @PyErr_GivenExceptionMatches(ptr {exception}, ptr {kind})")
    writer.branch(writer.value(f"icmp ne i32 {answer}, 0"), yes, no)
    for label, target in ((yes, 0), (no, 1)):
        writer.label(label)
        writer.result(instruction, ())
        writer.line(f"br label %b{instruction.targets[target]}")


EMIT: Final = {
    "guard_exception": guard_exception,
    "guard_catchable": guard_catchable,
    "raise": raise_,
    "reraise": reraise,
    "push_handled": push_handled,
    "pop_handled": pop_handled,
    "branch_matches": branch_matches,
}
