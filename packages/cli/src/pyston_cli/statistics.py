"""`--stats`: what ran where, as JSON in a file or as one line for people."""

from __future__ import annotations

import atexit
import os
import sys

from pyston_cli.compose import FIRST_TIER
from pyston_cli.uncaught import still_die_of_interrupt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pyston_runtime.interfaces.interpreter import Interpreter


def report_at_exit(interpreter: Interpreter, file: str | None, summary: bool, explained: bool) -> None:
    """Report when the program has ended: after its own `atexit` callbacks, and not in processes that it forks.

    Args:
        interpreter: what knows.
        file: where to write JSON, or None; relative to the folder that the program is started in.
        summary: whether to print a line on standard error.
        explained: whether to print tables there that tell what was compiled, what not, and why.
    """
    process = os.getpid()
    path = None if file is None else os.path.abspath(file)

    def report() -> None:
        if os.getpid() != process:
            return
        statistics = interpreter.statistics()
        if path is not None:
            import json  # not before: the program imports it as if nobody had

            try:
                with open(path, "w", encoding="utf-8") as stream:
                    json.dump(statistics, stream, indent=1)
            except OSError as error:
                print(f"pyston-cli run: cannot write the statistics: {error}", file=sys.__stderr__)
        if explained:
            from pyston_cli.explain.tables import print_tables

            print_tables(statistics)
        if summary:
            print(summary_line(statistics), file=sys.__stderr__)
        still_die_of_interrupt()

    atexit.register(report)


def summary_line(statistics: dict[str, Any]) -> str:
    """How much ran in which tier, for people.

    Args:
        statistics: as `ast_interp.run.statistics` gathers them. The interpreter counts what it runs itself; of other
            tiers it is known what they compiled: counting would slow native code down.
    """
    totals = statistics["totals"]
    counted = (("units", "function"), ("entries", "call"), ("back_edges", "loop round"))
    parts = [f"{FIRST_TIER}: " + ", ".join(_count(totals[kind], noun) for kind, noun in counted)]
    for tier, own in statistics["tiers"].items():
        if tier != FIRST_TIER:
            compiled = own.get("compiled", 0)
            idle = own.get("unavailable") or "nothing was hot enough to be compiled"
            parts.append(f"{tier}: {_count(compiled, 'function')} compiled" if compiled else f"{tier}: {idle}")
    deopts = statistics.get("tiering", {}).get("deopts", 0)
    if deopts:
        parts.append(_count(deopts, "deopt"))
    return f"pyston: {'; '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
