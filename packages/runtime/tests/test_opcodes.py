"""The instructions' numbers that are written down are the host's."""

from __future__ import annotations

from opcode import opmap

from pyston_runtime.opcodes import INSTRUCTIONS


def test_numbers() -> None:
    assert {name: opmap.get(name, -1) for name in INSTRUCTIONS} == INSTRUCTIONS
