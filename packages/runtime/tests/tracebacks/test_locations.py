"""Location tables say what `co_positions` is asked."""

from __future__ import annotations

from pyston_runtime.interfaces.code import Position
from pyston_runtime.tracebacks.locations import location_table

POSITIONS = [
    Position(7, 7, 0, 5),
    Position(7, 9, 4, 200),
    Position(3, 3, 10, 12),
    Position(3, 3, -1, -1),
    Position(-1, -1, -1, -1),
    Position(100_000, 100_200, 1000, 70_000),
    Position(2, 2, 0, 0),
]


def test_round_trip() -> None:
    code = compile("def f(): pass", "name", "exec").co_consts[0]
    for prefix in (0, 1, 8, 9, 30):
        units = prefix + len(POSITIONS)
        table = location_table(5, prefix, POSITIONS)
        instructions = bytes((9, 0)) * units  # NOP
        shown = list(code.replace(co_code=instructions, co_firstlineno=5, co_linetable=table).co_positions())
        assert shown[:prefix] == [(5, 5, None, None)] * prefix
        expected: list[tuple[int | None, ...]] = []
        for position in POSITIONS:
            line, end_line = position.line, position.end_line
            column, end_column = position.column, position.end_column
            if line < 0:
                expected.append((None, None, None, None))
            elif column < 0:
                expected.append((line, line, None, None))
            else:
                expected.append((line, end_line, column, end_column))
        assert shown[prefix:] == expected
