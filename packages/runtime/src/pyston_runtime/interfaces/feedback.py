"""What the first tier saw: how hot a unit is and which types its instructions met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InstructionFeedback:
    """The types one instruction met.

    Attributes:
        index: the instruction's index in its body.
        types: for each operand, the types seen, most recent last; more than four are given as `object`.
        callee: the one callable a call met, or None.
    """

    index: int
    types: tuple[tuple[type, ...], ...]
    callee: object | None


@dataclass(frozen=True, slots=True)
class UnitFeedback:
    """A unit's profile.

    Attributes:
        entries: how often it was entered.
        back_edges: how often a loop in it went round.
        instructions: feedback by instruction index, only where something was seen.
    """

    entries: int
    back_edges: int
    instructions: dict[int, InstructionFeedback]
