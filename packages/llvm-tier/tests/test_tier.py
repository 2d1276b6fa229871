"""The tier keeps account of what it refuses, and is found by its entry point."""

from importlib.metadata import EntryPoint
from pathlib import Path
from tomllib import loads

from units import feedback_of

from pyston_llvm_tier.ir_tier import IrTier
from pyston_llvm_tier.tier import LlvmTier
from pyston_runtime.interfaces.contracts.tiers import UNSET, NoRunner, unit_of


def test_a_unit_that_is_too_large_is_refused_with_a_reason() -> None:
    lines = "".join(f"{index:5d}    1  a = move 0\n" for index in range(3001))
    unit = unit_of("large", ("a",), f"      slots a; temporaries 0\n{lines} 3001    1  return a\n")
    for tier in (LlvmTier(), IrTier()):
        assert tier.compile(unit, feedback_of(unit, int, int), UNSET, NoRunner()) is None
        refused = tier.statistics()["refused"]
        assert refused == {"contract:1 large": "3002 instructions, and no hot loop that is small enough"}


def test_registered() -> None:
    project = loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    places = project["entry-points"]["pyston.tiers"]
    assert EntryPoint("llvm", places["llvm"], "pyston.tiers").load() is LlvmTier
    assert EntryPoint("ir", places["ir"], "pyston.tiers").load() is IrTier
