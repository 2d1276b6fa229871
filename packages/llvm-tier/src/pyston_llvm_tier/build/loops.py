"""Which part of a unit is compiled: all of it, or of a large one its hot loops alone.

LLVM takes more than twice as long for twice as much. A frame of a large unit is entered at a loop's head (OSR), and
left where control leaves the loop; what lies between is the interpreter's.
"""

from __future__ import annotations

from pyston_runtime.interfaces.code import Body
from pyston_runtime.interfaces.feedback import UnitFeedback


def hot_loops(body: Body, feedback: UnitFeedback, most: int) -> frozenset[int]:
    """The instructions of the loops that went round while the unit was recorded, the outermost that are small enough.

    Args:
        body: the unit's code.
        feedback: what was recorded.
        most: how many instructions a loop may have.
    """
    found: set[int] = set()
    for first, last in sorted(_loops(body).items(), key=lambda loop: loop[0] - loop[1]):
        if first in feedback.states and last - first < most and first not in found:
            found.update(range(first, last + 1))
    return frozenset(found)


def _loops(body: Body) -> dict[int, int]:
    """The first instruction of each loop, and its last back-edge."""
    found: dict[int, int] = {}
    for index, instruction in enumerate(body.instructions):
        if instruction.operation == "back_edge":
            found[instruction.target] = index
    return found
