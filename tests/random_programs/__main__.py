"""`python tests/random_programs --count 20000`: random programs under Pyston and under CPython, until told otherwise.

Each program that differs is kept in the folder of `--out`, as it was grown and reduced, with both outputs.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import difflib
import os
import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from harness.modes import environment, under_test
from harness.outcome import blot

from pyston_benchmarks.progress import Progress
from random_programs import batches
from random_programs.reduce import reduce


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="random_programs", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="programs (default: 1000)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first program")
    parser.add_argument("--batch", type=int, default=100, help="programs in one process")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="batches run at the same time")
    parser.add_argument("--mode", default="interp", help="a mode of the harness")
    parser.add_argument("--under-test", metavar="COMMAND", help="a command in place of Pyston")
    parser.add_argument("--out", type=Path, default=Path("random-differences"), help="folder for what differs")
    parser.add_argument("--no-reduce", action="store_true", help="do not make differing programs smaller")
    parser.add_argument("--most", type=int, default=10, help="stop after so many differing programs")
    return parser.parse_args()


def main() -> int:
    """Runs the programs; returns 1 when any differs."""
    options = arguments()
    chosen = under_test(options.under_test, None if options.under_test else options.mode)
    mode = chosen.modes[0]
    command = (*chosen.command, *mode.options)
    surroundings = {**environment(), **mode.environment}
    starts = range(options.seed, options.seed + options.count, options.batch)
    found: list[batches.Difference] = []
    with tempfile.TemporaryDirectory(prefix="random-") as name, Progress("random programs", len(starts)) as progress:
        pool = concurrent.futures.ThreadPoolExecutor(options.jobs)

        def one(start: int) -> list[batches.Difference]:
            seeds = range(start, min(start + options.batch, options.seed + options.count))
            return list(batches.compare(command, Path(name) / str(start), seeds, surroundings))

        tasks = [pool.submit(one, start) for start in starts]
        for task in concurrent.futures.as_completed(tasks):
            found += task.result()
            progress.advance(f"{len(found)} differ")
            if len(found) >= options.most:
                break
        pool.shutdown(cancel_futures=True)
        for difference in found[: options.most]:
            _keep(difference, options, command, surroundings, Path(name) / "reducing")
    print(f"{options.count} programs from {options.seed}: {len(found)} differ")
    return 1 if found else 0


def _keep(
    difference: batches.Difference,
    options: argparse.Namespace,
    command: tuple[str, ...],
    surroundings: dict[str, str],
    scratch: Path,
) -> None:
    source = difference.source
    if not options.no_reduce:
        warnings.simplefilter("ignore")

        def both(text: str) -> tuple[str, str]:
            batches.write(scratch, [])
            (scratch / "p0.py").write_text(text, "utf-8")
            outputs = [
                batches.outputs(words, scratch, ["p0"], {**surroundings, "PYTHONWARNINGS": "ignore"})["p0"]
                for words in ((sys.executable,), command)
            ]
            return outputs[0], outputs[1]

        source = reduce(source, lambda text: len(set(both(text))) == 2)
        expected, actual = both(source)
    else:
        expected, actual = difference.expected, difference.actual
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{difference.seed}.py").write_text(difference.source, "utf-8")
    (folder / f"{difference.seed}-reduced.py").write_text(source, "utf-8")
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "CPython", "here", lineterm="")
    text = "\n".join(lines)
    (folder / f"{difference.seed}.diff").write_text(blot((text + "\n").encode()), "utf-8")
    print(f"--- program {difference.seed}\n{source}\n{text}\n")


if __name__ == "__main__":
    sys.exit(main())
