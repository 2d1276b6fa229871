"""The state of building: the kinds of all slots at the current point, and how instructions change them.

An exit describes the state before the register instruction it names; a guard may therefore only fail before the
instruction has changed anything that the program sees.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from pyston_llvm_tier.ir.kinds import (
    BASE_OF_TYPE,
    BOOL,
    NO,
    OBJ,
    UNSET,
    YES,
    Kind,
    fits,
    holds_object,
)
from pyston_llvm_tier.ir.model import Block, Exit, Instruction
from pyston_llvm_tier.native.layouts import array_type
from pyston_runtime.interfaces.code import NONE, Body, CodeUnit, Handler
from pyston_runtime.interfaces.code import Instruction as RegisterInstruction
from pyston_runtime.interfaces.feedback import InstructionFeedback, UnitFeedback

#: Operations that look only at the numbers they are given.
_VALUE_ONLY: Final = frozenset({"binary", "inplace", "unary", "compare", "branch_compare_false", "branch_compare_true"})

NEVER_RUN: Final = "never run while it was recorded"
OUTSIDE: Final = "outside the loops that are compiled"
NEWER_CODE: Final = "other code is current"
GOES_ON: Final = "the exception goes on"
#: The end of the reason where a callee is the interpreter's to call.
OBSERVING: Final = "may look at its caller's frame"


#: For each instruction, the types of its operands and the value that earlier code of the unit has assumed.
Tried = dict[int, tuple[tuple[tuple[type, ...], ...], object]]


class Unsupported(Exception):
    """The unit cannot be compiled; the message says why."""


class Builder:
    """Builds the instructions of one block at a time."""

    def __init__(self, unit: CodeUnit, feedback: UnitFeedback, tried: Tried) -> None:
        self.unit = unit
        self.feedback = feedback
        self.tried = tried
        self.body: Body = unit.body()
        self.slot_count = self.body.slot_count
        self.named = len(self.body.slot_names)
        self.constants: list[object] = list(self.body.constants)
        self._places: dict[int, int] = {}
        self.exits: list[Exit] = []
        self._exit_numbers: dict[Exit, int] = {}
        self.state: list[Kind] = []
        self.out: list[Instruction] = []
        self.pc = 0
        self.guards = 0
        #: (register target, state there) for each target of the last instruction
        self.edges: list[tuple[int, tuple[Kind, ...]]] = []
        #: the same for exceptions that are caught here, by the number of the exit
        self.caught: dict[int, tuple[int, tuple[Kind, ...]]] = {}
        self.leaders = _leaders(self.body)
        #: The instructions that are compiled; None for all.
        self.inside: frozenset[int] | None = None
        #: Whether the start looks whether the host is to be let in: it may call itself for long.
        self.polls = False

    # the current instruction

    def seen(self, pc: int | None = None) -> InstructionFeedback | None:
        """What was recorded at an instruction."""
        return self.feedback.instructions.get(self.pc if pc is None else pc)

    def avoided(self) -> bool:
        """Whether compiled code has given up at this instruction before: then nothing is assumed of it.

        Other types, or another callee, than those that were assumed in vain are another chance.
        """
        if self.pc not in self.feedback.deopts:
            return False
        seen = self.seen()
        return seen is None or self.tried.get(self.pc, (seen.types, seen.value)) == (seen.types, seen.value)

    def constant(self, value: object) -> int:
        """The reference `~n` to a constant."""
        place = self._places.get(id(value))
        if place is None:
            place = len(self.constants)
            self.constants.append(value)
            self._places[id(value)] = place
        return ~place

    def ref(self, slot: int) -> int:
        """What to read for a slot: itself, or the constant it stands for."""
        if slot >= self.slot_count:
            return ~(slot - self.slot_count)
        kind = self.state[slot]
        if kind.base == "const" and isinstance(kind.detail, int):
            return ~kind.detail
        return slot

    def kind(self, ref: int) -> Kind:
        """The kind of what is read."""
        return Kind("const", detail=~ref) if ref < 0 else self.state[ref]

    def value(self, ref: int) -> object:
        """The value of a constant reference."""
        return self.constants[~ref]

    # emitting

    def exit(self, reason: str, pc: int | None = None, error: bool = False) -> int:
        """The number of the exit with the current state."""
        found = Exit(self.pc if pc is None else pc, tuple(self.state), reason, error)
        number = self._exit_numbers.get(found)
        if number is None:
            number = len(self.exits)
            self.exits.append(found)
            self._exit_numbers[found] = number
        return number

    def error(self) -> int:
        """The exit taken when the current instruction raises; it leads to the handler, where that has been run."""
        number = self.exit("exception", error=True)
        handler = self.handler()
        if handler is not None:
            self.caught[number] = (handler.target, self.handled_state(handler.exception_slot))
        return number

    def handler(self) -> Handler | None:
        """The handler of the current instruction, where it is compiled."""
        number = self.body.instructions[self.pc].handler
        if number == NONE:
            return None
        handler = self.body.handlers[number]
        outside = self.inside is not None and handler.target not in self.inside
        return None if outside or handler.target not in self.feedback.instructions else handler

    def handled_state(self, slot: int) -> tuple[Kind, ...]:
        """The state when the exception is in the handler's slot: every temporary above is cleared."""
        return (*self.state[:slot], OBJ, *([UNSET] * (self.slot_count - slot - 1)))

    def emit(
        self,
        op: str,
        args: tuple[int, ...] = (),
        *,
        dest: int = NONE,
        result: Kind | None = None,
        immediate: object = None,
        exit: int = -1,
        error: int = -1,
        drops: tuple[int, ...] = (),
    ) -> None:
        """Append an instruction; the state of `dest` becomes `result`."""
        kinds = tuple([self.kind(ref) for ref in args])
        if exit >= 0:
            self.guards += 1
        self.out.append(Instruction(op, dest, result, args, kinds, immediate, exit, error, drops, (), self.pc))
        for slot in drops:
            self.state[slot] = UNSET
        if dest != NONE and result is not None:
            self.state[dest] = result

    def finish(
        self,
        op: str,
        register: RegisterInstruction,
        args: tuple[int, ...],
        result: Kind | None,
        *,
        immediate: object = None,
        exit: int = -1,
        error: int = -1,
    ) -> None:
        """Append the instruction that completes a register instruction: its temporaries end, its result appears."""
        dest = register.destination if result is not None else NONE
        self.emit(op, args, dest=NONE, immediate=immediate, exit=exit, error=error)
        drops = self.ended(register, dest)
        last = self.out.pop()
        self.out.append(
            Instruction(last.op, dest, result, last.args, last.kinds, immediate, exit, error, drops, (), self.pc)
        )
        if dest != NONE and result is not None:
            self.state[dest] = result

    def ended(self, register: RegisterInstruction, dest: int) -> tuple[int, ...]:
        """Mark released temporaries and the old destination as empty; those that own objects are returned."""
        drops: list[int] = []
        for slot in (*register.released, dest):
            if slot == NONE or slot >= self.slot_count:
                continue
            if holds_object(self.state[slot]) and slot not in drops:
                drops.append(slot)
            self.state[slot] = UNSET
        return tuple(drops)

    def terminate(
        self, op: str, args: tuple[int, ...], immediate: object, targets: tuple[int, ...], exit: int = -1
    ) -> None:
        """End the block; `targets` are register instructions, entered with the current state."""
        self.emit(op, args, immediate=immediate, exit=exit)
        for target in targets:
            self.edges.append((target, tuple(self.state)))

    def leave(self, reason: str) -> None:
        """End the block: the interpreter goes on with this instruction."""
        self.emit("leave", exit=self.exit(reason))
        self.guards -= 1

    # numbers

    def number_base(self, ref: int, types: tuple[type, ...]) -> str | None:
        """The unboxed base in which a value can be had: from its kind, else from what was seen."""
        kind = self.kind(ref)
        if kind.base in ("int", "float", "bool"):
            return kind.base
        if kind.base == "const":
            value = self.value(ref)
            if type(value) is int:
                return "int" if fits(value) else None
            return BASE_OF_TYPE.get(type(value))
        if kind.base != "obj" or self.avoided():
            return None
        if isinstance(kind.detail, type):
            return BASE_OF_TYPE.get(kind.detail)
        return BASE_OF_TYPE.get(types[0]) if len(types) == 1 else None

    def unbox(self, ref: int, base: str, pc: int | None = None, keep: bool = True) -> None:
        """Have a slot's value unboxed; a guard where its kind is not known."""
        kind = self.kind(ref)
        if ref < 0 or kind.base == base:
            return
        exit = self.exit(f"not {base}", pc)
        if base == "bool":
            self.emit("unbox", (ref,), dest=ref, result=BOOL, immediate=base, exit=exit)
        else:
            self.emit("unbox", (ref,), dest=ref, result=Kind(base, YES if keep else NO), immediate=base, exit=exit)

    def boxed(self, ref: int) -> None:
        """Have an object in the frame's memory for a slot."""
        if ref < 0:
            return
        kind = self.state[ref]
        if kind.base == "obj" or kind.boxed == YES:
            return
        result = Kind(kind.base, YES) if kind.base in ("int", "float") else _BOXED_DETAIL.get(kind.base, Kind("obj"))
        self.emit("box", (ref,), dest=ref, result=result)

    def guard_type(self, ref: int, expected: type) -> bool:
        """Guard the exact type of an object; False where it is known to be another."""
        kind = self.kind(ref)
        if kind.base == "const":
            return type(self.value(ref)) is expected
        if kind.base != "obj":
            return False
        if kind.detail is expected:
            return True
        exit = self.exit(f"not {expected.__name__}")
        known = expected if expected in STABLE_TYPES or expected is array_type() else None
        self.emit("guard_type", (ref,), dest=ref, result=Kind("obj", detail=known), immediate=expected, exit=exit)
        return True

    def want_result(self, dest: int, types: tuple[type, ...]) -> None:
        """Unbox what the instruction has just written, where all results seen were numbers of one type."""
        if dest == NONE or len(types) != 1 or self.pc + 1 in self.feedback.deopts or self.pc in self.feedback.deopts:
            return
        base = BASE_OF_TYPE.get(types[0])
        if base is not None and self.state[dest].base == "obj":
            self.unbox(dest, base, self.pc + 1, keep=not self.value_only(dest))

    def value_only(self, dest: int) -> bool:
        """Whether a temporary about to be written at this instruction is only ever read as a number."""
        if dest < self.named:
            return False
        instructions = self.body.instructions
        for index in range(self.pc + 1, min(self.pc + 24, len(instructions))):
            if index in self.leaders:
                return False
            follower = instructions[index]
            if dest in follower.operands:
                if (
                    follower.operation not in _VALUE_ONLY
                    or (dest not in follower.released and dest != follower.destination)
                    or index in self.feedback.deopts
                ):
                    return False
                if follower.immediate in ("is", "is not", "in", "not in"):
                    return False
                seen = self.seen(index)
                return seen is not None and all(len(types) == 1 and types[0] in BASE_OF_TYPE for types in seen.types)
        return False


#: Types whose instances cannot change their class.
STABLE_TYPES: Final = frozenset(
    {
        *(list, tuple, dict, str, bytes, bytearray, set, frozenset, range, int, float, bool, complex, slice),
        *(ModuleType, type(iter([])), type(iter(()))),
    }
)

_BOXED_DETAIL: Final = {
    "range": Kind("obj", detail=range),
    "slice": Kind("obj", detail=slice),
    "bool": Kind("obj", detail=bool),
}


def _leaders(body: Body) -> frozenset[int]:
    """The instructions that something jumps to, or that stand behind a jump."""
    found = {0}
    for index, instruction in enumerate(body.instructions):
        if instruction.target != NONE:
            found.add(instruction.target)
            found.add(index + 1)
    return frozenset(found)


__all__ = ["STABLE_TYPES", "Block", "Builder", "Unsupported"]
