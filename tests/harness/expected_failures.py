"""The list of programs that are known to fail, each with its reason: a list that may only shrink.

An entry whose program passes fails the run, so that nothing stays excused after it was mended.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExpectedFailure:
    """A program that fails under some modes and host versions, and why."""

    program: str
    reason: str
    modes: tuple[str, ...]
    versions: tuple[str, ...]

    def covers(self, program: str, mode: str, version: str) -> bool:
        """Whether the entry speaks of that run; an entry without modes or versions speaks of all."""
        return (
            self.program == program
            and (not self.modes or mode in self.modes)
            and (not self.versions or version in self.versions)
        )


def load(path: Path) -> tuple[ExpectedFailure, ...]:
    """The entries of the TOML file at `path`.

    Raises:
        ValueError: for an entry without a reason, or with a key that means nothing.
    """
    result = []
    for entry in tomllib.loads(path.read_text("utf-8")).get("failure", []):
        unknown = set(entry) - {"program", "reason", "modes", "versions"}
        if unknown:
            raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
        if not entry.get("reason", "").strip():
            raise ValueError(f"{path.name}: the entry for {entry.get('program')!r} gives no reason")
        result.append(
            ExpectedFailure(
                entry["program"], entry["reason"], tuple(entry.get("modes", ())), tuple(entry.get("versions", ()))
            )
        )
    return tuple(result)
