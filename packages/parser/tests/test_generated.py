"""The node factories are what `tools/generate_nodes.py` makes of the newest host's `ast` module."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(sys.version_info < (3, 13), reason="only CPython 3.13 and later have every class")
def test_factories_are_up_to_date() -> None:
    texts = runpy.run_path(str(PACKAGE / "tools/generate_nodes.py"))["generate"]()
    folder = PACKAGE / "src/pyston_parser/fast/generated"
    assert texts == {path.name: path.read_text("utf-8") for path in folder.glob("*_nodes.py")}
