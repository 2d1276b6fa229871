"""Compares the error pass with the host on the wrong sources of the installed CPython test suite.

    python tools/errors.py [--misses] [--write FILE] [MODULE…]

Prints for each test module how many sources `ast.parse` refuses, for how many of these the error pass gives the same
exception and message, the same range, and the same text.  Sources that only the host's compiler refuses (`return`
outside of a function and the like) are counted apart: they are no parser errors.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from error_cases import MODULES, Case, collect, host_error

from pyston_parser.errors import diagnose

Facts = tuple[str, str, tuple[object, ...], object]


def facts(error: Exception | None) -> Facts:
    """What is compared of an exception: class, message, range, text."""
    if error is None:
        return ("accepted", "", (), None)
    if not isinstance(error, SyntaxError):
        return (type(error).__name__, str(error), (), None)
    place = (error.lineno, error.offset, error.end_lineno, error.end_offset)
    return (type(error).__name__, error.msg, place, error.text)


def show(module: str, source: str | bytes, host: Facts, ours: Facts) -> str:
    """A miss as text."""
    lines = [f"{module} {source!r}"]
    for name, (kind, message, place, text) in (("host", host), ("ours", ours)):
        lines.append(f"    {name}: {kind}: {message} {place} {text!r}")
    return "\n".join(lines) + "\n"


def compare(cases: list[Case]) -> tuple[dict[str, Counter[str]], list[tuple[Case, Facts, Facts]]]:
    """Count what is the same for each module; gives the misses too."""
    counts: dict[str, Counter[str]] = {}
    misses: list[tuple[Case, Facts, Facts]] = []
    for case in cases:
        count = counts.setdefault(case.module, Counter())
        host = host_error(case.source, case.mode)
        if host is None:
            count["compiler only"] += 1
            continue
        ours = facts(diagnose(case.source, mode=case.mode, version=sys.version_info[1]))
        theirs = facts(host)
        count["cases"] += 1
        count["message"] += theirs[:2] == ours[:2]
        count["range"] += theirs[:3] == ours[:3]
        count["text"] += theirs == ours
        if theirs != ours:
            misses.append((case, theirs, ours))
    return counts, misses


def main() -> int:
    """Run the comparison; the exit status tells whether the bars are met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true", help="print each difference")
    options.add_argument("modules", nargs="*", default=list(MODULES))
    chosen = options.parse_args()
    counts, misses = compare(collect(chosen.modules))
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    print(f"host {sys.version.split()[0]}")
    print(f"{'module':28} cases message   range    text  compiler only")
    for name, count in [*sorted(counts.items()), ("all", total)]:
        cases = max(count["cases"], 1)
        shares = "".join(f"{100 * count[what] / cases:7.1f}%" for what in ("message", "range", "text"))
        print(f"{name:28}{count['cases']:6}{shares}{count['compiler only']:8}")
    if chosen.misses:
        for case, theirs, ours in misses:
            print(show(f"{case.module} {case.mode}", case.source, theirs, ours))
    cases = max(total["cases"], 1)
    return 0 if total["message"] / cases >= 0.97 and total["range"] / cases >= 0.95 else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
