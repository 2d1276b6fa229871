"""Instructions written as bytes are read as what they were."""

from __future__ import annotations

import random

from ast_interp.lower.dense import read_instructions, write_instructions
from pyston_runtime.interfaces.code import NONE, Instruction, Position
from pyston_runtime.interfaces.operations import OPERATIONS

NAMES = list(OPERATIONS)


def numbers(chance: random.Random) -> int:
    """A number of any length that is written in one, two or more bytes."""
    return chance.choice([0, 1, 126, 127, 128, 300, 1 << 14, 70_000, chance.randrange(1 << 30)])


def instruction(chance: random.Random, position: Position) -> Instruction:
    operands = tuple(chance.choice([NONE, numbers(chance)]) for _ in range(chance.choice([0, 1, 2, 3, 200])))
    return Instruction(
        chance.choice(NAMES),
        chance.choice([NONE, numbers(chance)]),
        operands,
        chance.choice([None, "name", ("a", 1), 0, False]),
        chance.choice([NONE, numbers(chance)]),
        chance.choice([NONE, numbers(chance)]),
        tuple(slot for slot in operands if slot != NONE and chance.random() < 0.5),
        position,
    )


def parts(one: Instruction) -> tuple[object, ...]:
    return (
        one.operation, one.destination, one.operands, one.immediate, one.target, one.handler, one.released,
        one.position,
    )  # fmt: skip


def test_any_instructions() -> None:
    chance = random.Random(5)
    for _ in range(200):
        places = [Position(-1, -1, -1, -1), Position(1, 1, 0, 0), Position(90_000, 3, 70, 2)]
        places += [Position(*[chance.randrange(-1, 2000) for _ in range(4)]) for _ in range(3)]
        written = [instruction(chance, chance.choice(places)) for _ in range(chance.randrange(30))]
        immediates: list[object] = []
        data = write_instructions(written, immediates)
        assert [parts(one) for one in read_instructions(data, immediates)] == [parts(one) for one in written]


def test_equal_places_are_one_object() -> None:
    places = [Position(1, 1, 0, 4), Position(2, 2, 0, 4), Position(1, 1, 0, 4)]
    written = [Instruction("jump", NONE, (), None, 0, NONE, (), place) for place in places]
    read = read_instructions(write_instructions(written, []), [])
    assert read[0].position is read[2].position is not read[1].position


def test_few_bytes() -> None:
    written = [Instruction("move", 1, (2,), None, NONE, NONE, (), Position(7, 7, 4, 9))] * 100
    assert len(write_instructions(written, [])) < 600
