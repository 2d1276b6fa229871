"""The IR's data, without behaviour.

Not dataclasses, whose import would run much of the standard library in the middle of a program that is hot.
"""

from __future__ import annotations

from typing import NamedTuple

from pyston_llvm_tier.ir.kinds import Kind
from pyston_runtime.interfaces.code import CodeUnit


class Exit(NamedTuple):
    """Where and how control goes back to the interpreter.

    Attributes:
        pc: the instruction that the interpreter goes on with.
        state: the kind of every slot there.
        reason: why, as `explain` shows it.
        error: whether the instruction raised, so that its handler is next.
    """

    pc: int
    state: tuple[Kind, ...]
    reason: str
    error: bool


class Instruction(NamedTuple):
    """One IR instruction.

    Attributes:
        op: what it does; `reference.operations` defines it.
        dest: the slot written, or -1.
        result: the kind written.
        args: slots read; a negative number `~n` is the constant n.
        kinds: the kinds of the arguments when read.
        immediate: what else the op needs.
        exit: the index of the exit taken when its guard fails, or -1.
        error: the index of the exit taken when it raises, or -1.
        drops: the slots whose objects are released when it has succeeded, before `dest` is seen to change.
        targets: the blocks it goes to, for the last instruction of a block.
        pc: the register instruction it stems from.
    """

    op: str
    dest: int
    result: Kind | None
    args: tuple[int, ...]
    kinds: tuple[Kind, ...]
    immediate: object
    exit: int
    error: int
    drops: tuple[int, ...]
    targets: tuple[int, ...]
    pc: int


class Block:
    """A straight run of instructions; the last one has the targets.

    Attributes:
        index: its number.
        pc: the register instruction at its start.
        state: the kinds at its start.
        instructions: in order.
        is_edge: whether it only converts kinds between two others.
    """

    __slots__ = ("index", "instructions", "is_edge", "pc", "state")

    def __init__(
        self, index: int, pc: int, state: tuple[Kind, ...], instructions: list[Instruction], is_edge: bool = False
    ) -> None:
        self.index = index
        self.pc = pc
        self.state = state
        self.instructions = instructions
        self.is_edge = is_edge


class Function(NamedTuple):
    """The IR of a unit.

    Attributes:
        unit: where it comes from.
        slot_names: for the text form.
        blocks: by number; 0 is the start.
        exits: by number.
        constants: what `~n` names.
        parameters: the kinds in which the arguments are wanted, in slot order.
        heads: the blocks of loop heads by register instruction: where OSR can enter.
        caught: the blocks that exceptions go on at, by the number of the exit taken when one is raised; the other exits
            leave the frame's exception to the interpreter, or to its caller.
        guards: how many guards there are, failing ones counted for the stress mode.
    """

    unit: CodeUnit
    slot_names: list[str]
    blocks: dict[int, Block]
    exits: list[Exit]
    constants: list[object]
    parameters: tuple[Kind, ...]
    heads: dict[int, int]
    caught: dict[int, int]
    guards: int
