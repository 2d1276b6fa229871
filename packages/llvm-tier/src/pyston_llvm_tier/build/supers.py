"""`super().name(...)` and `super(C, x).name(...)`: the method that follows in the receiver's method resolution order.

Where it is the same function for all classes seen, it is called at once, and no super object is made. That takes the
call of `super` and the call of the method together, so nothing may come between them: arguments are names or constants.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Final

from pyston_llvm_tier.build.builder import Builder
from pyston_llvm_tier.build.callees import bind, is_guest
from pyston_llvm_tier.ir.kinds import Kind
from pyston_llvm_tier.native.fields import plain_class, version_of
from pyston_runtime.interfaces.code import Instruction

#: `build.calls.native_call`.
NativeCall = Callable[[Builder, Instruction, int, tuple[int, ...]], None]

_MISSING: Final = object()


def call_of_super(builder: Builder, register: Instruction, native_call: NativeCall) -> bool:
    """Build both calls; whether this is a call of `super` whose method is certain."""
    callee = builder.ref(register.operands[0])
    if callee >= 0 or builder.value(callee) is not super or len(register.operands) != 3 or builder.avoided():
        return False
    following = builder.pc + 2
    user = _user(builder, register, following)
    seen = builder.seen()
    receiver = builder.ref(register.operands[2])
    if user is None or seen is None or not seen.types[2] or receiver < 0 or builder.kind(receiver).base != "obj":
        return False
    within = builder.ref(register.operands[1])
    after = builder.value(within) if within < 0 else _class_around(builder, seen.types[2])
    if not isinstance(after, type) or (within >= 0 and register.operation == "call"):
        return False
    found = _next_method(seen.types[2], after, str(user.immediate))
    arguments = tuple([builder.ref(slot) for slot in user.operands[1:]])
    does_nothing = found is object.__init__ and not arguments
    if not does_nothing:
        if not isinstance(found, FunctionType) or not is_guest(found, builder.feedback):
            return False
        binding = bind(found, len(arguments) + 1)
        if binding is None or binding.defaults is not None:
            return False
    exit = builder.exit(f"another method {user.immediate} of super()")
    if register.operation == "call_super":
        builder.emit("guard_cell", (within, builder.constant(after)), exit=exit)
    versions = tuple([(kind, version_of(kind)) for kind in seen.types[2]])
    builder.emit("guard_class", (receiver,), immediate=versions, exit=exit)
    dropped = builder.ended(register, register.destination)
    if dropped:
        builder.emit("clear", drops=dropped)
    builder.pc = following
    if does_nothing:
        builder.finish("copy", user, (builder.constant(None),), Kind("const", detail=~builder.constant(None)))
    else:
        native_call(builder, user, builder.constant(found), (receiver, *arguments))
    return True


def _user(builder: Builder, register: Instruction, following: int) -> Instruction | None:
    """The call of the super object's method, where it follows at once; None where not."""
    instructions = builder.body.instructions
    if following >= len(instructions) or builder.seen(following) is None or following in builder.feedback.deopts:
        return None
    jump, user = instructions[following - 1], instructions[following]
    outside = builder.inside is not None and following not in builder.inside
    if outside or jump.operation != "jump" or jump.target != following or user.operation != "call_method":
        return None
    dest = register.destination
    used_up = dest in user.released or dest == user.destination
    return user if user.operands[0] == dest and used_up and dest not in user.operands[1:] else None


def _class_around(builder: Builder, types: tuple[type, ...]) -> type | None:
    """The class whose body defines the function that is being compiled, as far as its instances tell."""
    for base in types[0].__mro__:
        for value in list(base.__dict__.values()):
            code = getattr(value, "__code__", None) if type(value) is FunctionType else None
            if isinstance(code, CodeType) and code is builder.feedback.code:
                return base
    return None


def _next_method(types: tuple[type, ...], after: type, name: str) -> object:
    """What comes after a class in the method resolution order of all of some classes; None where they differ."""
    found: object = _MISSING
    for kind in types:
        if not plain_class(kind) or version_of(kind) == 0 or after not in kind.__mro__:
            return None
        here: object = None
        for base in kind.__mro__[kind.__mro__.index(after) + 1 :]:
            if name in base.__dict__:
                here = base.__dict__[name]
                break
        if found is not _MISSING and found is not here:
            return None
        found = here
    return found
