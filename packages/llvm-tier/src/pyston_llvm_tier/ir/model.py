"""The IR's data: frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyston_llvm_tier.ir.kinds import Kind
from pyston_runtime.interfaces.code import CodeUnit


@dataclass(frozen=True, slots=True)
class Exit:
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


@dataclass(frozen=True, slots=True)
class Instruction:
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


@dataclass(slots=True)
class Block:
    """A straight run of instructions; the last one has the targets.

    Attributes:
        index: its number.
        pc: the register instruction at its start.
        state: the kinds at its start.
        instructions: in order.
        is_edge: whether it only converts kinds between two others.
    """

    index: int
    pc: int
    state: tuple[Kind, ...]
    instructions: list[Instruction] = field(default_factory=list)
    is_edge: bool = False


@dataclass(slots=True)
class Function:
    """The IR of a unit.

    Attributes:
        unit: where it comes from.
        slot_names: for the text form.
        blocks: by number; 0 is the start.
        exits: by number.
        constants: what `~n` names.
        parameters: the kinds in which the arguments are wanted, in slot order.
        heads: the blocks of loop heads by register instruction: where OSR can enter.
        guards: how many guards there are, failing ones counted for the stress mode.
    """

    unit: CodeUnit
    slot_names: list[str]
    blocks: dict[int, Block]
    exits: list[Exit]
    constants: list[object]
    parameters: tuple[Kind, ...]
    heads: dict[int, int]
    guards: int
