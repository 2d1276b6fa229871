"""Runs random programs, many to a process, under CPython and under the command that is tested, and compares.

A process that dies takes down one program: the rest of its batch goes to a new one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.outcome import blot

from random_programs import grammar

_HERE: Final = Path(__file__).resolve().parent
_TIMEOUT_SECONDS: Final = 300.0
_END: Final = "===== end\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """A program whose output is not CPython's."""

    seed: int
    source: str
    expected: str
    actual: str


def write(folder: Path, seeds: Sequence[int]) -> dict[str, int]:
    """Writes the programs of `seeds` into `folder`, with what they need, and returns the seed of each module."""
    folder.mkdir(parents=True, exist_ok=True)
    for helper in ("guest_support.py", "guest_batch.py"):
        shutil.copy(_HERE / helper, folder)
    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        for seed in seeds:
            names[f"p{seed:07}"] = seed
            (folder / f"p{seed:07}.py").write_text(grammar.program(seed), "utf-8")
    return names


def outputs(
    command: Sequence[str], folder: Path, names: Sequence[str], environment: Mapping[str, str]
) -> dict[str, str]:
    """What each program of `names` prints under `command`; for one that killed its process, that with a remark."""
    found: dict[str, str] = {}
    left = list(names)
    while left:
        words = [*command, "guest_batch.py", *left]
        try:
            done = subprocess.run(
                words, cwd=folder, env=dict(environment), capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
            printed, remark = done.stdout, f"the process ended with status {done.returncode}"
            errors = done.stderr
        except subprocess.TimeoutExpired as expired:
            printed, remark = expired.stdout or b"", "the process did not end"
            errors = expired.stderr or b""
        text = blot(printed)
        for part in text.split("===== p")[1:]:
            name, _, body = part.partition("\n")
            whole = body.endswith(_END)
            found["p" + name] = body.removesuffix(_END) if whole else f"{body}[{remark}]\n{blot(errors)[-2000:]}"
        remaining = [name for name in left if name not in found]
        if len(remaining) == len(left):  # not even the first one began
            found.update((name, f"[{remark} before any program]\n{blot(errors)[-2000:]}") for name in left)
            return found
        left = remaining
    return found


def _settled(text: str) -> str:
    """An output without what CPython itself shows one way or another: from the eighth call on, 3.11 joins an
    instruction with the reading of a local behind it, and points at the former when the local has no value.
    """
    if sys.version_info >= (3, 12):
        return text
    lines = text.split("\n")
    return "\n".join(
        [
            line
            for line, following in zip(lines, [*lines[1:], ""], strict=True)
            if not (following.startswith("UnboundLocalError") and set(line) <= set(" ~^"))
        ]
    )


def compare(
    command: Sequence[str], folder: Path, seeds: Sequence[int], environment: Mapping[str, str]
) -> Iterator[Difference]:
    """Runs the programs of `seeds` both ways and gives those that differ."""
    names = write(folder, seeds)
    quiet = {**environment, "PYTHONWARNINGS": "ignore"}
    expected = outputs((sys.executable,), folder, list(names), quiet)
    actual = outputs(command, folder, list(names), quiet)
    for name, seed in names.items():
        if _settled(expected[name]) != _settled(actual[name]):
            yield Difference(seed, (folder / f"{name}.py").read_text("utf-8"), expected[name], actual[name])
