"""Check the invariants that passes and code generation rely on."""

from __future__ import annotations

from pyston_llvm_tier.ir.model import Function

TERMINATORS = frozenset(
    {
        *("jump", "branch", "branch_compare", "branch_truth", "branch_is", "branch_matches"),
        *("return", "leave", "raise", "reraise"),
    }
)
#: Ops that end a block although they do work: the first target is the next item's, the second the end's.
TWO_WAY = frozenset({"range_next", "iter_next", "item_next", "enumerate_next", "branch_unset"})


def verify(function: Function) -> None:
    """Check a function.

    Raises:
        ValueError: what is wrong, and where.
    """
    slots = len(function.blocks[0].state)
    for block in function.blocks.values():
        if len(block.state) != slots:
            raise ValueError(f"b{block.index}: {len(block.state)} kinds for {slots} slots")
        if not block.instructions:
            raise ValueError(f"b{block.index} is empty")
        for place, instruction in enumerate(block.instructions):
            last = place == len(block.instructions) - 1
            ends = instruction.op in TERMINATORS or instruction.op in TWO_WAY
            where = f"b{block.index}: {instruction.op}"
            if ends != last:
                raise ValueError(f"{where}: {'ends before its last instruction' if ends else 'does not end'}")
            if len(instruction.args) != len(instruction.kinds):
                raise ValueError(f"{where}: {len(instruction.args)} arguments, {len(instruction.kinds)} kinds")
            if (instruction.dest >= 0) != (instruction.result is not None):
                raise ValueError(f"{where}: destination and result kind disagree")
            for number in (instruction.exit, instruction.error):
                if not -1 <= number < len(function.exits):
                    raise ValueError(f"{where}: no exit {number}")
            for target in instruction.targets:
                if target not in function.blocks:
                    raise ValueError(f"{where}: no block {target}")
            for argument in instruction.args:
                if argument >= slots or ~argument >= len(function.constants):
                    raise ValueError(f"{where}: no slot or constant {argument}")
    for number, block_number in function.caught.items():
        if block_number not in function.blocks or not function.exits[number].error:
            raise ValueError(f"exit {number}: caught at b{block_number}")
    for number, exit in enumerate(function.exits):
        if len(exit.state) != slots:
            raise ValueError(f"exit {number}: {len(exit.state)} kinds for {slots} slots")
