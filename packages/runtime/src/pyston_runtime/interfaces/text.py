"""The text form of register code, which people read and tests compare: one instruction a line, and back again.

    function add line 1
          slots a, b; temporaries 1
        0    2  %0 = binary (+) a, b
        1    2  return %0

A line holds the instruction's index (`>` before it marks a jump's target), its source line, and

    destination = operation (immediate) operands -> target [handler]

An operand is a variable's name, `%0 %1 ...` for a temporary, a constant as a literal, or `-` where it is left out. A
temporary is released by the instruction that reads it; `+` behind it says that this one keeps it. Of two variables with
one name (a comprehension's beside its block's) the second is `name~1`.

The form leaves out columns and end lines, and what has no literal: nested units and objects are shown as `<...>` and
read as `Opaque`.
"""

from __future__ import annotations

import re

from pyston_runtime.interfaces.code import NONE, Body, CodeUnit, Handler, Inlined, Instruction, Position
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.typed import Final, cast, final

#: Kinds of immediates that are one string, shown bare.
_BARE: Final = ("name", "operator", "context", "kind")
_LINE: Final = re.compile(r"[> ] *(\d+) +(-?\d+)  (.*)")
_HANDLER: Final = re.compile(r" +h(\d+): -> (\d+) (\S+)")
_INLINED: Final = re.compile(r" +inlined (\d+)-(\d+) line (-?\d+) (\S+) (.*)")
_SLOTS: Final = re.compile(r" +slots (.*); temporaries (\d+)")


@final
class Opaque:
    """What stands for an object that the text form only names."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def unit_text(unit: CodeUnit) -> str:
    """A unit's register code under a line that says what it is; lowers the unit where that has not been done."""
    return f"{unit.kind} {unit.qualname} line {unit.first_line}\n{body_text(unit.body())}"


def body_text(body: Body) -> str:
    """Show register code; `read_body` is the way back."""
    names = _distinct(body.slot_names)
    targets = {instruction.target for instruction in body.instructions}
    targets.update([handler.target for handler in body.handlers])
    lines = [f"      slots {', '.join(names)}; temporaries {body.slot_count - len(names)}"]
    for index, instruction in enumerate(body.instructions):
        mark = ">" if index in targets else " "
        shown = _show_instruction(body, names, instruction)
        lines.append(f"{mark}{index:4} {instruction.position.line:4}  {shown}")
    for number, handler in enumerate(body.handlers):
        lines.append(f"      h{number}: -> {handler.target} {_show_slot(body, names, handler.exception_slot)}")
    for span in body.inlined:
        place = f"{span.first}-{span.last} line {span.position.line}"
        lines.append(f"      inlined {place} {span.name} {span.qualname}")
    return "\n".join(lines) + "\n"


def _distinct(slot_names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    names: list[str] = []
    for name in slot_names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        names.append(f"{name}~{count}" if count else name)
    return names


def _show_instruction(body: Body, names: list[str], instruction: Instruction) -> str:
    parts: list[str] = []
    if instruction.destination != NONE:
        parts.append(f"{_show_slot(body, names, instruction.destination)} =")
    parts.append(instruction.operation)
    if instruction.immediate is not None:
        parts.append(_show_immediate(body, names, instruction))
    if instruction.operands:
        shown: list[str] = []
        for slot in instruction.operands:
            temporary = len(names) <= slot < body.slot_count
            kept = temporary and slot != instruction.destination and slot not in instruction.released
            shown.append(_show_slot(body, names, slot) + ("+" if kept else ""))
        parts.append(", ".join(shown))
    if instruction.target != NONE:
        parts.append(f"-> {instruction.target}")
    if instruction.handler != NONE:
        parts.append(f"[h{instruction.handler}]")
    return " ".join(parts)


def _show_slot(body: Body, names: list[str], slot: int) -> str:
    if slot == NONE:
        return "-"
    if slot < len(names):
        return names[slot]
    if slot < body.slot_count:
        return f"%{slot - len(names)}"
    return _show_constant(body.constants[slot - body.slot_count])


def _show_constant(value: object) -> str:
    if value is None or value is True or value is False or isinstance(value, (int, str, bytes)):
        return repr(value)
    if value is ...:
        return "..."
    if isinstance(value, float):
        shown = repr(value)
        return f"float({shown})" if "n" in shown else shown
    if isinstance(value, complex):
        return f"complex({value.real!r}, {value.imag!r})"
    if type(value) is tuple:
        items = [_show_constant(item) for item in value]
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    shown = repr(value)
    return shown if shown.startswith("<") else f"<{shown}>"


def _show_immediate(body: Body, names: list[str], instruction: Instruction) -> str:
    value = instruction.immediate
    kind = OPERATIONS[instruction.operation].immediate
    if isinstance(value, CodeUnit):
        return f"(<{value.qualname}>)"
    if kind in _BARE and isinstance(value, str):
        return f"({value})"
    if kind.startswith("slots"):
        groups: list[str] = []
        for group in _slot_groups(kind, cast("tuple[object, ...]", value)):
            groups.append(", ".join([_show_slot(body, names, slot) for slot in group]))
        return f"({'; '.join(groups)})"
    return _show_constant(value) if isinstance(value, tuple) else f"({_show_constant(value)})"


def _slot_groups(kind: str, value: tuple[object, ...]) -> list[tuple[int, ...]]:
    """Slots in an immediate, in groups that `;` divides when shown."""
    if kind == "slots before, slot, slots after":
        before, star, after = cast("tuple[tuple[int, ...], int, tuple[int, ...]]", value)
        return [before, (star,), after]
    return [cast("tuple[int, ...]", value)]


def read_body(text: str) -> Body:
    """Read what `body_text` or `unit_text` wrote (of a whole unit, the first line is skipped).

    Raises:
        ValueError: a line is not of the form; it is quoted.
    """
    reader = _Reader()
    lines = text.splitlines()
    if lines and not lines[0].startswith(" "):
        del lines[0]
    for line in lines:
        reader.line(line)
    return reader.finish()


@final
class _Reader:
    """The body read so far; constants are numbered from -2 down until the number of other slots is known."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.slots: dict[str, int] = {}
        self.temporaries = 0
        self.instructions: list[Instruction] = []
        self.handlers: list[Handler] = []
        self.inlined: list[Inlined] = []
        self.constants: list[object] = []
        self.constant_slots: dict[str, int] = {}

    def line(self, line: str) -> None:
        """Read one line."""
        found = _SLOTS.fullmatch(line)
        if found is not None:
            self.names = [name for name in found[1].split(", ") if name]
            self.slots = {name: slot for slot, name in enumerate(self.names)}
            self.temporaries = int(found[2])
            return
        found = _HANDLER.fullmatch(line)
        if found is not None:
            self.handlers.append(Handler(int(found[2]), self.slot(found[3])))
            return
        found = _INLINED.fullmatch(line)
        if found is not None:
            position = _line_position(int(found[3]))
            self.inlined.append(Inlined(found[4], found[5], position, int(found[1]), int(found[2])))
            return
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"no line of register code: {line!r}")
        if int(found[1]) != len(self.instructions):
            raise ValueError(f"instruction {len(self.instructions)} is expected: {line!r}")
        self.instructions.append(self.instruction(found[3], int(found[2])))

    def instruction(self, text: str, line: int) -> Instruction:
        """Read an instruction."""
        handler = target = NONE
        head, bracket, number = text.rpartition(" [h")
        if bracket and number.endswith("]") and number[:-1].isdigit():
            text, handler = head, int(number[:-1])
        destination = NONE
        word, _, rest = text.partition(" ")
        if rest.startswith("= "):
            destination = self.slot(word)
            word, _, rest = rest[2:].partition(" ")
        operation = OPERATIONS.get(word)
        if operation is None:
            raise ValueError(f"unknown operation {word!r}: {text!r}")
        if operation.jumps:
            rest, _, number = rest.rpartition("-> ")
            rest = rest.rstrip()
            target = int(number)
        immediate: object = None
        if operation.immediate and rest.startswith("("):
            end = _closing(rest)
            immediate = self.immediate(operation.immediate, rest[1 : end - 1])
            rest = rest[end:].lstrip()
        operands: list[int] = []
        released: list[int] = []
        for part in _split(rest, ","):
            slot = self.slot(part.removesuffix("+") if part.startswith("%") else part)
            operands.append(slot)
            temporary = len(self.names) <= slot < len(self.names) + self.temporaries
            if temporary and slot != destination and not part.endswith("+"):
                released.append(slot)
        position = _line_position(line)
        return Instruction(word, destination, tuple(operands), immediate, target, handler, tuple(released), position)

    def immediate(self, kind: str, text: str) -> object:
        """Read what stood in the parentheses."""
        if text.startswith("<") and kind not in _BARE:
            return Opaque(text)
        if kind in _BARE:
            return text
        if kind.startswith("slots"):
            groups: list[tuple[int, ...]] = []
            for group in text.split(";"):
                groups.append(tuple([self.slot(part) for part in _split(group, ",")]))
            return (groups[0], groups[1][0], groups[2]) if len(groups) == 3 else groups[0]
        return _read_constant(f"({text})")

    def slot(self, text: str) -> int:
        """The slot that an operand names; a constant gets one."""
        if text == "-":
            return NONE
        if text.startswith("%"):
            return len(self.names) + int(text[1:])
        slot = self.slots.get(text)
        if slot is None:
            slot = self.constant_slots.get(text)
            if slot is None:
                self.constants.append(_read_constant(text))
                slot = -1 - len(self.constants)
                self.constant_slots[text] = slot
        return slot

    def finish(self) -> Body:
        """Number the constants and make the body."""
        count = len(self.names) + self.temporaries
        for instruction in self.instructions:
            instruction.operands = tuple([count - 2 - slot if slot < NONE else slot for slot in instruction.operands])
        slot_names = [name.partition("~")[0] for name in self.names]
        return Body(self.instructions, self.handlers, slot_names, count, self.constants, self.inlined)


def _line_position(line: int) -> Position:
    return Position(line, line, -1, -1)


def _closing(text: str) -> int:
    """The index behind the parenthesis that closes the one at the start."""
    depth = 0
    for index, character in _outside_strings(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if not depth:
                return index + 1
    raise ValueError(f"unclosed parenthesis: {text!r}")


def _split(text: str, divider: str) -> list[str]:
    """The parts of a list, stripped; dividers in strings, parentheses and angle brackets do not count."""
    parts: list[str] = []
    depth = start = 0
    for index, character in _outside_strings(text):
        if character in "([<":
            depth += 1
        elif character in ")]>":
            depth -= 1
        elif character == divider and not depth:
            parts.append(text[start:index].strip())
            start = index + 1
    last = text[start:].strip()
    if last:
        parts.append(last)
    return parts


def _outside_strings(text: str) -> list[tuple[int, str]]:
    """The characters of a text that stand in no string literal, with their indices."""
    found: list[tuple[int, str]] = []
    quote = ""
    escaped = False
    for index, character in enumerate(text):
        if quote:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        else:
            found.append((index, character))
    return found


def _read_constant(text: str) -> object:
    if text.startswith("<"):
        return Opaque(text)
    if text.startswith("float("):
        return float(text[6:-1])
    if text.startswith("complex("):
        real, _, imaginary = text[8:-1].partition(", ")
        return complex(float(real), float(imaginary))
    if text.startswith("(") and ("<" in text or "float(" in text or "complex(" in text):
        items = _split(text[1:-1], ",")
        if len(items) > 1 or text.endswith(",)"):
            return tuple([_read_constant(item) for item in items])
    from ast import literal_eval

    try:
        value: object = literal_eval(text)
    except (ValueError, SyntaxError):
        raise ValueError(f"neither a slot nor a constant: {text!r}") from None
    return value
