"""`--stats`: what ran where, as JSON in a file or as one line for people."""

from __future__ import annotations

import atexit
import json
import os
import sys

from pyston_cli.compose import FIRST_TIER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pyston_runtime.interfaces.interpreter import Interpreter


def report_at_exit(interpreter: Interpreter, file: str | None, summary: bool) -> None:
    """Report when the program has ended: after its own `atexit` callbacks, and not in processes that it forks.

    Args:
        interpreter: what knows.
        file: where to write JSON, or None; relative to the folder that the program is started in.
        summary: whether to print a line on standard error.
    """
    process = os.getpid()
    path = None if file is None else os.path.abspath(file)

    def report() -> None:
        if os.getpid() != process:
            return
        statistics = interpreter.statistics()
        if path is not None:
            try:
                with open(path, "w", encoding="utf-8") as stream:
                    json.dump(statistics, stream, indent=1)
            except OSError as error:
                print(f"pyston-cli run: cannot write the statistics: {error}", file=sys.__stderr__)
        if summary:
            print(summary_line(statistics), file=sys.__stderr__)

    atexit.register(report)


def summary_line(statistics: dict[str, Any]) -> str:
    """How much ran in which tier, for people.

    Args:
        statistics: as `ast_interp.run.statistics` gathers them. What ran is counted in entries of functions and rounds
            of loops; units that no longer exist count for the interpreter.
    """
    units, entries, rounds = (
        {FIRST_TIER: statistics["collected"][kind]} for kind in ("units", "entries", "back_edges")
    )
    for unit in statistics["units"]:
        tier = unit["tier"]
        units[tier] = units.get(tier, 0) + 1
        entries[tier] = entries.get(tier, 0) + unit["entries"]
        rounds[tier] = rounds.get(tier, 0) + unit["back_edges"]
    work = sum(entries.values()) + sum(rounds.values())
    parts = []
    for tier, own in statistics["tiers"].items():
        share = (entries.get(tier, 0) + rounds.get(tier, 0)) / work if work else 0.0
        if units.get(tier):
            counted = ((units, "function"), (entries, "call"), (rounds, "loop round"))
            counts = ", ".join(_count(numbers[tier], noun) for numbers, noun in counted)
        else:
            counts = own.get("unavailable") or "nothing"
        parts.append(f"{tier} {share:.1%} ({counts})")
    return f"pyston: {'; '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
