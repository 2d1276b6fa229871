"""What the first tier saw: how hot a unit is and which types its instructions met.

Not dataclasses, whose import would run much of the standard library in the middle of a program that is hot.
"""

from __future__ import annotations

from typing import Final, NamedTuple, final

from pyston_runtime.interfaces.typed import CodeType

#: The key of a unit's start in `UnitFeedback.states`.
START: Final = -1


@final
class InstructionFeedback:
    """The types one instruction met.

    Attributes:
        index: the instruction's index in its body.
        types: for each operand, the types seen, most recent last; more than four are given as `object`.
        result: the types of what it wrote to its destination, likewise.
        value: the one object that a call called, that a load of a global gave, that a method was called on where that
            is a class, or the code of the functions that were made; a tuple of the `__code__`s, four at most, where a
            call called closures or several functions; None when there were several otherwise, or when a call must be
            left to the interpreter (the built-in functions that look at their caller's frame).
    """

    def __init__(
        self, index: int, types: tuple[tuple[type, ...], ...], result: tuple[type, ...], value: object | None
    ) -> None:
        self.index = index
        self.types = types
        self.result = result
        self.value = value


class UnitFeedback(NamedTuple):
    """A unit's profile.

    Attributes:
        entries: how often it was entered.
        back_edges: how often a loop in it went round.
        instructions: feedback by instruction index, only of those that were run while they were recorded.
        states: for each loop head that was passed, and for `START` where the unit was entered, the types that each slot
            held there; the type of the mark of an empty slot among them.
        globals, builtins: where the unit's global names are looked up.
        code: the `__code__` of the unit's functions, by which a caller recognises them; None for other units.
        deopts: the instructions at which earlier code of the unit has given up too often.
    """

    entries: int
    back_edges: int
    instructions: dict[int, InstructionFeedback]
    states: dict[int, tuple[tuple[type, ...], ...]]
    globals: dict[str, object]
    builtins: dict[str, object]
    code: CodeType | None
    deopts: frozenset[int]
