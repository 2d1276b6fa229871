"""What the tests share is importable under every import mode of pytest."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pyston_llvm_tier.options import OPTIONS

TESTS = str(Path(__file__).resolve().parent)
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is there as soon as it is asked for, always made anew, and its text is verified."""
    monkeypatch.setattr(OPTIONS, "background", False)
    monkeypatch.setattr(OPTIONS, "cache", 0)
    monkeypatch.setattr(OPTIONS, "verify", True)
