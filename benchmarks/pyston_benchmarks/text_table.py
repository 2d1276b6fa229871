"""Tables for the terminal: of a run (seconds of the baseline, ratios to it, the run before) and of a check."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from pyston_benchmarks.check import SAME, Verdict
from pyston_benchmarks.figures import Table, previous
from pyston_benchmarks.tracker import Record

_LINES_TOLD: Final = 12


def seconds(value: float) -> str:
    """A time with three digits that matter."""
    if not math.isfinite(value):
        return "–"
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if value * scale >= 1:
            return f"{value * scale:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def ratio(value: float) -> str:
    """A ratio, as tables show it."""
    return f"{value:.2f}" if math.isfinite(value) else "–"


def render(table: Table, history: Sequence[Record], run: str) -> str:
    """The table as lines of text; `history` and `run` give each of Pyston's ratios the one of the run before."""
    others = [peer for peer in table.peers if peer != table.baseline]
    ours = {record.peer for record in history if record.is_pyston}
    header = ["benchmark", table.baseline]
    for peer in others:
        header.append(peer)
        if peer in ours:
            header.append("before")
    rows = [header]
    for benchmark in table.benchmarks:
        base = table.figures.get((benchmark, table.baseline))
        row = [benchmark, seconds(base.steady) if base else "–"]
        for peer in others:
            figure = table.figures.get((benchmark, peer))
            failed = figure is not None and not math.isfinite(figure.steady)
            row.append(figure.status if failed and figure else ratio(table.ratio(benchmark, peer)))
            if peer in ours:
                row.append(ratio(_ratio_before(history, run, benchmark, peer, table.baseline)))
        rows.append(row)
    means = ["geometric mean", ""]
    for peer in others:
        means.append(ratio(table.mean(peer)))
        if peer in ours:
            means.append("")
    rows.append(means)
    lines = _aligned(rows)
    note = f"CPU time of a warm iteration; peers as multiples of {table.baseline}'s: below 1 is faster."
    return "\n".join([*lines, "", note])


def render_verdicts(verdicts: Sequence[Verdict]) -> str:
    """What `--check` found: a line for each benchmark, a column for each peer; below, what is wrong."""
    peers = list(dict.fromkeys(verdict.peer for verdict in verdicts))
    found = {(verdict.benchmark, verdict.peer): verdict.status for verdict in verdicts}
    names = list(dict.fromkeys(verdict.benchmark for verdict in verdicts))
    rows = [["benchmark", *peers], *([name, *(found.get((name, peer), "–") for peer in peers)] for name in names)]
    lines = _aligned(rows)
    bad = [verdict for verdict in verdicts if verdict.status != SAME]
    for verdict in bad:
        lines += ["", f"{verdict.benchmark} by {verdict.peer}: {verdict.status}"]
        lines += [f"    {line}" for line in verdict.told.strip().splitlines()[-_LINES_TOLD:]]
    lines += ["", f"{len(verdicts) - len(bad)} of {len(verdicts)} compute what the host computes"]
    return "\n".join(lines)


def _aligned(rows: list[list[str]]) -> list[str]:
    """The rows as lines, with a rule below the first."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in _cells(row, widths)) for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return lines


def _cells(row: list[str], widths: list[int]) -> list[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(row, widths, strict=True)))


def _ratio_before(history: Sequence[Record], run: str, benchmark: str, peer: str, baseline: str) -> float:
    mine, base = previous(history, run, benchmark, peer), previous(history, run, benchmark, baseline)
    return mine.steady / base.steady if mine and base and base.steady else math.nan
