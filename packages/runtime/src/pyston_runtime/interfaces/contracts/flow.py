"""Follow the temporaries of a body along every path.

The rule (`Instruction.released`): a temporary is written before it is read, and is empty again behind the instruction
that reads it last. So at a `return` all are empty, a frame can be reused as it is, and a snapshot holds nothing that
the program could not reach.
"""

from __future__ import annotations

from typing import Final, cast

from pyston_runtime.interfaces.code import NONE, Body, Instruction
from pyston_runtime.interfaces.operations import OPERATIONS

#: What may find a slot empty.
_READ_EMPTY: Final = ("clear", "branch_unset")


def faults(body: Body) -> list[str]:
    """What breaks the rule, in words; empty for nothing."""
    surely, maybe = _states(body)
    found: list[str] = []
    first = len(body.slot_names)
    for index, instruction in enumerate(body.instructions):
        full = surely[index]
        if full is None:
            continue  # unreachable
        where = f"{index} {instruction.operation}"
        for slot in instruction.operands:
            if first <= slot < body.slot_count and slot not in full and instruction.operation not in _READ_EMPTY:
                found.append(f"{where}: reads temporary {slot - first}, which is empty on some path")
        if instruction.operation == "return":
            left = maybe[index] - set(instruction.operands)
            if left:
                shown = ", ".join(str(slot - first) for slot in sorted(left))
                found.append(f"{where}: leaves temporaries {shown} full")
    return found


def _states(body: Body) -> tuple[list[frozenset[int] | None], list[frozenset[int]]]:
    """The temporaries that are surely, and those that may be, full before each instruction; None where unreachable."""
    count = len(body.instructions)
    surely: list[frozenset[int] | None] = [None] * count
    maybe: list[frozenset[int]] = [frozenset()] * count
    pending: list[tuple[int, frozenset[int], frozenset[int]]] = [(0, frozenset(), frozenset())]
    while pending:
        index, full, some = pending.pop()
        before = surely[index]
        merged = full if before is None else before & full
        widened = maybe[index] | some
        if before is not None and merged == before and widened == maybe[index]:
            continue
        surely[index] = merged
        maybe[index] = widened
        instruction = body.instructions[index]
        operation = OPERATIONS[instruction.operation]
        written = _written(body, instruction)
        released = frozenset(instruction.released)
        after = (merged - released) | written
        after_some = (widened - released) | written
        if operation.falls_through:
            pending.append((index + 1, after, after_some))
        if instruction.target != NONE:
            if instruction.operation == "for_next":
                # at the end there is no item, and the iterator is cleared
                gone = frozenset((instruction.operands[0], instruction.destination))
                pending.append((instruction.target, merged - gone, widened - gone))
            else:
                pending.append((instruction.target, after, after_some))
        if instruction.handler != NONE and operation.raises:
            handler = body.handlers[instruction.handler]
            kept = frozenset(range(len(body.slot_names), handler.exception_slot))
            caught = frozenset((handler.exception_slot,))
            # an exception may come before or after the operands are released
            low, high = (merged - released) & kept, widened & kept
            pending.append((handler.target, low | caught, high | caught))
    return surely, maybe


def _written(body: Body, instruction: Instruction) -> frozenset[int]:
    slots: list[int] = [instruction.destination]
    kind = OPERATIONS[instruction.operation].immediate
    if kind == "slots before, slot, slots after":
        before, star, after = cast("tuple[tuple[int, ...], int, tuple[int, ...]]", instruction.immediate)
        slots += [*before, star, *after]
    elif kind.startswith("slots"):
        slots += cast("tuple[int, ...]", instruction.immediate)
    first = len(body.slot_names)
    return frozenset(slot for slot in slots if first <= slot < body.slot_count)
