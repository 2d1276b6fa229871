"""The command line of `pyston-cli bench`, and its way from the arguments to the table and the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyston_benchmarks import builds, catalogue, check, peers, schedule, tracker
from pyston_benchmarks.catalogue import FOLDER, Benchmark
from pyston_benchmarks.figures import last_run, table
from pyston_benchmarks.measure import Measurement, Settings
from pyston_benchmarks.progress import Progress
from pyston_benchmarks.report.page import write_report
from pyston_benchmarks.text_table import render, render_verdicts, seconds

DEFAULT_OUT: Final = FOLDER / "results"
_LINES_TOLD: Final = 12


@dataclass(frozen=True, slots=True)
class _Effort:
    """How often and how long each benchmark is measured by each peer."""

    rounds: int
    seconds: float


FULL: Final = _Effort(5, 4.0)
QUICK: Final = _Effort(2, 2.0)


def parser() -> argparse.ArgumentParser:
    """The parser of `pyston-cli bench`."""
    result = argparse.ArgumentParser(
        prog="pyston-cli bench",
        description="Measure Pyston and other Pythons on the same programs, interleaved, by CPU time.",
        epilog="`pyston-cli bench report` writes the page again from what was measured; `list` names all there is.",
    )
    result.add_argument("names", nargs="*", metavar="NAME", help="benchmarks (default: a whole suite); or report, list")
    result.add_argument("--suite", action="append", choices=catalogue.SUITES, help="suites (default: pypy)")
    result.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND", help="one more peer")
    result.add_argument("--peers", metavar="NAMES", help="only these of the peers that are found, comma-separated")
    result.add_argument("--tiers", action="append", metavar="TIERS", help="measure Pyston with these tiers; repeatable")
    result.add_argument("--flows", action="store_true", help="measure the old and the new flow of 2014's Pyston")
    result.add_argument("--pure", action="store_true", help="measure Pyston's packages uncompiled")
    result.add_argument("--twice", action="append", default=[], metavar="PEER", help="measure it against itself too")
    result.add_argument("--rounds", type=int, help=f"processes of each benchmark and peer (default: {FULL.rounds})")
    result.add_argument("--iterations", type=int, default=30, help="at most so many iterations a process (default: 30)")
    result.add_argument("--seconds", type=float, help=f"CPU seconds a process aims at (default: {FULL.seconds:g})")
    result.add_argument("--timeout", type=float, default=300.0, help="seconds until a process is killed (default: 300)")
    result.add_argument(
        "--quick",
        action="store_true",
        help=f"{QUICK.rounds} rounds of {QUICK.seconds:g} s by the host, Pyston and PyPy: a look, in under 20 minutes",
    )
    result.add_argument("--check", action="store_true", help="no times: whether each computes what the host computes")
    result.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder of the history and of the report")
    result.add_argument("--pyperformance", type=Path, help="folder of pyperformance's programs, if not the installed")
    return result


def main(arguments: Sequence[str]) -> int:
    """Runs `pyston-cli bench ARGUMENTS` and returns the exit status."""
    options = parser().parse_args(list(arguments))
    if options.names == ["report"]:
        return _report(options.out)
    root = options.pyperformance or catalogue.pyperformance_folder()
    known = catalogue.benchmarks(root)
    if options.names == ["list"]:
        for benchmark in known.values():
            print(f"{benchmark.suite:8} {benchmark.name}")
        return 0
    if root is None:
        print(catalogue.PYPERFORMANCE_MISSING, file=sys.stderr)
    wanted = _wanted(known, options.names, options.suite)
    if isinstance(wanted, str):
        print(f"pyston-cli bench: {wanted}", file=sys.stderr)
        return 2
    found = _peers(options)
    if isinstance(found, str):
        print(f"pyston-cli bench: {found}", file=sys.stderr)
        return 2
    for peer in found:
        print(f"{peer.name}: {peer.version}, {peer.flags}", file=sys.stderr)
    return (_check if options.check else _measure)(wanted, found, options)


def _wanted(known: dict[str, Benchmark], names: list[str], suites: list[str] | None) -> list[Benchmark] | str:
    """The benchmarks that were asked for, or what is wrong with the asking."""
    unknown = [name for name in names if name not in known]
    if unknown:
        return f"there is no benchmark {', '.join(unknown)}; `pyston-cli bench list` names them all"
    if names:
        return [known[name] for name in names]
    wanted = [benchmark for benchmark in known.values() if benchmark.suite in (suites or ["pypy"])]
    return wanted or "nothing to measure"


def _peers(options: argparse.Namespace) -> list[peers.Peer] | str:
    """The peers that take part, or what is wrong with the asking; says which are missing and how to get them."""
    given = []
    for word in options.peer:
        name, equals, command = word.partition("=")
        if not equals or not name or not command:
            return f"--peer wants NAME=COMMAND, not {word!r}"
        given.append((name, command))
    names = _words(options.peers) if options.peers else None
    wanted = names
    if names is None and (options.quick or options.check):
        wanted = [] if options.check else [peers.PYPY]
    host = peers.host_peer()
    others, missing = peers.find(given, host, wanted)
    for absent in missing:
        print(f"peer {absent.name} is not there: {absent.hint}", file=sys.stderr)
    lost = {name for name, _ in given} & {absent.name for absent in missing}
    if lost:
        return f"no measurement without {', '.join(sorted(lost))}"
    found = [host, *_of_pyston(options, host, names), *others]
    if names is not None:
        unknown = [name for name in names if name not in {peer.name for peer in found}]
        if unknown:
            return f"there is no peer {', '.join(unknown)}; found: {', '.join(peer.name for peer in found)}"
        found = [peer for peer in found if peer.name in names]
    for name in options.twice:
        one = next((peer for peer in found if peer.name == name), None)
        if one is None:
            return f"--twice: there is no peer {name}; found: {', '.join(peer.name for peer in found)}"
        found.insert(found.index(one) + 1, peers.again(one))
    return found


def _of_pyston(options: argparse.Namespace, host: peers.Peer, names: list[str] | None) -> list[peers.Peer]:
    """Pyston in the modes that were asked for. The build is made only where one of them takes part."""
    settings: list[str | None] = options.tiers or ([] if options.flows else [None])
    unbuilt = builds.Build((), "")

    def modes(build: builds.Build) -> list[peers.Peer]:
        return [
            *(peers.pyston(setting, host, build) for setting in settings),
            *(peers.flows(host, build) if options.flows else []),
        ]

    if names is not None and not any(peer.name in names for peer in modes(unbuilt)):
        return modes(unbuilt)
    return modes(builds.choose(options.pure))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _check(wanted: list[Benchmark], found: list[peers.Peer], options: argparse.Namespace) -> int:
    """`--check`: every benchmark once by each peer, against the host."""
    host = next((peer for peer in found if peer.name == peers.HOST), None) or peers.host_peer()
    others = [peer for peer in found if peer.name != peers.HOST]
    settings = Settings(1, 1.0, options.timeout)
    with Progress("check", len(wanted) * (len(others) + 1)) as progress:
        reached = check.verdicts(
            wanted,
            host,
            others,
            settings,
            lambda verdict: progress.advance(f"{verdict.benchmark} by {verdict.peer}: {verdict.status}"),
        )
    if reached:
        print(render_verdicts(reached))
    if len(reached) < len(wanted) * (len(others) + 1):
        print("interrupted", file=sys.stderr)
        return 130
    return 0 if all(verdict.status == check.SAME for verdict in reached) else 1


def _measure(wanted: list[Benchmark], found: list[peers.Peer], options: argparse.Namespace) -> int:
    effort = QUICK if options.quick else FULL
    rounds, aim = options.rounds or effort.rounds, options.seconds or effort.seconds
    settings = Settings(options.iterations, aim, options.timeout)
    planned = schedule.steps(wanted, found, rounds)
    run = tracker.start()
    failures = 0
    with Progress("bench", len(planned)) as progress:

        def tell(step: schedule.Step, measured: Measurement | None) -> None:
            nonlocal failures
            if measured is None:
                told = "not tried again"
            else:
                failures += measured.status != "ok"
                told = seconds(measured.iterations[-1]) if measured.iterations else measured.status
            progress.advance(f"{step.benchmark.name} by {step.peer.name}: {told}")

        finished = schedule.run(planned, settings, options.out, run, tell)
    history = tracker.read(options.out)
    mine = [record for record in history if record.run == run.identity]
    if mine:
        baseline = peers.HOST if any(record.peer == peers.HOST for record in mine) else mine[0].peer
        print(render(table(mine, baseline), history, run.identity))
        _tell_failures(mine)
        page = write_report(history, options.out)
        print(f"history: {options.out / tracker.HISTORY}\nreport: {page}")
    if not finished:
        print("interrupted: what was measured is kept", file=sys.stderr)
        return 130
    return 1 if failures else 0


def _report(out: Path) -> int:
    history = tracker.read(out)
    if not last_run(history):
        print(f"pyston-cli bench: nothing was measured yet in {out}", file=sys.stderr)
        return 2
    print(f"report: {write_report(history, out)} ({len(history)} measurements)")
    return 0


def _tell_failures(records: Sequence[tracker.Record]) -> None:
    """Each row that failed, with the end of its stderr; the history and the page keep all that was kept of it."""
    for record in records:
        if record.status != "ok":
            print(f"\n{record.benchmark} by {record.peer}: {record.status}")
            print("\n".join(f"    {line}" for line in record.stderr.strip().splitlines()[-_LINES_TOLD:]))
