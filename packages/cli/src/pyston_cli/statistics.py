"""`--stats`: what ran where, as JSON in a file or as one line for people."""

from __future__ import annotations

import atexit
import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
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


def summary_line(statistics: dict[str, object]) -> str:
    """How much ran in which tier, for people."""
    return f"pyston: {statistics}"
