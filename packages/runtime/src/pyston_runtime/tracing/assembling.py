"""A small assembler for the host's bytecode: instructions by name, jumps to labels, locations, handlers.

Code that no source text compiles to (a handler that goes on at a place of its choice, a value that stays on the stack
under everything) has to be put together an instruction at a time. Jumps have a prefix always, so that
their length does not depend on their distance. `pyston_runtime.tracing.skeletons` is what needs it.
"""

from __future__ import annotations

import opcode
import sys
from opcode import opmap

from pyston_runtime.interfaces.typed import Any, Final, final

_EXTENDED_ARG: Final = opmap["EXTENDED_ARG"]
_BYTE: Final = 255
_LONGEST_ENTRY: Final = 8
_NO_COLUMNS: Final = 13
_NOWHERE_FORM: Final = 15
#: The line of instructions that stand on none.
NOWHERE: Final = -1

_directed = sys.version_info < (3, 12)
JUMP_IF_TRUE: Final = "POP_JUMP_FORWARD_IF_TRUE" if _directed else "POP_JUMP_IF_TRUE"
JUMP_IF_FALSE: Final = "POP_JUMP_FORWARD_IF_FALSE" if _directed else "POP_JUMP_IF_FALSE"
JUMP_IF_NOT_NONE: Final = "POP_JUMP_FORWARD_IF_NOT_NONE" if _directed else "POP_JUMP_IF_NOT_NONE"


def _cache_entries(name: str) -> int:
    """How many cache entries follow an instruction."""
    entries: Any = getattr(opcode, "_inline_cache_entries")
    if isinstance(entries, dict):
        return int(entries.get(name, 0))
    return int(entries[opmap[name]])


_caches: Final[dict[str, int]] = {}


def caches_of(name: str) -> int:
    """How many cache entries follow an instruction, remembered."""
    count = _caches.get(name)
    if count is None:
        count = _cache_entries(name)
        _caches[name] = count
    return count


@final
class Assembler:
    """Instructions, one after the other; offsets are in bytes.

    Attributes:
        code: what is assembled so far.
    """

    def __init__(self) -> None:
        self.code = bytearray()
        self._labels: dict[str, int] = {}
        self._jumps: list[tuple[int, int, str, bool]] = []

    def emit(self, name: str, argument: int = 0) -> None:
        """One instruction, with prefixes for a large argument."""
        if argument > _BYTE:
            if argument >> 16:
                self.code += bytes((_EXTENDED_ARG, argument >> 16 & _BYTE))
            self.code += bytes((_EXTENDED_ARG, argument >> 8 & _BYTE))
        self.code += bytes((opmap[name], argument & _BYTE)) + b"\0\0" * caches_of(name)

    def jump(self, name: str, label: str) -> None:
        """A jump to a label; the name says in which direction."""
        start = len(self.code)
        self.code += bytes((_EXTENDED_ARG, 0, _EXTENDED_ARG, 0, opmap[name], 0)) + b"\0\0" * caches_of(name)
        self._jumps.append((start, len(self.code), label, "BACKWARD" in name))

    def label(self, name: str) -> None:
        """Name the place of what comes next."""
        self._labels[name] = len(self.code)

    def place(self, name: str) -> int:
        """The offset of a label."""
        return self._labels[name]

    def finished(self) -> bytes:
        """The code, its jumps connected."""
        for start, end, label, backward in self._jumps:
            distance = self._labels[label] - end
            units = (-distance if backward else distance) // 2
            assert units >= 0, f"the jump to {label} goes the other way"
            self.code[start + 1] = units >> 16 & _BYTE
            self.code[start + 3] = units >> 8 & _BYTE
            self.code[start + 5] = units & _BYTE
        return bytes(self.code)


def far_jump(distance: int) -> bytes:
    """A jump over so many bytes, counted from its end; `FAR_JUMP` bytes of code."""
    name = "JUMP_FORWARD" if distance >= 0 else "JUMP_BACKWARD_NO_INTERRUPT"
    units = abs(distance) // 2
    high = (_EXTENDED_ARG, units >> 16 & _BYTE, _EXTENDED_ARG, units >> 8 & _BYTE)
    return bytes((*high, opmap[name], units & _BYTE))


FAR_JUMP: Final = 6


@final
class Locations:
    """A location table (CPython: Objects/locations.md) of whole lines."""

    def __init__(self, first_line: int) -> None:
        self.table = bytearray()
        self._line = first_line

    def add(self, line: int, size: int) -> None:
        """`size` bytes of code stand on a line, or `NOWHERE`."""
        units = size // 2
        while units > 0:
            length = min(units, _LONGEST_ENTRY)
            if line == NOWHERE:
                self.table.append(0x80 | _NOWHERE_FORM << 3 | length - 1)
            else:
                self.table.append(0x80 | _NO_COLUMNS << 3 | length - 1)
                self._signed(line - self._line)
                self._line = line
            units -= length

    def _signed(self, value: int) -> None:
        value = -value << 1 | 1 if value < 0 else value << 1
        while value >= 64:
            self.table.append(0x40 | value & 63)
            value >>= 6
        self.table.append(value)


@final
class Handlers:
    """An exception table (CPython: Objects/exception_handling_notes.txt)."""

    def __init__(self) -> None:
        self.table = bytearray()

    def add(self, start: int, end: int, target: int, depth: int) -> None:
        """What is raised between two offsets goes on at a third, with so much left on the stack; in rising order."""
        if start == end:
            return
        begin = len(self.table)
        for value in (start // 2, (end - start) // 2, target // 2, depth << 1):
            for shift in (24, 18, 12, 6):
                if value >> shift:
                    self.table.append(64 | value >> shift & 63)
            self.table.append(value & 63)
        self.table[begin] |= 128
