"""The IR as text: stable, for dumps and tests."""

from __future__ import annotations

from collections.abc import Iterable

from pyston_llvm_tier.ir.kinds import Kind
from pyston_llvm_tier.ir.model import Block, Exit, Function, Instruction


def function_text(function: Function) -> str:
    """The whole function, a block a paragraph, the exits at the end."""
    kinds = ", ".join(f"{slot_name(function, slot)}: {kind}" for slot, kind in enumerate(function.parameters))
    lines = [f"ir {function.unit.qualname}({kinds})"]
    for index in sorted(function.blocks):
        lines += block_lines(function, function.blocks[index])
    lines += [exit_line(function, number, exit) for number, exit in enumerate(function.exits)]
    return "\n".join(lines) + "\n"


def block_lines(function: Function, block: Block) -> Iterable[str]:
    """A block with its entry state."""
    title = f"b{block.index}: " + ("convert" if block.is_edge else f"pc {block.pc} {state_text(function, block.state)}")
    yield title.rstrip()
    for instruction in block.instructions:
        yield "    " + instruction_text(function, instruction)


def instruction_text(function: Function, instruction: Instruction) -> str:
    """One instruction."""
    text = ""
    if instruction.dest >= 0:
        text = f"{slot_name(function, instruction.dest)}:{instruction.result} = "
    text += instruction.op
    if instruction.immediate is not None:
        text += f" <{_immediate_text(instruction.immediate)}>"
    names = [slot_name(function, slot) for slot in instruction.args]
    if names:
        text += " " + ", ".join(names)
    if instruction.targets:
        text += " -> " + ", ".join(f"b{target}" for target in instruction.targets)
    if instruction.exit >= 0:
        text += f" !{instruction.exit}"
    if instruction.error >= 0:
        text += f" ^{instruction.error}"
    if instruction.drops:
        text += " drops " + ", ".join(slot_name(function, slot) for slot in instruction.drops)
    return text


def exit_line(function: Function, number: int, exit: Exit) -> str:
    """One exit."""
    caught = function.caught.get(number)
    reason = exit.reason if caught is None else f"{exit.reason} -> b{caught}"
    return f"exit {number}: pc {exit.pc} {reason} {state_text(function, exit.state)}".rstrip()


def slot_name(function: Function, slot: int) -> str:
    """A slot as the register code calls it; a constant by its value."""
    if slot < 0:
        value = function.constants[~slot]
        simple = isinstance(value, (int, float, str, bytes, tuple, type(None)))
        return repr(value) if simple else getattr(value, "__qualname__", type(value).__qualname__)
    if slot < len(function.slot_names):
        return function.slot_names[slot]
    return f"t{slot - len(function.slot_names)}"


def state_text(function: Function, state: tuple[Kind, ...]) -> str:
    """The slots that hold something."""
    shown = [f"{slot_name(function, slot)}:{kind}" for slot, kind in enumerate(state) if kind.base != "unset"]
    return "[" + " ".join(shown) + "]"


def _immediate_text(immediate: object) -> str:
    if isinstance(immediate, tuple):
        return ", ".join(_immediate_text(part) for part in immediate)
    if isinstance(immediate, (str, int, bool)):
        return str(immediate)
    return getattr(immediate, "__qualname__", type(immediate).__qualname__)
