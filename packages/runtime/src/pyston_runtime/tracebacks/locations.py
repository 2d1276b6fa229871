"""Encode source ranges as a code object's location table (CPython: Objects/locations.md)."""

from __future__ import annotations

from _collections_abc import Iterable

from pyston_runtime.interfaces.code import Position

_NO_LOCATION = 15
_LONG = 14
_NO_COLUMNS = 13


def location_table(first_line: int, prefix: int, positions: Iterable[Position]) -> bytes:
    """Encode a table.

    Args:
        first_line: the code's first line.
        prefix: how many code units stand before the first position; they are put on the first line.
        positions: one range for each further code unit.
    """
    table = bytearray()
    while prefix > 0:
        length = min(prefix, 8)
        table += bytes((0x80 | _NO_COLUMNS << 3 | length - 1, 0))
        prefix -= length
    line = first_line
    for position in positions:
        if position.line < 1:
            table.append(0x80 | _NO_LOCATION << 3)
            continue
        if position.column < 0:
            table.append(0x80 | _NO_COLUMNS << 3)
            _signed(table, position.line - line)
        else:
            table.append(0x80 | _LONG << 3)
            _signed(table, position.line - line)
            _unsigned(table, max(position.end_line - position.line, 0))
            _unsigned(table, position.column + 1)
            _unsigned(table, position.end_column + 1)
        line = position.line
    return bytes(table)


def _unsigned(table: bytearray, value: int) -> None:
    while value >= 64:
        table.append(0x40 | value & 63)
        value >>= 6
    table.append(value)


def _signed(table: bytearray, value: int) -> None:
    _unsigned(table, -value << 1 | 1 if value < 0 else value << 1)
