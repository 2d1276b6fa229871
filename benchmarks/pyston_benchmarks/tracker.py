"""Keeps every measurement for ever: one JSON object a line, appended as soon as it is made.

A line holds all that is needed to judge it later (commit, machine, versions, flags), so that files of several
machines can simply be joined.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from pyston_benchmarks.catalogue import FOLDER, Benchmark
from pyston_benchmarks.measure import Measurement
from pyston_benchmarks.peers import Peer

SCHEMA: Final = 1
HISTORY: Final = "history.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """What all measurements of one run share."""

    identity: str
    began: str
    commit: str
    dirty: bool
    machine: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the history: one process of one benchmark by one peer."""

    run: str
    date: str
    commit: str
    dirty: bool
    machine: dict[str, Any]
    benchmark: str
    suite: str
    loops: int
    peer: str
    version: str
    flags: str
    is_pyston: bool
    round: int
    status: str
    iterations: list[float]
    cpu: float
    wall: float
    rss: int
    stats: dict[str, Any] | None
    stderr: str
    schema: int = field(default=SCHEMA)


def start() -> Run:
    """A new run, with what is known of the checkout and of the machine."""
    now = datetime.datetime.now(datetime.UTC)
    commit = _git("rev-parse", "HEAD")
    return Run(
        now.strftime("%Y%m%dT%H%M%S") + f"-{os.getpid()}",
        now.isoformat(timespec="seconds"),
        commit or "unknown",
        bool(_git("status", "--porcelain", "--untracked-files=no")),
        {"system": platform.platform(), "processor": _processor(), "cores": os.cpu_count() or 0},
    )


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=FOLDER, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def record(run: Run, benchmark: Benchmark, peer: Peer, number: int, measured: Measurement) -> Record:
    """The line for one measurement."""
    return Record(
        run.identity,
        run.began,
        run.commit,
        run.dirty,
        run.machine,
        benchmark.name,
        benchmark.suite,
        benchmark.loops,
        peer.name,
        peer.version,
        peer.flags,
        peer.is_pyston,
        number,
        measured.status,
        list(measured.iterations),
        measured.cpu,
        measured.wall,
        measured.rss,
        measured.stats,
        measured.stderr,
    )


def append(folder: Path, line: Record) -> None:
    """Adds one line to the history in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / HISTORY, "a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(line)) + "\n")


def read(folder: Path) -> list[Record]:
    """The whole history in `folder`, oldest first; lines of another schema, or cut short, are left out."""
    return list(_lines(folder / HISTORY))


def _lines(path: Path) -> Iterator[Record]:
    if not path.exists():
        return
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            try:
                loaded = json.loads(line)
                if loaded.get("schema") == SCHEMA:
                    yield Record(**loaded)
            except (ValueError, TypeError, AttributeError):
                continue
