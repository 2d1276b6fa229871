"""The order of measurements: for each benchmark, round by round, every peer in turn.

Figures that will be compared are taken one right after the other, so that a machine that slows down slows all of them
down. Each is written to the history at once; Ctrl-C therefore costs the one that is running, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyston_benchmarks import libraries, tracker
from pyston_benchmarks.catalogue import Benchmark
from pyston_benchmarks.measure import Measurement, Settings, measure
from pyston_benchmarks.peers import Peer


@dataclass(frozen=True, slots=True)
class Step:
    """One process that is to be run."""

    benchmark: Benchmark
    peer: Peer
    number: int


def steps(benchmarks: Sequence[Benchmark], peers: Sequence[Peer], rounds: int) -> list[Step]:
    """All processes in order; which peer is first changes from round to round."""
    planned = []
    for benchmark in benchmarks:
        for number in range(rounds):
            start = number % max(len(peers), 1)
            planned += [Step(benchmark, peer, number) for peer in (*peers[start:], *peers[:start])]
    return planned


def run(
    planned: Sequence[Step],
    settings: Settings,
    out: Path,
    run_: tracker.Run,
    tell: Callable[[Step, Measurement | None], None],
) -> bool:
    """Runs the steps, appends each to the history, and returns False when interrupted by Ctrl-C.

    A peer that failed or hung in one round of a benchmark is not tried in its other rounds. `tell` is called for every
    step, then with None.
    """
    given_up: set[tuple[str, str]] = set()
    for step in planned:
        cell = (step.benchmark.name, step.peer.name)
        if cell in given_up:
            tell(step, None)
            continue
        try:
            measured = measure_with_libraries(step.benchmark, step.peer, settings)
        except KeyboardInterrupt:
            return False
        tracker.append(out, tracker.record(run_, step.benchmark, step.peer, step.number, measured))
        if measured.status != "ok":
            given_up.add(cell)
        tell(step, measured)
    return True


def measure_with_libraries(benchmark: Benchmark, peer: Peer, settings: Settings) -> Measurement:
    """Runs `benchmark` once under `peer`, with what it needs installed for that peer."""
    if benchmark.requirements is None or peer.minor < benchmark.needed_from:
        return measure(benchmark, peer, settings)
    try:
        folder = libraries.install(benchmark.requirements, peer, benchmark.overrides)
    except libraries.LibraryError as error:
        return Measurement("failed", (), 0.0, 0.0, 0, None, f"its library could not be installed:\n{error}")
    return measure(benchmark, peer, replace(settings, libraries=folder))
