"""The instructions of a body as bytes, a few for each number: most are small, and most instructions lack most parts.

As `marshal` writes tuples of numbers, an instruction takes five times the room; and a called function's body stays in
memory as long as the function.

A number is written by sevens of its bits, the lowest first, with the eighth bit where more follow. An instruction is
its operation's number and flags for what it has, its destination, the number of its operands, these, and then what the
flags announce. Slots, whose least is `NONE`, are written one higher; a line by what it is more than the one before.
"""

from __future__ import annotations

from pyston_runtime.interfaces.code import NONE, Instruction, Position
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.typed import Final, final, i64

_IMMEDIATE: Final = 1
_SAME_PLACE: Final = 2
_TARGET: Final = 4
_HANDLER: Final = 8
_RELEASED: Final = 16
_FLAGS: Final = 32

_NAMES: Final = list(OPERATIONS)
_NUMBERS: Final = {name: number for number, name in enumerate(_NAMES)}


def write_instructions(instructions: list[Instruction], immediates: list[object]) -> bytes:
    """The instructions as bytes.

    Args:
        instructions: of one body.
        immediates: gets their immediates, but for those that are None.
    """
    numbers: list[int] = []
    last: Position | None = None
    line = 0
    for instruction in instructions:
        position = instruction.position
        immediate = instruction.immediate
        target = instruction.target
        handler = instruction.handler
        released = instruction.released
        flags = 0
        if immediate is not None:
            flags |= _IMMEDIATE
            immediates.append(immediate)
        if position is last:
            flags |= _SAME_PLACE
        if target != NONE:
            flags |= _TARGET
        if handler != NONE:
            flags |= _HANDLER
        if released:
            flags |= _RELEASED
        _write(numbers, _NUMBERS[instruction.operation] * _FLAGS + flags)
        _write(numbers, instruction.destination + 1)
        _write_slots(numbers, instruction.operands)
        if flags & _TARGET:
            _write(numbers, target)
        if flags & _HANDLER:
            _write(numbers, handler)
        if flags & _RELEASED:
            _write_slots(numbers, released)
        if not flags & _SAME_PLACE:
            before = line
            line = position.line
            end_line = position.end_line
            column = position.column
            end_column = position.end_column
            _write_signed(numbers, line - before)
            _write_signed(numbers, end_line - line)
            _write(numbers, column + 1)
            _write_signed(numbers, end_column - column)
            last = position
    return bytes(numbers)


def _write(numbers: list[int], number: int) -> None:
    while number > 127:
        numbers.append(number & 127 | 128)
        number >>= 7
    numbers.append(number)


def _write_signed(numbers: list[int], number: int) -> None:
    _write(numbers, number * 2 if number >= 0 else -number * 2 - 1)


def _write_slots(numbers: list[int], slots: tuple[int, ...]) -> None:
    _write(numbers, len(slots))
    for slot in slots:
        _write(numbers, slot + 1)


def read_instructions(data: bytes, immediates: list[object]) -> list[Instruction]:
    """The instructions that `write_instructions` was given.

    Args:
        data: what it returned.
        immediates: what it put there.
    """
    reader = _Reader(data)
    size = len(data)
    read: list[Instruction] = []
    line = end_line = column = end_column = 0
    position = Position(0, 0, 0, 0)
    places: dict[tuple[int, int, int, int], Position] = {}
    taken = 0
    while reader.position < size:
        number = reader.number()
        destination = reader.number() - 1
        operands = reader.slots()
        immediate: object = None
        if number & _IMMEDIATE:
            immediate = immediates[taken]
            taken += 1
        target = reader.number() if number & _TARGET else NONE
        handler = reader.number() if number & _HANDLER else NONE
        released = reader.slots() if number & _RELEASED else ()
        if not number & _SAME_PLACE:
            line += reader.signed()
            end_line = line + reader.signed()
            column = reader.number() - 1
            end_column = column + reader.signed()
            place = (line, end_line, column, end_column)
            found = places.get(place)
            if found is None:
                found = places[place] = Position(line, end_line, column, end_column)
            position = found
        read.append(
            Instruction(_NAMES[number // _FLAGS], destination, operands, immediate, target, handler, released, position)
        )
    return read


@final
class _Reader:
    """Numbers out of bytes.

    Attributes:
        position: where the next one begins.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position: i64 = 0

    def number(self) -> int:
        """The next number."""
        data = self.data
        position = self.position
        value = data[position]
        position += 1
        if value > 127:
            value &= 127
            shift = 7
            while True:
                more = data[position]
                position += 1
                value |= (more & 127) << shift
                if more < 128:
                    break
                shift += 7
        self.position = position
        return value

    def signed(self) -> int:
        """The next number that may be negative."""
        number = self.number()
        return -(number + 1 >> 1) if number & 1 else number >> 1

    def slots(self) -> tuple[int, ...]:
        """The next slots, behind their number."""
        count = self.number()
        if count == 0:
            return ()
        if count == 1:
            return (self.number() - 1,)
        return tuple([self.number() - 1 for _ in range(count)])
