"""What is written down about the instructions is what the host says."""

from __future__ import annotations

import opcode
from opcode import opmap
from typing import Any

from pyston_runtime.opcodes import CACHES, INSTRUCTIONS


def test_numbers() -> None:
    assert {name: opmap.get(name, -1) for name in INSTRUCTIONS} == INSTRUCTIONS


def test_cache_entries() -> None:
    found: Any = getattr(opcode, "_inline_cache_entries")
    for name, number in INSTRUCTIONS.items():
        if number >= 0:
            count = found.get(name, 0) if isinstance(found, dict) else found[number]
            assert CACHES.get(name, 0) == count, name
