"""`hatch run conformance [MODULES…]`: CPython's tests as guest code, against the same tests on the host."""

from __future__ import annotations

import argparse
import concurrent.futures
import importlib.util
import json
import os
import shlex
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from harness.expected_failures import build
from harness.modes import REPOSITORY, Mode, environment, under_test

from conformance import isolated, known, modules, table
from pyston_benchmarks.progress import Progress

VERSION = sys.version_info[:2]
RESULTS = Path(__file__).resolve().parent / "results"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="conformance", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="test modules, such as test_grammar (default: all)"
    )
    parser.add_argument("--under-test", metavar="COMMAND", help="a command in place of `pyston-cli run --tiers interp`")
    parser.add_argument("--mode", default="interp", help="a mode of the harness, such as llvm (default: interp)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="modules run at the same time")
    parser.add_argument("--silence", type=float, default=120.0, help="seconds after which a test counts as hung")
    parser.add_argument(
        "--out",
        type=Path,
        help="folder for the table as Markdown and JSON (default: tests/conformance/results, and for another mode than "
        "interp build/conformance/MODE)",
    )
    parser.add_argument("--fresh-host", action="store_true", help="run the host again instead of reusing its results")
    parser.add_argument("--show", action="store_true", help="print what unexpectedly failed, with the traceback's end")
    parser.add_argument(
        "--write-known",
        action="store_true",
        help="rewrite the list of known failures for the modules that were run; new entries are bugs, with the last "
        "line of the error as their reason",
    )
    return parser.parse_args()


def main() -> int:
    """Runs, writes the table, and returns 0 when everything is as the list of known failures says."""
    options = arguments()
    if importlib.util.find_spec("test.support") is None:
        print("this Python comes without its test package (on Debian: apt install libpython3-testsuite)")
        return 2
    try:
        [mode] = under_test(None, options.mode).modes
    except ValueError as error:
        print(error)
        return 2
    options.chosen = mode
    if options.out is None:
        options.out = RESULTS if mode.name == "interp" else REPOSITORY / "build" / "conformance" / mode.name
    wanted = modules.chosen(options.modules, VERSION)
    label = "{}.{}".format(*VERSION)
    stored = options.out / f"{label}.json"
    previous = table.read_json(stored)
    rows = _run_all(wanted, options, previous)
    entries = known.load(known.file_for(VERSION))
    # as the processes under test have it
    sys.path += sorted(str(path) for path in REPOSITORY.glob("packages/*/src"))
    here = {test: entry for test, entry in entries.items() if not entry.builds or build() in entry.builds}
    judgement = table.judge(rows, here)
    options.out.mkdir(parents=True, exist_ok=True)
    fresh = table.to_json(rows, sys.version)
    merged = {**(previous or {}).get("modules", {}), **fresh["modules"]}
    stored.write_text(json.dumps({"python": sys.version, "modules": dict(sorted(merged.items()))}, indent=1) + "\n")
    page = table.markdown(dict(sorted(merged.items())), entries, previous, label)
    (options.out / f"{label}.md").write_text(page, "utf-8")
    print(page)
    if options.show:
        _show(rows, judgement)
    if options.write_known:
        _write_known(rows, entries)
        return 0
    for test in judgement.unexpected:
        print(f"fails here and is not in the list of known failures: {test}")
    for test in judgement.mended:
        print(f"passes: take it off {known.file_for(VERSION).name}: {test}")
    problems = [row for row in rows if row.here.problem and not row.missed()]
    for row in problems:
        print(f"{row.module} did not run to its end: {row.here.problem}")
    behind = [] if options.modules else table.shortfalls(judgement)
    for line in behind:
        print(line)
    return 1 if judgement.unexpected or judgement.mended or problems or behind else 0


def _run_all(
    wanted: list[modules.Module], options: argparse.Namespace, previous: dict[str, object] | None
) -> list[table.Row]:
    surroundings = environment()
    progress = Progress("conformance", len(wanted))
    with progress, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        tasks = {pool.submit(_one, module, options, surroundings, previous): module for module in wanted}
        rows = {}
        try:
            for task in concurrent.futures.as_completed(tasks):
                row = task.result()
                rows[row.module] = row
                progress.advance(f"{row.module}: {len(row.due) - len(row.missed())} of {len(row.due)}")
        except KeyboardInterrupt:
            print("interrupted: the table holds the modules that were done", file=sys.stderr)
            pool.shutdown(wait=False, cancel_futures=True)
    return [rows[module.name] for module in wanted if module.name in rows]


def _one(
    module: modules.Module,
    options: argparse.Namespace,
    surroundings: dict[str, str],
    previous: dict[str, object] | None,
) -> table.Row:
    name = f"test.{module.name}"
    host = None
    if not options.fresh_host:
        label = "{}.{}.json".format(*VERSION)
        host = _stored_host(module.name, previous) or _stored_host(module.name, table.read_json(RESULTS / label))
    if host is None:
        host = isolated.run(isolated.host_command(), name, surroundings, options.silence)
    if options.under_test:
        command = tuple(shlex.split(options.under_test))
    else:
        guests = ",".join((name, f"{name}.*", *module.include))
        mode: Mode = options.chosen
        command = (sys.executable, "-m", "pyston_cli", "run", *mode.options, "--include", guests)
        surroundings = {**surroundings, **mode.environment}
    began = time.monotonic()
    here = isolated.run(command, name, surroundings, options.silence)
    if here.problem:
        here.problem += f" (after {time.monotonic() - began:.0f} s)"
    return table.Row(module.name, host, here)


def _stored_host(module: str, previous: dict[str, object] | None) -> isolated.Results | None:
    """The host's results out of the previous run, when that was the very same Python."""
    if previous is None or previous.get("python") != sys.version:
        return None
    listed = previous.get("modules")
    entry = listed.get(module) if isinstance(listed, dict) else None
    outcomes = entry.get("host_outcomes") if isinstance(entry, dict) else None
    return isolated.Results(dict(outcomes)) if outcomes else None


def _show(rows: list[table.Row], judgement: table.Judgement) -> None:
    unexpected = set(judgement.unexpected)
    for row in rows:
        for test in row.missed():
            if test in unexpected:
                outcome = row.here.outcomes.get(test, "not run")
                print(f"--- {test}: {outcome}\n{row.here.details.get(test, '')[-1500:]}")


def _write_known(rows: list[table.Row], entries: dict[str, known.Known]) -> None:
    for row in rows:
        for test in row.due:
            entries.pop(test, None) if test not in row.missed() else None
        for test in row.missed():
            if test not in entries:
                outcome = row.here.outcomes.get(test, "not run")
                lines = row.here.details.get(test, row.here.problem).strip().splitlines() or [""]
                entries[test] = known.Known(test, "bug", f"{outcome}: {lines[-1].strip()[:200]}")
    known.FOLDER.mkdir(exist_ok=True)
    known.file_for(VERSION).write_text(known.dump(entries.values()), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
