"""Run IR without LLVM: the oracle of the code generator, and a tier of its own (`--tiers interp,ir`)."""

from __future__ import annotations

from _thread import get_ident

# Names of the module, so that a program that rebinds them in `builtins` does not change this one.
from builtins import (
    all,
    any,
    bool,
    enumerate,
    getattr,
    isinstance,
    issubclass,
    iter,
    len,
    list,
    range,
    setattr,
    sorted,
    tuple,
    type,
    zip,
)
from sys import exception
from types import CellType
from typing import Any, Final, cast

from pyston_llvm_tier.build.builder import GOES_ON, NEVER_RUN, NEWER_CODE, OBSERVING, OUTSIDE
from pyston_llvm_tier.build.callees import is_unserved, plain_callee
from pyston_llvm_tier.build.flow import has_start
from pyston_llvm_tier.ir.kinds import BASE_OF_TYPE, Kind, fits
from pyston_llvm_tier.ir.model import Block, Exit, Function, Instruction
from pyston_llvm_tier.native.fields import Field, Method
from pyston_llvm_tier.options import OPTIONS
from pyston_llvm_tier.passes.known_classes import KNOWN
from pyston_llvm_tier.reference.calls import call_with, class_unchanged, found_so, method_fits
from pyston_llvm_tier.reference.operations import OPERATIONS, GuardFailed, compared
from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.tier import BEYOND, COLD, GUARD, INTERPRETED, NEWER, REFUSED, Activation, Entry, Runner

_END: Final = object()
#: Ops whose guard is of their result: it fails when they have been done.
_LATE_GUARDS: Final = ("call_native", "call_cases", "call_codes")


def exit_reasons(function: Function, index: int) -> str:
    """The reasons of the exits at an instruction."""
    return ", ".join(sorted({exit.reason for exit in function.exits if exit.pc == index and not exit.error}))


def exit_cause(function: Function, index: int) -> str:
    """Why code gives up at an instruction."""
    reasons = {exit.reason for exit in function.exits if exit.pc == index and not exit.error}
    cause = {NEWER_CODE: NEWER, GOES_ON: BEYOND}.get(reasons.pop(), GUARD) if len(reasons) == 1 else GUARD
    for block in function.blocks.values():
        last = block.instructions[-1]
        if last.op == "leave" and last.pc == index:
            cause = _CAUSES.get(function.exits[last.exit].reason, INTERPRETED)
    observes = any(exit.pc == index and exit.reason.endswith(OBSERVING) for exit in function.exits)
    return INTERPRETED if observes else cause


_CAUSES: Final = {NEVER_RUN: COLD, OUTSIDE: BEYOND}


class _Left(Exception):
    """Control goes back to the interpreter."""

    def __init__(self, exit: Exit) -> None:
        self.exit = exit


class ReferenceCode:
    """A unit's IR, ready to run."""

    def __init__(self, function: Function, feedback: UnitFeedback, unset: object, runner: Runner) -> None:
        self.function = function
        self.feedback = feedback
        self.unset = unset
        self.runner = runner

    @property
    def unit(self) -> CodeUnit:
        """The unit it was made from."""
        return self.function.unit

    def entry(self, index: int) -> Entry | None:
        """The way in at the start or a loop's head."""
        starts = has_start(self.function.unit, self.feedback) and self.function.blocks[0].pc == 0
        number = 0 if index == 0 and starts else self.function.heads.get(index)
        if number is None:
            return None
        start = number

        def enter(slots: list[object], exit: list[int]) -> object:
            return self.run(slots, exit, start)

        return enter

    def explain(self, index: int) -> str:
        """The reasons of the exits at an instruction."""
        return exit_reasons(self.function, index)

    def waiting(self, index: int) -> bool:
        """Its entries are there at once."""
        return False

    def cause(self, index: int) -> str:
        """Why the code gives up there."""
        return exit_cause(self.function, index)

    def invalidate(self) -> None:
        """Nothing else calls this code."""

    def suspend(self) -> None:
        """The interpreter enters nothing while somebody observes."""

    def revive(self) -> None:
        """Nothing was changed."""

    def run(self, slots: list[object], exit: list[int], start: int) -> object:
        """Run from a block on a frame's slots."""
        block = self.function.blocks[start]
        for slot, kind in enumerate(block.state):
            if not self._holds(slots[slot], kind):
                exit[0] = REFUSED
                return None
        activation = _Activation(self, slots)
        running = _RUNNING.setdefault(get_ident(), [])
        running.append(activation)
        try:
            while True:
                following = activation.through(block)
                if following is None:
                    for slot in range(len(block.state)):
                        slots[slot] = self.unset
                    return activation.result
                block = self.function.blocks[following]
        except _Left as left:
            exit[0] = left.exit.pc
            return None
        except BaseException:
            exit[0] = activation.at.pc
            raise
        finally:
            running.pop()

    def _holds(self, value: object, kind: Kind) -> bool:
        if value is self.unset:
            return kind.maybe or kind.base == "unset"
        if kind.base == "unset":
            return False
        if kind.base == "const" and isinstance(kind.detail, int):
            return value is self.function.constants[kind.detail]
        if kind.base in ("int", "float", "bool"):
            return BASE_OF_TYPE.get(type(value)) == kind.base and (kind.base != "int" or fits(value))
        if kind.base == "range_iter":
            return type(value) is type(iter(range(0)))
        if kind.base == "range":
            return type(value) is range
        return not isinstance(kind.detail, type) or type(value) is kind.detail


#: What runs, by thread.
_RUNNING: Final[dict[int, list[_Activation]]] = {}


def activations() -> list[Activation]:
    """What runs IR in this thread, the innermost first."""
    running = _RUNNING.get(get_ident(), [])
    return [Activation(one.code, list(one.slots), one.at.pc, one.slots) for one in reversed(running)]


class _Activation:
    """One run: the slots hold plain values throughout, so boxing and keeping objects mean nothing here."""

    def __init__(self, code: ReferenceCode, slots: list[object]) -> None:
        self.code = code
        self.slots = slots
        self.result: object = None
        self.at = code.function.blocks[0].instructions[0]

    def through(self, block: Block) -> int | None:
        """Run a block; the next one, which is the handler's where the block raises and has one, or None at the end."""
        try:
            return self.block(block)
        except _Left:
            raise
        except BaseException as error:
            handler = self.code.function.caught.get(self.at.error)
            if handler is None:
                raise
            raised = error
        # in no `except` block of the host's: what is handled is the program's matter
        function, pc = self.code.function, self.at.pc
        body = function.unit.body()
        count = body.slot_count
        caught = self.code.runner.catch(self.slots[:count], pc, raised)
        place = body.handlers[body.instructions[pc].handler].exception_slot
        self.slots[place:count] = [self.code.unset] * (count - place)
        self.slots[place] = caught
        return handler

    def block(self, block: Block) -> int | None:
        """Run a block; the next one, or None after `return`."""
        following: int | None = None
        for instruction in block.instructions:
            self.at = instruction
            if instruction.exit >= 0 and OPTIONS.fails(instruction.exit) and instruction.op not in _LATE_GUARDS:
                raise _Left(self.code.function.exits[instruction.exit])
            try:
                following = self.step(instruction)
            except GuardFailed:
                pass
            else:
                continue
            raise _Left(self.code.function.exits[instruction.exit])
        return following

    def values(self, instruction: Instruction) -> tuple[Any, ...]:
        """The arguments."""
        constants = self.code.function.constants
        return tuple([constants[~ref] if ref < 0 else self.slots[ref] for ref in instruction.args])

    def step(self, instruction: Instruction) -> int | None:
        """Run one instruction; where it goes, at a block's end."""
        control = getattr(self, "do_" + instruction.op, None)
        values = self.values(instruction)
        if control is not None:
            return cast("int | None", control(instruction, values))
        value = OPERATIONS[instruction.op](instruction, values)
        self.write(instruction, value)
        if instruction.op == "move":
            self.slots[instruction.args[0]] = self.code.unset
        return None

    def write(self, instruction: Instruction, value: object) -> None:
        """Release what ends, write the result."""
        for slot in instruction.drops:
            if slot != instruction.dest:
                self.slots[slot] = self.code.unset
        if instruction.dest >= 0:
            kind = instruction.result
            if kind is not None and kind.base == "const" and isinstance(kind.detail, int):
                value = self.code.function.constants[kind.detail]
            self.slots[instruction.dest] = value

    def do_convert(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if instruction.kinds[0].base == "unset":
            self.slots[instruction.dest] = self.code.unset
        else:
            self.slots[instruction.dest] = values[0]

    def do_clear(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.write(instruction, None)

    def do_guard_bound(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if values[0] is self.code.unset:
            raise GuardFailed

    def do_guard_is(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if values[0] is not values[1]:
            raise GuardFailed

    def do_guard_method(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        methods = cast("tuple[Method, ...]", instruction.immediate)
        if not any(method_fits(method, values[0]) for method in methods):
            raise GuardFailed

    def do_guard_version(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if not class_unchanged(values[0], cast(int, instruction.immediate)):
            raise GuardFailed

    def do_guard_class(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        classes = cast("tuple[tuple[type, int], ...]", instruction.immediate)
        if not any(type(values[0]) is kind and class_unchanged(kind, version) for kind, version in classes):
            raise GuardFailed

    def do_guard_cell(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        try:
            held = values[0].cell_contents
        except ValueError:
            held = _END
        if held is not values[1]:
            raise GuardFailed

    def do_guard_defaults(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if values[0].__defaults__ is not values[1]:
            raise GuardFailed

    def do_guard_member(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        name, constant = cast("tuple[str, int]", instruction.immediate)
        if getattr(values[0], name, _END) is not self.code.function.constants[~constant]:
            raise GuardFailed

    def do_guard_callable(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if not plain_callee(values[0], self.code.feedback.code):
            raise GuardFailed

    def do_guard_look_up(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        callable_so = is_unserved if instruction.immediate else self.is_plain
        if not found_so(values[0], values[1], callable_so):
            raise GuardFailed

    def is_plain(self, callee: object) -> bool:
        return plain_callee(callee, self.code.feedback.code)

    def do_field_get(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        fields = cast("tuple[Field, ...]", instruction.immediate)
        if not any(_stands(field, values[0]) for field in fields):
            raise GuardFailed
        try:
            value = getattr(values[0], fields[0].name)
        except AttributeError:
            raise GuardFailed from None
        wanted = None if instruction.result is None else instruction.result.base
        if wanted in ("int", "float") and (
            BASE_OF_TYPE.get(type(value)) != wanted or (wanted == "int" and not fits(value))
        ):
            raise GuardFailed
        self.write(instruction, value)

    def do_field_get_int(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.do_field_get(instruction, values)

    def do_field_get_float(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.do_field_get(instruction, values)

    def do_field_set(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        fields = cast("tuple[Field, ...]", instruction.immediate)
        if not any(_stands(field, values[0]) for field in fields):
            raise GuardFailed
        setattr(values[0], fields[0].name, values[1])
        self.write(instruction, None)

    def do_field_set_int(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        holder, value = values
        field = next((one for one in cast("tuple[Field, ...]", instruction.immediate) if _stands(one, holder)), None)
        if field is None:
            raise GuardFailed
        held = getattr(holder, field.name, value) if field.slot >= 0 else holder.__dict__.get(field.name, value)
        if type(held) is not type(values[1]):
            raise GuardFailed
        self.do_field_set(instruction, values)

    def do_field_set_float(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.do_field_set_int(instruction, values)

    def known(self, instruction: Instruction, values: tuple[Any, ...]) -> int | None:
        """An access whose guard was dropped: the pass that did it is at fault where that would fail."""
        (field,) = cast("tuple[Field]", instruction.immediate)
        assert _stands(field, values[0]), instruction
        return cast("int | None", getattr(self, "do_" + instruction.op.removeprefix(KNOWN))(instruction, values))

    do_known_field_get = do_known_field_get_int = do_known_field_get_float = known
    do_known_field_set = do_known_field_set_int = do_known_field_set_float = known

    def do_make_cell(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.slots[instruction.dest] = CellType(values[0])

    def do_make_empty_cell(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.slots[instruction.dest] = CellType()

    def do_load_cell(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        try:
            value = values[0].cell_contents
        except ValueError:
            raise GuardFailed from None
        self.write(instruction, value)

    def do_store_cell(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        values[0].cell_contents = values[1]
        self.write(instruction, None)

    def look_up(self, name: str) -> object:
        feedback = self.code.feedback
        value = feedback.globals.get(name, _END)
        return feedback.builtins.get(name, _END) if value is _END else value

    def do_guard_global(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        name, _, constant = cast("tuple[str, bool, int]", instruction.immediate)
        if self.look_up(name) is not self.code.function.constants[~constant]:
            raise GuardFailed
        self.write(instruction, None)

    def do_load_global(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        value = self.look_up(str(instruction.immediate))
        if value is _END:
            raise GuardFailed
        self.write(instruction, value)

    def do_store_global(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.code.feedback.globals[str(instruction.immediate)] = values[0]
        self.write(instruction, None)

    def do_call_native(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.called(instruction, values[0](*values[1:]))

    def do_call_shown(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        names = instruction.immediate if isinstance(instruction.immediate, tuple) else ()
        shown = list(self.slots[: self.code.function.unit.body().slot_count])
        value = self.code.runner.call(shown, instruction.pc, names, *values)
        self.write(instruction, value)

    def do_call_shown_method(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        holder, name, *arguments = values
        self.do_call_shown(instruction, (getattr(holder, name), *arguments))

    def do_guard_unserved(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if not is_unserved(values[0]):
            raise GuardFailed

    def do_guard_callees(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if not plain_callee(values[0], self.code.feedback.code):
            raise GuardFailed

    def do_call_codes(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        (_, names), _, _ = cast("tuple[tuple[object, object], object, str]", instruction.immediate)
        self.called(instruction, call_with(values[0], values[1:], names))

    def do_call_cases(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        methods, _, _ = cast("tuple[tuple[Method, ...], object, str]", instruction.immediate)
        self.called(instruction, getattr(values[0], methods[0].name)(*values[1:]))

    def called(self, instruction: Instruction, value: object) -> None:
        """Write the result of a call, which must be of the kind wanted."""
        _, wanted, symbol = cast("tuple[object, tuple[str, bool] | None, str]", instruction.immediate)
        if symbol and value is NotImplemented:
            left, right = [type(operand).__name__ for operand in self.values(instruction)[-2:]]
            raise TypeError(f"unsupported operand type(s) for {symbol}: '{left}' and '{right}'")
        self.write(instruction, value)
        if wanted is not None:
            wrong = BASE_OF_TYPE.get(type(value)) != wanted[0]
            if wrong or (type(value) is int and not fits(value)):
                raise GuardFailed

    def do_poll(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if self.code.runner.poll():
            raise GuardFailed

    def do_poll_entry(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.do_poll(instruction, values)

    def do_jump(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        return instruction.targets[0]

    def choose(self, instruction: Instruction, holds: object) -> int:
        chosen = bool(holds)
        self.write(instruction, None)
        return instruction.targets[0 if chosen else 1]

    def do_branch_compare(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        op, name = cast("tuple[str, str]", instruction.immediate)
        return self.choose(instruction, compared(op, name, *values))

    def do_branch_truth(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        return self.choose(instruction, values[0])

    def do_branch_is(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        return self.choose(instruction, values[0] is values[1])

    def do_range_next(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        return self.do_iter_next(instruction, values)

    def do_iter_next(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        for value in values[0]:
            self.write(instruction, value)
            return instruction.targets[0]
        self.slots[instruction.args[0]] = self.code.unset
        return instruction.targets[1]

    def do_item_next(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        return self.do_iter_next(instruction, values)

    def do_enumerate_next(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        if type(values[0]) is not enumerate:
            raise GuardFailed
        index, item = cast("tuple[int, int]", instruction.immediate)
        for value in values[0]:
            self.write(instruction, None)
            self.slots[index], self.slots[item] = value
            return instruction.targets[0]
        self.slots[instruction.args[0]] = self.code.unset
        return instruction.targets[1]

    def do_unpack(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        _, slots = cast("tuple[type, tuple[int, ...]]", instruction.immediate)
        items = list(values[0])
        self.write(instruction, None)
        for slot, item in zip(slots, items, strict=True):
            self.slots[slot] = item

    def do_guard_exception(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        if not isinstance(values[0], BaseException):
            raise GuardFailed

    def do_guard_catchable(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        kinds = values[0] if isinstance(values[0], tuple) else (values[0],)
        if not all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in kinds):
            raise GuardFailed

    def do_push_handled(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        before = exception()
        set_handled(values[0])
        self.write(instruction, before)

    def do_pop_handled(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        set_handled(values[0])
        self.write(instruction, None)

    def do_branch_matches(self, instruction: Instruction, values: tuple[Any, ...]) -> int:
        kinds = values[1] if isinstance(values[1], tuple) else (values[1],)
        return self.choose(instruction, any(kind in type(values[0]).__mro__ for kind in kinds))

    def do_raise(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        raise values[0]

    def do_reraise(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        raise GuardFailed

    def do_return(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        self.result = values[0]

    def do_leave(self, instruction: Instruction, values: tuple[Any, ...]) -> None:
        raise GuardFailed


def _stands(field: Field, holder: object) -> bool:
    """Whether a field is on an instance of its class, as that was."""
    return type(holder) is field.holder and class_unchanged(field.holder, field.version)
