"""The tier answers honestly that it compiles nothing."""

from importlib.metadata import EntryPoint
from pathlib import Path
from tomllib import loads

from pyston_llvm_tier.tier import LlvmTier


def test_offers_are_declined_and_counted() -> None:
    tier = LlvmTier()
    assert tier.name == "llvm"
    assert tier.unavailable()
    assert tier.compile(None, None, None, None) is None  # type: ignore[arg-type]
    assert tier.statistics() == {"compiled": 0, "offered": 1, "unavailable": tier.unavailable()}


def test_registered() -> None:
    project = loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    place = project["entry-points"]["pyston.tiers"]["llvm"]
    assert EntryPoint("llvm", place, "pyston.tiers").load() is LlvmTier
