"""What the README shows is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_readme() -> None:
    readme = Path(__file__).resolve().parents[1] / "README.md"
    failed, tried = doctest.testfile(str(readme), module_relative=False)
    assert tried > 5
    assert not failed
