"""The list of programs that are known to fail, each with its reason: a list that may only shrink.

An entry whose program passes fails the run, so that nothing stays excused after it was mended.
"""

from __future__ import annotations

import importlib
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExpectedFailure:
    """A program that fails under some modes, host versions and builds ("pure", "compiled"), and why."""

    program: str
    reason: str
    modes: tuple[str, ...]
    versions: tuple[str, ...]
    builds: tuple[str, ...]

    def covers(self, program: str, mode: str, version: str) -> bool:
        """Whether the entry speaks of that run; an entry without modes, versions or builds speaks of all."""
        return (
            self.program == program
            and (not self.modes or mode in self.modes)
            and (not self.versions or version in self.versions)
            and (not self.builds or build() in self.builds)
        )


def build() -> str:
    """Whether the interpreter under test is "pure" or "compiled"."""
    path = importlib.import_module("ast_interp.run.machine").__file__ or ""
    return "pure" if path.endswith(".py") else "compiled"


def load(path: Path) -> tuple[ExpectedFailure, ...]:
    """The entries of the TOML file at `path`.

    Raises:
        ValueError: for an entry without a reason, or with a key that means nothing.
    """
    result = []
    for entry in tomllib.loads(path.read_text("utf-8")).get("failure", []):
        unknown = set(entry) - {"program", "reason", "modes", "versions", "builds"}
        if unknown:
            raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
        if not entry.get("reason", "").strip():
            raise ValueError(f"{path.name}: the entry for {entry.get('program')!r} gives no reason")
        result.append(
            ExpectedFailure(
                entry["program"],
                entry["reason"],
                tuple(entry.get("modes", ())),
                tuple(entry.get("versions", ())),
                tuple(entry.get("builds", ())),
            )
        )
    return tuple(result)
