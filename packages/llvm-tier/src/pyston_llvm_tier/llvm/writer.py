"""Write the LLVM text of one function: names, registers of slots, exits. What single ops become is in `emit_*`.

Every slot that is ever unboxed has a register (an alloca that LLVM promotes); objects live in the frame's memory, which
exits hand to the interpreter as it is. A null there means: no object.
"""

from __future__ import annotations

import struct
from types import CodeType
from typing import Final, NamedTuple, Protocol

from pyston_llvm_tier.ir.kinds import NO, YES, Kind, holds_object
from pyston_llvm_tier.ir.model import Function, Instruction
from pyston_llvm_tier.llvm.calling_out import CALLER, OBJECTS, RECORD, SITE, seen_call
from pyston_llvm_tier.llvm.notation import LIKELY, UNLIKELY, address, memory
from pyston_llvm_tier.llvm.sites import Held, Site, site_number
from pyston_llvm_tier.native.layouts import LIST_ITEMS
from pyston_llvm_tier.options import OPTIONS
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.feedback import UnitFeedback

#: Registers of a slot by kind: suffix and LLVM type.
REGISTERS: Final = {
    "int": (("i", "i64"),),
    "float": (("f", "double"),),
    "bool": (("b", "i1"),),
    "range": (("r0", "i64"), ("r1", "i64"), ("r2", "i64")),
    "range_iter": (("r0", "i64"), ("r1", "i64"), ("r2", "i64")),
    "slice": (("r0", "i64"), ("r1", "i64")),
}

PAIR: Final = "{i64, i64}"

#: What a local can be held as; the others are used up by the instruction that follows, or are one's alone.
SHOWN_REGISTERS: Final = ("int", "float", "bool", "range")


def float_text(value: float) -> str:
    """A double as LLVM reads it exactly."""
    return "0x" + struct.pack(">d", value).hex().upper()


def _has_no_object(kind: Kind) -> bool:
    """Whether an exit has to make an object for a slot of this kind."""
    return kind.base not in ("obj", "unset") and kind.boxed != YES


class Asked(NamedTuple):
    """The functions of `interfaces.tier.Runner` for a unit, as the objects that generated code calls."""

    resume: object
    catch: object
    call: object
    poll: object


class Cells(Protocol):
    """Where the addresses of compiled bodies stand, by the code object of their functions."""

    def address(self, code: CodeType) -> int:
        """The address of the place."""
        ...


class Writer:
    """The text of one function under construction."""

    def __init__(self, function: Function, asked: Asked) -> None:
        self.function = function
        self.resume = asked.resume
        self.catch = asked.catch
        self.call = asked.call
        self.poll = asked.poll
        self.slots = len(function.parameters)
        self.named = len(function.unit.body().slot_names)
        self.lines: list[str] = []
        self.globals: list[str] = []
        self.used_registers: set[tuple[int, str, str]] = set()
        self.used_exits: set[int] = set()
        self._shared_exits: dict[tuple[str, tuple[tuple[int, Kind], ...]], str] = {}
        self._leaving: set[str] = set()
        self._number = 0
        self.most_arguments = 1
        self.feedback: UnitFeedback
        self.cells: Cells
        self.current = (0, "")
        self.code = 0
        self.instruction: Instruction
        self.sites: dict[Site, int] = {}
        self.shows = False
        self._words: dict[tuple[int, str], int] = {}

    # names and text

    def name(self, prefix: str = "v") -> str:
        """A fresh value or label."""
        self._number += 1
        return f"{prefix}{self._number}"

    def line(self, text: str) -> None:
        """One line of code."""
        self.lines.append("  " + text)

    def value(self, text: str) -> str:
        """A line that computes a value; the value."""
        if text.startswith("call "):
            seen = seen_call(text)
            if seen is not None:
                self.note_site()
                text = seen
        name = "%" + self.name()
        self.line(f"{name} = {text}")
        return name

    def native_call(self, body: str, arguments: str) -> str:
        """A call of a compiled body; the pair that comes back.

        Args:
            body: its address.
            arguments: each with a comma before it.
        """
        self.note_site()
        less = self.value("sub i64 %depth, 1")
        return self.value(f"call {PAIR} {body}({RECORD} %record, ptr %thread, i64 {less}{arguments})")

    # the record

    def note_site(self) -> None:
        """Note in the record which call is made, and what it needs to show the locals."""
        self.shows = True
        instruction = self.instruction
        number = instruction.error if instruction.error >= 0 else instruction.exit
        if number < 0:
            return
        held: list[Held] = []
        for slot, kind in enumerate(self.function.exits[number].state[: self.named]):
            if kind.base in SHOWN_REGISTERS and kind.boxed != YES:
                words = [self._hold(slot, suffix, type) for suffix, type in REGISTERS[kind.base]]
                held.append(Held(slot, kind, tuple(words), self._hold(slot, "set", "i1") if kind.maybe else -1))
            elif kind.base == "const":
                held.append(Held(slot, kind, (), self._hold(slot, "set", "i1") if kind.maybe else -1))
        site = Site(self.function.exits[number].pc, tuple(held))
        index = self.sites.setdefault(site, len(self.sites))
        self.line(f"store ptr {memory(site_number(self.code, index))}, ptr %site")

    def _hold(self, slot: int, suffix: str, type: str) -> int:
        """Put a register into the record; the word."""
        word = self._words.setdefault((slot, suffix), OBJECTS + self.slots + len(self._words))
        value = self.load(slot, suffix, type)
        if type == "i1":
            value, type = self.value(f"zext i1 {value} to i64"), "i64"
        self.line(f"store {type} {value}, ptr %w{word}")
        return word

    def label(self, label: str) -> None:
        """Start an LLVM block."""
        self.lines.append(f"{label}:")

    def branch(self, condition: str, yes: str, no: str, likely: bool | None = None) -> None:
        """A conditional branch; `likely` tells which way it nearly always goes."""
        weights = "" if likely is None else f", !prof {LIKELY if likely else UNLIKELY}"
        self.line(f"br i1 {condition}, label %{yes}, label %{no}{weights}")

    # registers and memory

    def register(self, slot: int, suffix: str, kind: str) -> str:
        """The alloca of a slot's register."""
        self.used_registers.add((slot, suffix, kind))
        return f"%s{slot}.{suffix}"

    def load(self, slot: int, suffix: str, kind: str) -> str:
        """Read a register."""
        return self.value(f"load {kind}, ptr {self.register(slot, suffix, kind)}")

    def store(self, slot: int, suffix: str, kind: str, value: str) -> None:
        """Write a register."""
        self.line(f"store {kind} {value}, ptr {self.register(slot, suffix, kind)}")

    def place(self, slot: int) -> str:
        """The address of a slot's object in the frame's memory."""
        return f"%p{slot}"

    def load_object(self, slot: int) -> str:
        """Read a slot's object, borrowed."""
        return self.value(f"load ptr, ptr {self.place(slot)}")

    def store_object(self, slot: int, value: str) -> None:
        """Write a slot's object, which it owns from now on."""
        self.line(f"store ptr {value}, ptr {self.place(slot)}")

    # arguments

    def constant(self, ref: int) -> object:
        """The value of a constant reference."""
        return self.function.constants[~ref]

    def kept(self, value: tuple[str, ...]) -> tuple[str, ...]:
        """A tuple as one object that the unit's constants keep alive."""
        for found in self.function.constants:
            if type(found) is tuple and found == value:
                return found
        self.function.constants.append(value)
        return value

    def held(self, value: object) -> str:
        """The address of an object that the unit's constants keep alive from now on."""
        self.function.constants.append(value)
        return address(value)

    def text(self, value: str) -> str:
        """The address of a string that the unit's constants keep alive."""
        return address(self.interned(value))

    def interned(self, name: str) -> str:
        """A name as the one object that the unit's constants keep alive."""
        for value in self.function.constants:
            if value is name:
                return name
        self.function.constants.append(name)
        return name

    def object(self, ref: int) -> str:
        """An argument as an object, borrowed."""
        return address(self.constant(ref)) if ref < 0 else self.load_object(ref)

    def object_type(self, ref: int, kind: Kind) -> str:
        """The type of an argument, which need not have an object."""
        for base, exact in (("int", int), ("float", float), ("bool", bool)):
            if kind.base == base:
                return address(exact)
        return self.value(f"load ptr, ptr {self.value(f'getelementptr i8, ptr {self.object(ref)}, i64 8')}")

    def integer(self, ref: int, kind: Kind) -> str:
        """An argument as an i64."""
        if ref < 0:
            return str(int(self.constant(ref)))  # type: ignore[call-overload]
        if kind.base == "bool":
            return self.value(f"zext i1 {self.load(ref, 'b', 'i1')} to i64")
        return self.load(ref, "i", "i64")

    def double(self, ref: int, kind: Kind) -> str:
        """An argument as a double."""
        if ref < 0:
            return float_text(float(self.constant(ref)))  # type: ignore[arg-type]
        if kind.base == "float":
            return self.load(ref, "f", "double")
        return self.value(f"sitofp i64 {self.integer(ref, kind)} to double")

    def truth(self, ref: int, kind: Kind) -> str:
        """An argument as an i1."""
        if ref < 0:
            return "true" if self.constant(ref) else "false"
        return self.load(ref, "b", "i1")

    def is_float(self, ref: int, kind: Kind) -> bool:
        """Whether an argument is a float."""
        return type(self.constant(ref)) is float if ref < 0 else kind.base == "float"

    def listed(self, state: tuple[Kind, ...]) -> str:
        """A new list that shows all slots, where those have these kinds: the locals, and what objects there are."""
        shown = self.value(f"call ptr @pyston_listed(ptr %frame, i64 {self.slots})")
        items = self.value(f"load ptr, ptr {self.value(f'getelementptr i8, ptr {shown}, i64 {LIST_ITEMS}')}")
        for slot, kind in enumerate(state[: self.named]):
            if _has_no_object(kind):
                self.box(slot, kind, self.value(f"getelementptr ptr, ptr {items}, i64 {slot}"))
        self.line(f"call void @pyston_marked(ptr {items}, i64 {self.slots})")
        return shown

    # results

    def result(self, instruction: Instruction, values: tuple[str, ...]) -> None:
        """Write the result and release what ends.

        Args:
            instruction: what is completed.
            values: of an object the pointer, owned; of an unboxed kind the registers' values; none of a constant.
        """
        old = [(slot, self.load_object(slot)) for slot in instruction.drops]
        kind = instruction.result
        for slot, _ in old:
            if not (slot == instruction.dest and kind is not None and kind.base == "obj"):
                self.store_object(slot, "null")
        if instruction.dest >= 0 and kind is not None:
            if kind.base == "obj":
                self.store_object(instruction.dest, values[0])
            elif kind.base in REGISTERS:
                for (suffix, llvm_kind), value in zip(REGISTERS[kind.base], values, strict=True):
                    self.store(instruction.dest, suffix, llvm_kind, value)
        for _, value in old:
            self.line(f"call void @xdecref(ptr {value})")

    # guards and exits

    def guard(self, condition: str, instruction: Instruction) -> None:
        """Leave through the instruction's exit unless the condition holds."""
        holds = self.name("g")
        if OPTIONS.fails(instruction.exit):
            condition = "false"
        self.branch(condition, holds, self.exit(instruction.exit), likely=True)
        self.label(holds)

    def check(self, failed: str, instruction: Instruction) -> None:
        """Leave through the instruction's error exit where an exception is set."""
        fine = self.name("e")
        self.branch(failed, self.exit(instruction.error), fine, likely=False)
        self.label(fine)

    def check_null(self, value: str, instruction: Instruction) -> None:
        """The same for a result that is null then."""
        self.check(self.value(f"icmp eq ptr {value}, null"), instruction)

    def exit(self, number: int) -> str:
        """The label of an exit."""
        self.used_exits.add(number)
        return f"x{number}"

    def write_exit(self, number: int) -> None:
        """The code of an exit: all unboxed values get objects, and the frame's memory goes to the interpreter.

        Exits are most of a function's code, and most have the same values to write back: those share it.
        """
        found = self.function.exits[number]
        block = self.function.caught.get(number)
        if block is not None:
            self._write_caught(number, block)
            return
        end = "leave"
        if found.error:
            caught = self.function.unit.body().instructions[found.pc].handler != NONE
            end = "leave.caught" if caught else "leave.raising"
        self._leaving.add(end)
        state = tuple([(slot, kind) for slot, kind in enumerate(found.state) if _has_no_object(kind)])
        self.label(f"x{number}")
        self._note_exit(found.pc)
        if self._shares(end, state):
            return
        for slot, kind in state:
            self.box(slot, kind, leaving=True)
        self.line(f"br label %{end}")

    def _note_exit(self, pc: int) -> None:
        """Keep an exit's number. Volatile: as a value it would be made before the guard, where the way is hot."""
        self.line(f"store volatile i64 {pc}, ptr %exit.pc")

    def _shares(self, end: str, state: tuple[tuple[int, Kind], ...]) -> bool:
        """Go to the code that writes the same state back on its way to the same end; whether it is there already."""
        shared = self._shared_exits.get((end, state))
        if shared is not None:
            self.line(f"br label %{shared}")
            return True
        shared = self.name("exit")
        self._shared_exits[(end, state)] = shared
        self.line(f"br label %{shared}")
        self.label(shared)
        return False

    def _write_caught(self, number: int, block: int) -> None:
        """The way of an exception to its handler: its traceback shows the locals, all above the handler's slot ends."""
        found = self.function.exits[number]
        body = self.function.unit.body()
        place = body.handlers[body.instructions[found.pc].handler].exception_slot
        self.label(f"x{number}")
        self._note_exit(found.pc)
        if self._shares(f"b{block}", tuple(enumerate(found.state))):
            return
        named = len(body.slot_names)
        made: list[int] = []
        for slot, kind in enumerate(found.state):
            if _has_no_object(kind) and (slot < named or kind.base in ("int", "float", "bool", "const")):
                self.box(slot, kind)
                if kind.boxed == NO:
                    made.append(slot)
        pc = self.value("load i64, ptr %exit.pc")
        caught = self.value(
            f"call ptr @pyston_caught(ptr %frame, i64 {self.slots}, i64 {pc}, ptr {address(self.catch)})"
        )
        for slot, kind in enumerate(found.state):
            if slot in made or (slot >= place and holds_object(kind)):
                value = self.load_object(slot)
                self.store_object(slot, "null")
                self.line(f"call void @xdecref(ptr {value})")
        self.store_object(place, caught)
        self.line(f"br label %b{block}")

    def write_leave(self) -> None:
        """What all exits end with: the interpreter, or for an exception that nothing here handles, the caller."""
        if "leave.raising" in self._leaving:
            self.label("leave.raising")
            alone = self.name("l")
            self.branch(self.value("call i1 @pyston_entered(ptr %caller)"), "leave.caught", alone)
            self.label(alone)
            pc = self.value("load i64, ptr %exit.pc")
            given = f"ptr %frame, i64 {self.slots}, i64 {pc}, ptr {address(self.catch)}"
            self.line(f"ret {PAIR} {self.value(f'call {PAIR} @pyston_raised({given})')}")
        for label, raising in (("leave.caught", 1), ("leave", 0)):
            if label in self._leaving or (raising and "leave.raising" in self._leaving):
                self._write_end(label, raising)

    def _write_end(self, label: str, raising: int) -> None:
        self.label(label)
        pc = self.value("load i64, ptr %exit.pc")
        result = self.value(
            f"call {PAIR} @pyston_leave(ptr %frame, i64 {self.slots}, i64 {pc}, ptr %caller, i64 {raising}, "
            f"ptr {address(self.resume)}, i64 %depth, ptr %thread)"
        )
        self.line(f"ret {PAIR} {result}")

    def box(self, slot: int, kind: Kind, place: str = "", leaving: bool = False) -> None:
        """Make sure that there is an object for a slot, if it holds a value.

        Args:
            slot: the slot.
            kind: its kind.
            place: the address where the object is, or null for none; by default the slot's own.
            leaving: whether this is on a way that is hardly ever gone. What is called there keeps all registers, so
                that values stay in them where the way is hot.
        """
        if not _has_no_object(kind):
            return
        place = place or self.place(slot)
        call = "call preserve_allcc void @pyston_leave" if leaving else "call void @pyston_box"
        if kind.base in ("int", "float"):
            ((suffix, llvm_kind),) = REGISTERS[kind.base]
            base = kind.base
            given = f"{llvm_kind} {self.load(slot, suffix, llvm_kind)}"
            if kind.maybe:
                base, given = f"bound_{base}", f"i1 {self.load(slot, 'set', 'i1')}, {given}"
            self.line(f"{call}_{base}(ptr {place}, {given})")
            return
        done = ""
        if kind.maybe:
            some, done = self.name("m"), self.name("m")
            self.branch(self.load(slot, "set", "i1"), some, done)
            self.label(some)
        if kind.base == "const" and isinstance(kind.detail, int):
            constant = address(self.function.constants[kind.detail])
            self.line(f"call void @incref(ptr {constant})")
            self.line(f"store ptr {constant}, ptr {place}")
        elif kind.base == "bool":
            chosen = self.value(f"select i1 {self.load(slot, 'b', 'i1')}, ptr {address(True)}, ptr {address(False)}")
            self.line(f"call void @incref(ptr {chosen})")
            self.line(f"store ptr {chosen}, ptr {place}")
        elif kind.base == "slice":
            ends = ", ".join(f"i64 {self.load(slot, suffix, 'i64')}" for suffix in ("r0", "r1"))
            self.line(f"call void @pyston_box_slice(ptr {place}, {ends}, i64 {kind.detail})")
        else:
            parts = ", ".join(f"i64 {self.load(slot, suffix, 'i64')}" for suffix in ("r0", "r1", "r2"))
            self.line(f"call void @pyston_box_{kind.base}(ptr {place}, {parts})")
        if done:
            self.line(f"br label %{done}")
            self.label(done)

    # argument vectors

    def vector(self, values: list[str]) -> str:
        """Store pointers side by side; the address."""
        self.most_arguments = max(self.most_arguments, len(values))
        for index, value in enumerate(values):
            where = self.value(f"getelementptr ptr, ptr %argv, i64 {index}")
            self.line(f"store ptr {value}, ptr {where}")
        return "%argv"

    # the whole

    def prologue(self) -> list[str]:
        """The allocas, for what the body used."""
        lines = [f"  %record = alloca [{OBJECTS + self.slots + len(self._words)} x i64]"]
        lines.append(f"  %frame = getelementptr ptr, ptr %record, i64 {OBJECTS}")
        lines.append(f"  %site = getelementptr ptr, ptr %record, i64 {SITE}")
        if self.shows:
            lines.append(f"  %caller.at = getelementptr ptr, ptr %record, i64 {CALLER}")
            lines.append("  store ptr %caller, ptr %caller.at")
        lines += [f"  %w{word} = getelementptr i64, ptr %record, i64 {word}" for word in self._words.values()]
        lines.append(f"  call void @llvm.memset.p0.i64(ptr %frame, i8 0, i64 {8 * max(self.slots, 1)}, i1 false)")
        lines.append(f"  %argv = alloca [{self.most_arguments} x ptr]")
        lines.append("  %exit.pc = alloca i64")
        lines.append("  %ticks = alloca i32")
        lines.append("  store i32 1024, ptr %ticks")
        lines += [f"  %p{slot} = getelementptr ptr, ptr %frame, i64 {slot}" for slot in range(self.slots)]
        lines += [f"  %s{slot}.{suffix} = alloca {kind}" for slot, suffix, kind in sorted(self.used_registers)]
        return lines


__all__ = ["NO", "PAIR", "REGISTERS", "Writer", "float_text", "holds_object"]
