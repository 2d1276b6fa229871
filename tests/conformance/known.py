"""The checked-in list of tests that are known to fail here, per CPython version, each with its reason.

`kind` is "detail" when the test asks for something that only CPython's implementation has (its bytecode, say), and
"bug" when it is ours to mend. An entry whose test passes fails the run, and so does a failure that has no entry.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KINDS: Final = ("detail", "bug")
FOLDER: Final = Path(__file__).resolve().parent / "known"


@dataclass(frozen=True, slots=True)
class Known:
    """One test that fails here, and why; `builds` names those that it fails in ("pure", "compiled"), none for both."""

    test: str
    kind: str
    reason: str
    builds: tuple[str, ...] = ()


def file_for(version: tuple[int, int]) -> Path:
    """The list of a (major, minor) version."""
    return FOLDER / f"{version[0]}.{version[1]}.toml"


def load(path: Path) -> dict[str, Known]:
    """The entries of `path` by test; none when there is no such file.

    Raises:
        ValueError: for an entry that is doubled, has no reason or is of no known kind.
    """
    if not path.exists():
        return {}
    entries: dict[str, Known] = {}
    for raw in tomllib.loads(path.read_text("utf-8")).get("known", []):
        entry = Known(raw["test"], raw["kind"], raw["reason"], tuple(raw.get("builds", ())))
        if entry.kind not in KINDS:
            raise ValueError(f"{path.name}: {entry.test} is of kind {entry.kind!r}, not one of {KINDS}")
        if not entry.reason.strip():
            raise ValueError(f"{path.name}: {entry.test} has no reason")
        if entry.test in entries:
            raise ValueError(f"{path.name}: {entry.test} is there twice")
        entries[entry.test] = entry
    return entries


def dump(entries: Iterable[Known]) -> str:
    """The text of a list: sorted, so that two of them can be compared line by line."""
    parts = ["# Tests of CPython that fail here, with the reason. An entry that passes fails the run.\n"]
    for entry in sorted(entries, key=lambda item: item.test):
        parts.append(
            f"\n[[known]]\ntest = {json.dumps(entry.test)}\nkind = {json.dumps(entry.kind)}\n"
            f"reason = {json.dumps(entry.reason)}\n"
        )
        if entry.builds:
            parts.append(f"builds = {json.dumps(list(entry.builds))}\n")
    return "".join(parts)
