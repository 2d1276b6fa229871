"""`hatch run suites [PACKAGES…]`: test suites of packages, under `python -m pytest` and `pyston-cli run -m pytest`."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from conformance import known
from conformance.isolated import PASSED
from harness.modes import environment

from pyston_benchmarks.progress import Progress
from suites.packages import BY_NAME, PACKAGES, Package
from suites.sdists import unpacked

FOLDER = Path(__file__).resolve().parent
#: Sizes of hash-dependent and random inputs must be the same on both sides.
PYTEST = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "guest_plugin", "--hypothesis-seed=0")


@dataclass(slots=True)
class Run:
    """One suite under one command: test → outcome, what failing ones printed, and whether it came to its end."""

    outcomes: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def main() -> int:
    """Runs the suites, prints a table, and returns 0 when all that passes on the host passes here."""
    parser = argparse.ArgumentParser(prog="suites", description=__doc__)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(BY_NAME)} (default: all)")
    parser.add_argument("--under-test", metavar="COMMAND", help="a command in place of `pyston-cli run`")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds for one suite under one command")
    parser.add_argument("--show", action="store_true", help="print what fails here only, with the end of its report")
    options = parser.parse_args()
    unknown = [name for name in options.packages if name not in BY_NAME]
    if unknown:
        parser.error(f"unknown packages: {', '.join(unknown)}")
    chosen = [BY_NAME[name] for name in options.packages] or list(PACKAGES)
    entries = known.load(FOLDER / "known.toml")
    ours = (sys.executable, "-m", "pyston_cli", "run")
    command = tuple(shlex.split(options.under_test)) if options.under_test else ours
    rows: list[str] = []
    wrong: list[str] = []
    with Progress("suites", 2 * len(chosen)) as progress:
        for package in chosen:
            host = run(package, (sys.executable,), options.limit)
            progress.advance(f"{package.name} on the host: {len(host.outcomes)} tests")
            here = run(package, command, options.limit)
            due = [test for test, outcome in host.outcomes.items() if outcome == PASSED]
            missed = [test for test in due if here.outcomes.get(test) != PASSED]
            progress.advance(f"{package.name} here: {len(due) - len(missed)} of {len(due)}")
            rows.append(f"| {package.folder} | {len(host.outcomes)} | {len(due)} | {len(due) - len(missed)} |")
            wrong += [f"fails here: {test}" for test in missed if test not in entries]
            wrong += [f"passes: take it off known.toml: {test}" for test in due if test in entries.keys() - set(missed)]
            for side, one in (("on the host", host), ("here", here)):
                if one.problem:
                    wrong.append(f"{package.name} {side} {one.problem}")
            if options.show:
                for test in missed:
                    print(f"--- {test}: {here.outcomes.get(test, 'not run')}\n{here.details.get(test, '')[-1500:]}")
    print("\n".join(["| suite | tests | passed on the host | of these here |", "|---|--:|--:|--:|", *rows]))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def run(package: Package, command: tuple[str, ...], limit: float) -> Run:
    """One suite under one command, in a process of its own."""
    folder = unpacked(package)
    sources = [folder / package.source, *[unpacked(BY_NAME[name]) / BY_NAME[name].source for name in package.needs]]
    surroundings = environment()
    path = [str(source.resolve()) for source in sources] + [str(FOLDER / "plugin"), surroundings["PYTHONPATH"]]
    surroundings["PYTHONPATH"] = os.pathsep.join(path)
    result = Run()
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl", encoding="utf-8") as events:
        surroundings["PYSTON_SUITES_EVENTS"] = events.name
        words = [*command, "-m", "pytest", *PYTEST, *package.options, *package.tests]
        try:
            ended = subprocess.run(
                words,
                env=surroundings,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                timeout=limit,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="backslashreplace",
            )
            printed = ended.stdout
        except subprocess.TimeoutExpired:
            printed = f"not finished after {limit:.0f} s"
        done = False
        for line in events.read().splitlines():
            event = json.loads(line)
            if event.get("done"):
                done = True
                continue
            result.outcomes[event["test"]] = event["outcome"]
            result.details[event["test"]] = event["detail"]
    if not done:
        result.problem = f"did not come to its end: {printed[-1500:]}"
    return result


if __name__ == "__main__":
    sys.exit(main())
