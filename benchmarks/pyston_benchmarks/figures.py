"""From measurements to figures: steady state, ratios, geometric mean.

The steady state of a process is its fastest iteration in the second half: what disturbs a run only ever adds time. Of
several rounds the median counts, so that one lucky process does not.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyston_benchmarks.tracker import Record


@dataclass(frozen=True, slots=True)
class Figure:
    """One benchmark by one peer in one run.

    Attributes:
        status: "ok", or the status of the rounds that failed.
        steady: seconds of CPU time of a warm iteration.
        first: seconds of the first iteration.
        total: seconds of the whole process.
        rss: peak memory in bytes.
        curve: CPU seconds of each iteration, the median over the rounds.
    """

    status: str
    steady: float
    first: float
    total: float
    rss: int
    curve: tuple[float, ...]
    stderr: str = ""


def steady_state(iterations: Sequence[float]) -> float:
    """The fastest iteration of the second half."""
    return min(iterations[len(iterations) // 2 :])


def figure(rounds: Sequence[Record]) -> Figure:
    """The figure of the rounds of one benchmark by one peer; rounds that failed count for the status only."""
    good = [record for record in rounds if record.status == "ok" and record.iterations]
    if not good:
        last = rounds[-1]
        return Figure(last.status, math.nan, math.nan, math.nan, 0, (), last.stderr)
    failed = [record for record in rounds if record.status != "ok"]
    length = min(len(record.iterations) for record in good)
    return Figure(
        f"{len(failed)} of {len(rounds)} rounds {failed[0].status}" if failed else "ok",
        statistics.median(steady_state(record.iterations) for record in good),
        statistics.median(record.iterations[0] for record in good),
        statistics.median(record.cpu for record in good),
        max(record.rss for record in good),
        tuple(statistics.median(record.iterations[i] for record in good) for i in range(length)),
        failed[-1].stderr if failed else "",
    )


def by_cell(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """Records of one run by (benchmark, peer)."""
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((record.benchmark, record.peer), []).append(record)
    return cells


def geometric_mean(values: Iterable[float]) -> float:
    """The geometric mean of the positive numbers in `values`; not a number when there are none."""
    logs = [math.log(value) for value in values if value > 0 and math.isfinite(value)]
    return math.exp(statistics.fmean(logs)) if logs else math.nan


@dataclass(frozen=True, slots=True)
class Table:
    """One run: figures by benchmark and peer, and their ratios to the baseline's."""

    benchmarks: tuple[str, ...]
    peers: tuple[str, ...]
    baseline: str
    figures: dict[tuple[str, str], Figure]

    def ratio(self, benchmark: str, peer: str) -> float:
        """Time of `peer` over time of the baseline: below 1 is faster; not a number where one of them is missing."""
        mine, base = self.figures.get((benchmark, peer)), self.figures.get((benchmark, self.baseline))
        if mine is None or base is None or not base.steady > 0:
            return math.nan
        return mine.steady / base.steady

    def mean(self, peer: str) -> float:
        """Geometric mean of the peer's ratios."""
        return geometric_mean(self.ratio(benchmark, peer) for benchmark in self.benchmarks)


def table(records: Sequence[Record], baseline: str = "host") -> Table:
    """The table of one run's records, with the benchmarks where Pyston loses most first."""
    cells = by_cell(records)
    figures = {cell: figure(rounds) for cell, rounds in cells.items()}
    peers = tuple(dict.fromkeys(record.peer for record in records))
    ours = next((record.peer for record in records if record.is_pyston), peers[-1] if peers else baseline)
    unordered = Table(tuple(dict.fromkeys(record.benchmark for record in records)), peers, baseline, figures)

    def loss(benchmark: str) -> float:
        ratio = unordered.ratio(benchmark, ours)
        return -ratio if math.isfinite(ratio) else -math.inf

    return Table(tuple(sorted(unordered.benchmarks, key=loss)), peers, baseline, figures)


def last_run(records: Sequence[Record]) -> list[Record]:
    """The records of the newest run."""
    return [record for record in records if record.run == records[-1].run] if records else []


def previous(records: Sequence[Record], run: str, benchmark: str, peer: str) -> Figure | None:
    """The figure of the last run before `run` that measured that benchmark by that peer and got an answer."""
    rounds: list[Record] = []
    for record in reversed(records):
        if record.run == run or (record.benchmark, record.peer) != (benchmark, peer):
            continue
        if rounds and record.run != rounds[0].run:
            break
        rounds.append(record)
    found = figure(rounds) if rounds else None
    return found if found is not None and math.isfinite(found.steady) else None
