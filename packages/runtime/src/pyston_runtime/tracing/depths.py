"""How deep the host's stack is at each of its instructions, and on which lines they begin."""

from __future__ import annotations

import dis
from opcode import HAVE_ARGUMENT, hasjrel, opmap
from types import CodeType

from pyston_runtime.interfaces.typed import Final

_EXTENDED_ARG: Final = opmap["EXTENDED_ARG"]
_CACHE: Final = opmap["CACHE"]
_NO_WAY_ON: Final = frozenset(
    opmap[name]
    for name in (
        "RETURN_VALUE",
        "RETURN_CONST",
        "RAISE_VARARGS",
        "RERAISE",
        "JUMP_FORWARD",
        "JUMP_BACKWARD",
        "JUMP_BACKWARD_NO_INTERRUPT",
    )
    if name in opmap
)
_BACKWARD: Final = frozenset(opmap[name] for name in opmap if "BACKWARD" in name)


def stack_depths(code: CodeType) -> dict[int, int]:
    """The stack's depth before each reachable instruction of a code object, by offset.

    Where the ways to an instruction disagree, which the host's compiler does not produce, the first one counts.
    """
    handlers = _exception_table(code.co_exceptiontable)
    instructions = _instructions(code.co_code)
    depths: dict[int, int] = {}
    waiting: list[tuple[int, int]] = [(0, 0)]
    while waiting:
        offset, depth = waiting.pop()
        while offset in instructions and offset not in depths:
            depths[offset] = depth
            for start, end, target, below, lasti in handlers:
                if start <= offset < end:
                    waiting.append((target, below + lasti + 1))
            operation, argument, following = instructions[offset]
            given = argument if operation >= HAVE_ARGUMENT else None
            if operation in hasjrel:
                distance = -argument if operation in _BACKWARD else argument
                waiting.append((following + 2 * distance, depth + dis.stack_effect(operation, given, jump=True)))
            if operation in _NO_WAY_ON:
                break
            depth += dis.stack_effect(operation, given, jump=False)
            offset = following
    return depths


def _instructions(code: bytes) -> dict[int, tuple[int, int, int]]:
    """By offset of its first unit: operation, whole argument, offset of the next instruction (behind its caches)."""
    found: dict[int, tuple[int, int, int]] = {}
    offset = 0
    while offset < len(code):
        start = offset
        argument = code[offset + 1]
        while code[offset] == _EXTENDED_ARG:
            offset += 2
            argument = argument << 8 | code[offset + 1]
        operation = code[offset]
        offset += 2
        while offset < len(code) and code[offset] == _CACHE:
            offset += 2
        found[start] = (operation, argument, offset)
    return found


def _exception_table(table: bytes) -> list[tuple[int, int, int, int, int]]:
    """Start, end, target, depth, and 1 where the last offset is pushed (Objects/exception_handling_notes.txt)."""
    numbers: list[int] = []
    position = 0
    while position < len(table):
        value = table[position] & 63
        while table[position] & 64:
            position += 1
            value = value << 6 | table[position] & 63
        position += 1
        numbers.append(value)
    found: list[tuple[int, int, int, int, int]] = []
    for index in range(0, len(numbers), 4):
        start, length, target, depth = numbers[index : index + 4]
        found.append((2 * start, 2 * (start + length), 2 * target, depth >> 1, depth & 1))
    return found


def line_starts(code: CodeType) -> dict[int, list[int]]:
    """Where each line of a code object begins: offsets by line, in order."""
    found: dict[int, list[int]] = {}
    for offset, line in dis.findlinestarts(code):
        if line is not None:
            found.setdefault(line, []).append(offset)
    return found
