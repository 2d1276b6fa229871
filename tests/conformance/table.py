"""What a run found, as Markdown for people and JSON for the next run's comparison."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from conformance.isolated import PASSED, SKIPPED, Results
from conformance.known import Known


@dataclass(slots=True)
class Row:
    """One module, on the host and here."""

    module: str
    host: Results
    here: Results

    @property
    def due(self) -> list[str]:
        """The tests that pass on the host: those that must pass here."""
        return [test for test, outcome in self.host.outcomes.items() if outcome == PASSED]

    def missed(self) -> list[str]:
        """The tests that pass on the host and not here; a test that is skipped here only has not passed."""
        return [test for test in self.due if self.here.outcomes.get(test) != PASSED]


@dataclass(slots=True)
class Judgement:
    """Whether a run is as it should be, and if not, why.

    Attributes:
        unexpected: tests that fail without an entry in the list of known failures.
        mended: entries whose tests pass.
        details: number of misses that the list calls an implementation detail.
        due: number of tests that pass on the host.
        missed: number of those that do not pass here.
    """

    unexpected: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    details: int = 0
    due: int = 0
    missed: int = 0

    @property
    def share(self) -> float:
        """The share of what is due that passes here, misses that are implementation details not counted."""
        counted = self.due - self.details
        return 1.0 if counted <= 0 else (self.due - self.missed) / counted


#: What a whole run must reach, and how many of the tests may be put down to CPython's implementation.
LEAST_SHARE: Final = 0.99
MOST_DETAILS: Final = 0.02


def shortfalls(judgement: Judgement) -> list[str]:
    """Where a whole run stays behind."""
    found: list[str] = []
    if judgement.share < LEAST_SHARE:
        found.append(f"{judgement.share:.2%} of what is due passes: not {LEAST_SHARE:.0%}")
    if judgement.details > MOST_DETAILS * judgement.due:
        found.append(f"{judgement.details} entries are implementation details: more than {MOST_DETAILS:.0%} of all")
    return found


def judge(rows: list[Row], known: dict[str, Known]) -> Judgement:
    """Holds what was found against the list of known failures; entries of modules that were not run do not matter."""
    judgement = Judgement()
    for row in rows:
        missed = set(row.missed())
        judgement.due += len(row.due)
        judgement.missed += len(missed)
        judgement.unexpected += [test for test in row.due if test in missed and test not in known]
        judgement.mended += [test for test in row.due if test in known and test not in missed]
        judgement.details += sum(test in known and known[test].kind == "detail" for test in missed)
    return judgement


def to_json(rows: list[Row], version: str) -> dict[str, Any]:
    """The run as JSON: counts, and the tests that did not pass here."""
    return {
        "python": version,
        "modules": {
            row.module: {
                "host": _counts(row.host),
                "here": _counts(row.here),
                "due": len(row.due),
                "missed": row.missed(),
                "problem": row.here.problem,
                "host_outcomes": row.host.outcomes,
            }
            for row in rows
        },
    }


def _counts(results: Results) -> dict[str, int]:
    return {"passed": results.count(PASSED), "failed": results.failed, "skipped": results.count(SKIPPED)}


def markdown(modules: dict[str, Any], known: dict[str, Known], previous: dict[str, Any] | None, version: str) -> str:
    """The table.

    Args:
        modules: by name, as in the JSON: those just run, and those of earlier runs.
        known: the list of known failures.
        previous: the JSON of the run before, for the last column.
        version: of CPython.
    """
    totals = Judgement()
    for entry in modules.values():
        totals.due += entry["due"]
        totals.missed += len(entry["missed"])
        totals.details += sum(test in known and known[test].kind == "detail" for test in entry["missed"])
    lines = [
        f"# CPython {version}'s own tests under Pyston",
        "",
        f"{totals.due - totals.missed} of the {totals.due} tests that pass on the host pass here; "
        f"{totals.details} of the misses are implementation details of CPython: **{totals.share:.2%}**.",
        "",
        "| module | host passed | failed | skipped | here passed | failed | skipped | of the host's | change |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for module, entry in modules.items():
        host, here = entry["host"], entry["here"]
        good = entry["due"] - len(entry["missed"])
        share = f"{good / entry['due']:.1%}" if entry["due"] else "–"
        lines.append(
            f"| {module} | {host['passed']} | {host['failed']} | {host['skipped']} "
            f"| {here['passed']} | {here['failed']} | {here['skipped']} | {share} | {_change(module, good, previous)} |"
        )
    problems = [f"- {module}: {_one_line(entry['problem'])}" for module, entry in modules.items() if entry["problem"]]
    if problems:
        lines += ["", "Modules that did not run to their end here:", "", *problems]
    return "\n".join(lines) + "\n"


def _change(module: str, good: int, previous: dict[str, Any] | None) -> str:
    before = (previous or {}).get("modules", {}).get(module)
    if before is None:
        return "new"
    change = good - (before["due"] - len(before["missed"]))
    return f"{change:+d}" if change else "="


def _one_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return f"{lines[0][:150]} … {lines[-1][:150]}" if len(lines) > 1 else text[:300]


def read_json(path: Path) -> dict[str, Any] | None:
    """A previous run's JSON, or None when there is none that can be read."""
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None
