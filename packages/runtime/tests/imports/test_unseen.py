"""What Pyston's own parts import is the host's to run, whatever the program includes."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from pyston_runtime.imports.finder import GuestFinder
from pyston_runtime.imports.loader import GuestLoader
from pyston_runtime.imports.selection import GuestSelection
from pyston_runtime.imports.unseen import importing_parts, past_the_program


def loader_of(name: str) -> type:
    """The class of what would load a module."""
    finder = GuestFinder(None, GuestSelection(["*"]))  # type: ignore[arg-type]
    spec = finder.find_spec(name)
    assert spec is not None
    return type(spec.loader)


def test_parts_import_host_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "helpful.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert loader_of("helpful") is GuestLoader
    assert past_the_program(lambda: loader_of("helpful")) is not GuestLoader
    assert loader_of("helpful") is GuestLoader


def test_other_threads_import_guests_meanwhile() -> None:
    found: list[bool] = []

    def load() -> bool:
        thread = threading.Thread(target=lambda: found.append(importing_parts()))
        thread.start()
        thread.join()
        return importing_parts()

    assert past_the_program(load) is True
    assert found == [False]
    assert not importing_parts()
