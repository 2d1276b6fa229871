"""Methods that are looked up later than they stand in the text.

    object.name(argument)

CPython looks the method up, then evaluates the argument. `call_method` does it the other way round, which spares a
place to keep the method in. Where the arguments call nothing, that shows in one way: of two failures CPython tells of
the method's. So when an argument fails, the method is asked for before that goes on.

A jump to the next instruction marks where the method is due, with the range of the attribute; between it and the call
there is no call of another method.
"""

from __future__ import annotations

from ast_interp.run.machine import UNSET, Frame
from pyston_runtime.interfaces.code import Body
from pyston_runtime.interfaces.typed import Final, final, i64

_METHODS: Final = ("call_method", "call_method_keyword")


@final
class Lookup:
    """A method that is due.

    Attributes:
        slot: of the object.
        name: of the method.
        place: the index of the mark.
    """

    def __init__(self, slot: i64, name: str, place: i64) -> None:
        self.slot = slot
        self.name = name
        self.place = place


def place_of_attribute(body: Body, index: int) -> int:
    """The index of the mark that belongs to the method call at `index`.

    It is the last on the call's line: arguments that take no instruction are marked too, on lines of their own.
    """
    instructions = body.instructions
    line = instructions[index].position.line
    place = index - 1
    while (
        instructions[place].operation != "jump"
        or instructions[place].target != place + 1
        or instructions[place].position.line != line
    ):
        place -= 1
    return place


def lookups_of(body: Body) -> list[Lookup | None]:
    """For each instruction that makes an argument of a method's call, the method that is due there."""
    found: list[Lookup | None] = [None] * len(body.instructions)
    for index, instruction in enumerate(body.instructions):
        if instruction.operation in _METHODS:
            place = place_of_attribute(body, index)
            if place + 1 < index:
                immediate = instruction.immediate
                name = str(immediate[0]) if isinstance(immediate, tuple) else str(immediate)
                lookup = Lookup(instruction.operands[0], name, place)
                for argument in range(place + 1, index):
                    found[argument] = lookup
    return found


def failure_of(lookup: Lookup, frame: Frame) -> BaseException | None:
    """What looking the method up raises; None if it is there, or if the object is not."""
    target = frame.slots[lookup.slot]
    if target is UNSET:
        return None
    try:
        getattr(target, lookup.name)
    except BaseException as error:
        return error
    return None
