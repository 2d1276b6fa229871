"""Where the run was spent: what stayed in the interpreter, what ran compiled, and what compiling cost.

Compiled code does not count its calls and loop rounds, since counting would slow it down. The interpreter does, and so
does Pyston with the interpreter alone: where both ran in one run of the benchmarks, what the first does less of in an
iteration than the second is what ran compiled.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from pyston_benchmarks.report import plots
from pyston_benchmarks.tracker import Record

INTERPRETER: Final = "interp"


def section(records: Sequence[Record], benchmarks: Sequence[str], peers: Sequence[str]) -> str:
    """The part of the page about tiers; empty when no peer told anything of them."""
    counted = {
        (record.benchmark, record.peer): record for record in records if record.stats is not None and record.iterations
    }
    alone = {benchmark: record for (benchmark, _), record in counted.items() if not _compiling(record)}
    drawn: list[str] = []
    notes: list[str] = []
    for index, peer in enumerate(peers):
        mine = [(name, counted[name, peer]) for name in benchmarks if (name, peer) in counted]
        tier = next((name for _, record in mine for name in _compiling(record)), None)
        if tier is None:
            if mine:
                notes.append(f"{peer} ran everything in the interpreter.")
            continue
        shares = [(name, share) for name, record in mine if (share := _shares(record, alone.get(name))) is not None]
        if shares:
            title = f"{peer}: share of calls and loop rounds in each tier"
            drawn.append(
                plots.stacked_bars(f"plot-tiers-{index}", title, shares, (INTERPRETER, tier), "", of_whole=True)
            )
        elif mine:
            notes.append(f"What {peer} ran compiled is told only beside Pyston with --tiers interp.")
        title = f"{peer}: seconds spent compiling, of the whole process"
        compiling = [(name, [compile_seconds(record)]) for name, record in mine]
        drawn.append(plots.stacked_bars(f"plot-compile-{index}", title, compiling, ("compiling",), "s"))
    if not drawn and not notes:
        return ""
    told = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f"<h2>Where it ran</h2>\n{told}{''.join(drawn)}"


def _tiers(record: Record) -> dict[str, Any]:
    found = (record.stats or {}).get("tiers", {})
    return found if isinstance(found, dict) else {}


def _compiling(record: Record) -> list[str]:
    return [name for name in _tiers(record) if name != INTERPRETER]


def _shares(record: Record, alone: Record | None) -> tuple[float, float] | None:
    """The shares of the interpreter and of compiled code, by what the interpreter does `alone`; None when untold."""
    whole = _rounds(alone) if alone is not None else 0.0
    if not whole:
        return None
    interpreted = min(_rounds(record) / whole, 1.0)
    return interpreted, 1.0 - interpreted


def _rounds(record: Record) -> float:
    """Calls and loop rounds that the interpreter did for one iteration."""
    counters = _tiers(record).get(INTERPRETER, {})
    return float(counters.get("entries", 0) + counters.get("back_edges", 0)) / len(record.iterations)


def compile_seconds(record: Record) -> float:
    """Seconds that the process spent compiling, in all tiers."""
    return sum(float(counters.get("milliseconds", 0)) for counters in _tiers(record).values()) / 1000
