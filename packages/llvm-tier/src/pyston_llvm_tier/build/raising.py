"""Exceptions: raised, caught and handled in compiled code, so that a loop around a `try` is not left for each of them.

Where an exception goes is the builder's matter (`Builder.error`); here is what handlers are made of.
"""

from __future__ import annotations

from pyston_llvm_tier.build.builder import GOES_ON, Builder
from pyston_llvm_tier.build.callees import plain_callee
from pyston_llvm_tier.build.numbers import branch
from pyston_llvm_tier.ir.kinds import OBJ, UNSET, Kind, holds_object
from pyston_runtime.interfaces.code import NONE, Instruction


def raise_(builder: Builder, register: Instruction) -> None:
    """`raise` of an instance, or of a class whose call nobody can see; the rest is the interpreter's."""
    exception, cause = register.operands
    if exception == NONE or cause != NONE or builder.avoided():
        builder.leave("raise with a cause, or of what is handled")
        return
    ref = builder.ref(exception)
    if ref < 0:
        target = builder.value(ref)
        if not _exception_class(target) or not plain_callee(target, builder.feedback.code):
            builder.leave("raise of what is no plain exception class")
            return
        ref = exception if exception < builder.slot_count else -1
        if ref < 0:
            builder.leave("raise of a constant")
            return
        builder.emit("py_call", (builder.ref(exception),), dest=ref, result=OBJ, error=builder.error())
    builder.boxed(ref)
    builder.emit("guard_exception", (ref,), exit=builder.exit("raise of what is no exception"))
    builder.emit("raise", (ref,), error=builder.error())


def reraise(builder: Builder, register: Instruction) -> None:
    """Go on unwinding: to a handler of this frame, or out of it."""
    exception = register.operands[0]
    handler = builder.handler()
    if handler is None:
        if builder.body.instructions[builder.pc].handler != NONE:
            builder.leave("exception goes on to a handler that is not compiled")
            return
        drops = tuple([slot for slot, kind in enumerate(builder.state) if holds_object(kind) and slot != exception])
        builder.emit("reraise", (exception,), exit=builder.exit(GOES_ON), drops=drops)
        return
    place = handler.exception_slot
    gone = [slot for slot, kind in enumerate(builder.state) if slot >= place and holds_object(kind)]
    drops = tuple([slot for slot in gone if slot not in (exception, place)])
    state = builder.handled_state(place)
    if exception != place:
        old = (place,) if place in gone else ()
        builder.emit("move", (exception,), dest=place, result=OBJ, drops=old)
    if drops:
        builder.emit("clear", drops=drops)
    builder.state = list(state)
    builder.terminate("jump", (), None, (handler.target,))


def push_handled(builder: Builder, register: Instruction) -> None:
    """Make an exception the handled one, and keep the one before."""
    builder.finish("push_handled", register, (builder.ref(register.operands[0]),), OBJ)


def pop_handled(builder: Builder, register: Instruction) -> None:
    """Make what was handled before the handled exception again."""
    slot = register.operands[0]
    ref = builder.ref(slot)
    builder.boxed(ref)
    builder.emit("pop_handled", (ref,), drops=(slot,) if ref >= 0 else ())
    builder.state[slot] = UNSET


def match_exception(builder: Builder, register: Instruction) -> None:
    """Go to the target unless `except type` catches the exception."""
    exception, kind = [builder.ref(slot) for slot in register.operands]
    builder.boxed(kind)
    if kind >= 0 or not _exception_class(builder.value(kind)):
        if builder.avoided():
            builder.leave("except of what is no exception class")
            return
        builder.emit("guard_catchable", (kind,), exit=builder.exit("except of what is no exception class"))
    targets = (builder.pc + 1, register.target)
    branch(builder, register, "branch_matches", (exception, kind), None, targets)


def load_assertion_error(builder: Builder, register: Instruction) -> None:
    """AssertionError itself, whatever the name means."""
    constant = builder.constant(AssertionError)
    builder.finish("copy", register, (constant,), Kind("const", detail=~constant))


def _exception_class(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseException)
