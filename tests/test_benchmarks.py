"""The measuring tool: what it measures, what it does about failures, what it keeps, and the page that it writes."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from harness.modes import Mode, environment

from pyston_benchmarks import builds, catalogue, check, command, figures, measure, peers, schedule, tracker
from pyston_benchmarks.catalogue import Benchmark
from pyston_benchmarks.measure import Measurement, Settings
from pyston_benchmarks.report import page, tiers
from pyston_benchmarks.text_table import render, render_verdicts

SETTINGS = Settings(iterations=4, seconds=60.0, timeout=60.0)
WORKLOADS = sorted(name for name, found in catalogue.benchmarks(None).items() if found.suite == "interp")


@pytest.fixture(scope="module")
def host() -> peers.Peer:
    found = peers.ask(peers.HOST, (sys.executable,))
    assert isinstance(found, peers.Peer)
    return found


def _benchmark(folder: Path, body: str) -> Benchmark:
    script = folder / "own.py"
    script.write_text("import pyperf\nrunner = pyperf.Runner()\n" + body)
    return Benchmark("own", "interp", (str(script),), loops=2)


def test_each_iteration_is_measured(tmp_path: Path, host: peers.Peer) -> None:
    body = (
        "state = []\n"
        "def work(n):\n"
        "    state.append(n)\n"
        "    return sum(range(400000 if len(state) <= 2 else 10))\n"
        "runner.bench_func('own', work, 5)\n"
    )
    found = measure.measure(_benchmark(tmp_path, body), host, SETTINGS)
    assert found.status == "ok"
    assert len(found.iterations) == 4
    assert found.iterations[0] > 10 * found.iterations[-1], "the first iteration alone has work to do"
    assert 1e6 < found.rss < 1e9
    assert found.cpu >= sum(found.iterations)


def test_every_form_of_benchmark_runs(tmp_path: Path, host: peers.Peer) -> None:
    body = (
        "import sys\n"
        "runner.argparser.add_argument('--size', type=int, default=3)\n"
        "size = runner.parse_args().size\n"
        "calls = []\n"
        "def timed(loops, size):\n"
        "    calls.append((loops, size))\n"
        "    return pyperf.perf_counter()\n"
        "async def awaited():\n"
        "    calls.append('awaited')\n"
        "runner.bench_time_func('one', timed, size)\n"
        "runner.bench_async_func('two', awaited)\n"
        "runner.bench_command('three', [sys.executable, '-c', 'pass'])\n"
        "assert calls == [(2, 3)] * 4 + ['awaited'] * 8, calls\n"
    )
    found = measure.measure(_benchmark(tmp_path, body), host, SETTINGS)
    assert (found.status, found.stderr) == ("ok", "")
    assert len(found.iterations) == 4
    assert found.iterations[0] > 0.005, "the time of child processes counts"


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("raise ValueError('no benchmark')", "failed", "ValueError: no benchmark"),
        ("import os; os.abort()", "failed", "exit status -6"),
        ("pass", "failed", "without a record"),
        ("while True: pass", "timeout", "killed after 1 s"),
    ],
)
def test_what_goes_wrong_is_a_row(tmp_path: Path, host: peers.Peer, body: str, status: str, told: str) -> None:
    settings = dataclasses.replace(SETTINGS, timeout=1.0)
    found = measure.measure(_benchmark(tmp_path, body + "\n"), host, settings)
    assert found.status == status
    assert told in found.stderr
    assert found.iterations == ()


def test_peers_alternate_and_take_turns_to_be_first(host: peers.Peer) -> None:
    other = dataclasses.replace(host, name="other")
    one, two = (Benchmark(name, "interp", ("x.py",)) for name in ("one", "two"))
    order = [(s.benchmark.name, s.peer.name, s.number) for s in schedule.steps([one, two], [host, other], 2)]
    assert order[:4] == [("one", "host", 0), ("one", "other", 0), ("one", "other", 1), ("one", "host", 1)]
    assert [name for name, _, _ in order] == ["one"] * 4 + ["two"] * 4


def test_a_missing_peer_is_named_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["fib", "--peer", "nowhere=/no/such/python", "--peers", "host"]) == 2
    told = capsys.readouterr().err
    assert "peer nowhere is not there" in told
    assert "no measurement without nowhere" in told


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["no_such_benchmark"]) == 2
    assert "there is no benchmark no_such_benchmark" in capsys.readouterr().err


def test_peers_are_named_so_that_peers_can_select_them(host: peers.Peer) -> None:
    build = builds.Build(("/somewhere",), "a build")
    ours = [peers.pyston(tiers, host, build) for tiers in (None, "interp", "interp,llvm")]
    assert [peer.name for peer in ours] == ["pyston", "pyston:interp", "pyston:interp+llvm"]
    assert ours[2].command[-2:] == ("--tiers", "interp,llvm")
    assert all(peer.flags.startswith("a build; host: ") for peer in ours)
    old, new = peers.flows(host, build)
    assert (old.command[-1], new.command[-1]) == ("interp,ir", "interp")
    surroundings = measure.environment(Benchmark("own", "interp", ("x.py",)), old, SETTINGS, Path("record"))
    assert "entries=1" in surroundings["PYSTON_TIERING"]
    assert surroundings["PYTHONPATH"].endswith("/somewhere")


def test_a_peer_can_be_measured_against_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["start_empty", "--rounds", "1", "--peers", "host", "--twice", "host", "--out", str(tmp_path)]
    assert command.main(words) == 0
    assert "host'" in capsys.readouterr().out
    assert {record.peer for record in tracker.read(tmp_path)} == {"host", "host'"}
    assert command.main([*words[:-4], "--twice", "nobody"]) == 2


def test_the_pure_build_has_no_folder_of_compiled_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/compiled")
    build = builds.choose(pure=True)
    assert build.description == builds.PURE
    assert "/compiled" not in build.path
    assert any(folder.endswith("packages/ast-interp/src") for folder in build.path)


def test_without_a_compiler_the_pure_build_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(builds, "REPOSITORY", tmp_path)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "compile.py").write_text("import sys; sys.exit('no way to compile')")
    assert builds.choose(pure=False).description == "pure Python (no way to compile)"


def test_differences_are_told_apart_from_what_varies() -> None:
    once = {"result": "a", "functions": {"f": [1, "x"]}, "id": 1}
    twice = {"result": "a", "functions": {"f": [1, "x"]}, "id": 2}
    assert check.difference(once, twice, {**once, "id": 3}) == ""
    assert check.difference(once, twice, {**once, "result": "b"}) == "result: 'a' by the host, 'b' here"
    assert check.difference(once, twice, {**once, "functions": {"f": [2, "x"]}}).startswith("functions.f[0]: 1 ")
    assert (
        check.difference(once, twice, {"result": "a", "id": 1})
        == "functions: {'f': [1, 'x']} by the host, nothing here"
    )


def test_check_finds_what_computes_something_else(tmp_path: Path, host: peers.Peer) -> None:
    body = (
        "import os, time\n"
        "began = time.time()  # differs from process to process, and must not count\n"
        "def work():\n"
        "    return int(os.environ.get('WRONG', '0'))\n"
        "runner.bench_func('own', work)\n"
    )
    others = [dataclasses.replace(host, name=f"other{wrong}", settings=(("WRONG", wrong),)) for wrong in "01"]
    seen: list[str] = []
    reached = check.verdicts(
        [_benchmark(tmp_path, body), _benchmark(tmp_path, body)],
        host,
        others,
        SETTINGS,
        lambda v: seen.append(v.status),
    )
    assert [verdict.status for verdict in reached] == seen == ["same", "same", "DIFFERS"] * 2
    text = render_verdicts(reached)
    assert "result" in text
    assert "4 of 6 compute" in text


def test_check_without_a_result_of_the_host(tmp_path: Path, host: peers.Peer) -> None:
    other = dataclasses.replace(host, name="other")
    reached = check.verdicts([_benchmark(tmp_path, "raise ValueError\n")], host, [other], SETTINGS, lambda _: None)
    assert [verdict.status for verdict in reached] == ["failed", "unknown"]
    assert "ValueError" in reached[0].told


def _record(run: str, benchmark: str, peer: str, iterations: list[float], **more: object) -> tracker.Record:
    pyston = peer != "host"
    stats = {"tiers": {"interp": {"entries": 30, "back_edges": 10}, "llvm": {"milliseconds": 250.0}}}
    record = tracker.Record(
        run, f"2026-01-0{run}T00:00:00+00:00", f"{run}" * 40, False, {"processor": "p", "cores": 2, "system": "s"},
        benchmark, "interp", 1, peer, f"version of {peer}", "flags", pyston, 0, "ok", iterations, sum(iterations), 1.0,
        20 * 2**20, stats if pyston else None, "",
    )  # fmt: skip
    return dataclasses.replace(record, **more)  # type: ignore[arg-type]


HISTORY = [
    _record("1", "fast", "host", [2.0, 1.0, 1.0, 1.0]),
    _record("1", "fast", "pyston", [4.0, 2.0, 0.9, 0.8]),
    _record("2", "fast", "host", [2.0, 1.0, 1.0, 1.0]),
    _record("2", "fast", "pyston", [4.0, 2.0, 0.6, 0.5]),
    _record("2", "slow", "host", [1.0, 1.0, 1.0, 1.0]),
    _record("2", "slow", "pyston", [9.0, 8.0, 2.0, 2.5]),
    _record("2", "broken", "host", [1.0, 1.0]),
    _record("2", "broken", "pyston", [], status="timeout", stderr="killed <here>"),
]


def test_figures() -> None:
    assert figures.steady_state([9.0, 1.0, 3.0, 2.0]) == 2.0
    assert figures.steady_state([5.0]) == 5.0
    assert figures.geometric_mean([0.5, 2.0, math.nan]) == pytest.approx(1.0)
    assert math.isnan(figures.geometric_mean([]))
    table = figures.table(figures.last_run(HISTORY))
    assert table.benchmarks == ("broken", "slow", "fast"), "what failed, then the greatest loss"
    assert table.ratio("slow", "pyston") == 2.0
    assert table.ratio("fast", "pyston") == 0.5
    assert math.isnan(table.ratio("broken", "pyston"))
    assert table.mean("pyston") == pytest.approx(1.0)
    before = figures.previous(HISTORY, "2", "fast", "pyston")
    assert before is not None
    assert before.steady == 0.8
    assert figures.previous(HISTORY, "2", "slow", "pyston") is None


def test_the_table_shows_the_run_before() -> None:
    text = render(figures.table(figures.last_run(HISTORY)), HISTORY, "2")
    rows = {line.split("  ")[0]: line.split() for line in text.splitlines() if line}
    assert rows["fast"][-2:] == ["0.50", "0.80"]
    assert rows["slow"][-2:] == ["2.00", "–"]
    assert rows["broken"][-2:] == ["timeout", "–"]


def test_the_history_survives_a_line_cut_short(tmp_path: Path) -> None:
    for record in HISTORY[:2]:
        tracker.append(tmp_path, record)
    with open(tmp_path / tracker.HISTORY, "a") as stream:
        stream.write('{"run": "3", "date"')
    assert tracker.read(tmp_path) == HISTORY[:2]


def test_ctrl_c_keeps_what_was_measured(tmp_path: Path, host: peers.Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = iter([Measurement("ok", (1.0,), 1.0, 1.0, 1, None, "")])

    def interrupted(*_: object) -> Measurement:
        for one in measured:
            return one
        raise KeyboardInterrupt

    monkeypatch.setattr(schedule, "measure", interrupted)
    planned = schedule.steps([Benchmark("own", "interp", ("x.py",))], [host], 3)
    assert schedule.run(planned, SETTINGS, tmp_path, tracker.start(), lambda *_: None) is False
    assert [record.benchmark for record in tracker.read(tmp_path)] == ["own"]


def test_a_peer_that_failed_is_not_tried_again(tmp_path: Path, host: peers.Peer) -> None:
    told: list[str | None] = []
    planned = schedule.steps([_benchmark(tmp_path, "raise ValueError\n")], [host], 3)
    assert schedule.run(
        planned,
        SETTINGS,
        tmp_path,
        tracker.start(),
        lambda _, measured: told.append(measured.status if measured else None),
    )
    assert told == ["failed", None, None], "each step is told of, so that the progress gets to its end"
    assert len(tracker.read(tmp_path)) == 1


def test_a_real_interrupt_ends_with_a_report(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "pyston_benchmarks", "start_empty", "--peers", "host", "--rounds", "2000"]
    surroundings = {**os.environ, "PYTHONPATH": str(catalogue.FOLDER)}
    process = subprocess.Popen(
        [*words, "--out", str(tmp_path)], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / tracker.HISTORY).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted: what was measured is kept" in told
    assert "start_empty" in printed
    assert (tmp_path / page.FILE).exists()


def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["fib", "start_script", "--quick", "--peers", "host", "--iterations", "2", "--out", str(tmp_path)]
    assert command.main(words) == 0
    told = capsys.readouterr()
    assert "fib" in told.out
    assert "fib by host" in told.err
    lines = (tmp_path / tracker.HISTORY).read_text().splitlines()
    assert {json.loads(line)["benchmark"] for line in lines} == {"fib", "start_script"}
    assert command.main(["report", "--out", str(tmp_path)]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKLOADS)
def test_our_workloads_compute_the_same(name: str, mode: Mode, command: tuple[str, ...], tmp_path: Path) -> None:
    observed = []
    for words in ((sys.executable,), (*command, *mode.options)):
        record = tmp_path / "record.json"
        shared = environment()
        path = os.pathsep.join(filter(None, (str(catalogue.STAND_IN), shared.get("PYTHONPATH", ""))))
        extra = {"PYTHONPATH": path, "PYSTON_BENCH_RECORD": str(record), "PYSTON_BENCH_PROBE": "1"}
        script = str(catalogue.WORKLOADS / f"{name}.py")
        subprocess.run([*words, script], env={**shared, **mode.environment, **extra}, check=True)
        observed.append(json.loads(record.read_text())["records"])
    assert observed[0] == observed[1]


ALONE = {"tiers": {"interp": {"entries": 100, "back_edges": 100}}}
PAGE_HISTORY = [
    *HISTORY,
    _record("2", "fast", "pyston:interp", [1.0, 1.0, 1.0, 1.0], stats=ALONE),
    _record("2", "slow", "pyston:interp", [2.0, 2.0], stats=ALONE),
]


def test_tiers_tell_what_ran_compiled() -> None:
    text = tiers.section(PAGE_HISTORY[3:], ["fast", "slow"], ["pyston", "pyston:interp"])
    assert "fast, llvm: 80%" in text, "40 rounds in four iterations, where the interpreter alone does 200"
    assert "slow, llvm: 90%" in text, "40 rounds in four iterations, where the interpreter alone does 200 in two"
    assert "slow, compiling: 0.25 s" in text
    assert "pyston:interp ran everything in the interpreter." in text
    alone = tiers.section(HISTORY[2:], ["fast"], ["pyston"])
    assert "plot-tiers" not in alone
    assert "only beside Pyston with --tiers interp" in alone


def test_the_page_stands_for_itself() -> None:
    text = page.render(PAGE_HISTORY)
    for outside in ("http://", "https://", "src=", "@import", "url("):
        assert outside not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "killed &lt;here&gt;" in text
    assert "<td>1.00</td><td>1 of 2, 1 without a figure</td>" in text, "Pyston's mean and its losses come first"
    assert text.index("<td>slow</td>") < text.index("<td>fast</td>")


PLOTS = [
    "plot-ratios-0",
    "plot-ratios-1",
    "plot-warm-up-fast",
    "plot-warm-up-slow",
    "plot-history-fast",
    "plot-history-slow",
    "plot-tiers-0",
    "plot-compile-0",
    "plot-memory",
]


def test_the_page_in_a_real_browser(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("NO BROWSER: the report was not looked at; install chromium to have it tested")
    written = page.write_report(PAGE_HISTORY, tmp_path)
    # The page itself has no script; this one reports the size that each plot was drawn with.
    script = (
        "<script>addEventListener('load', () => { const sizes = {};"
        "document.querySelectorAll('svg.plot').forEach(plot => { const box = plot.getBoundingClientRect();"
        "const marks = plot.querySelectorAll('rect, circle, polyline').length;"
        "sizes[plot.id] = [Math.round(box.width), Math.round(box.height), marks]; });"
        "const out = document.createElement('pre'); out.id = 'sizes'; out.textContent = JSON.stringify(sizes);"
        "document.body.append(out); });</script></body>"
    )
    probe = tmp_path / "probe.html"
    probe.write_text(written.read_text("utf-8").replace("</body>", script), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", f"--user-data-dir={tmp_path}/p"]
    shot = tmp_path / "report.png"
    seen = subprocess.run(
        [browser, *flags, "--window-size=1200,2400", f"--screenshot={shot}", written.as_uri()],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    assert shot.stat().st_size > 20000
    assert "CONSOLE" not in seen.stderr, "the browser's console must stay empty"
    dumped = subprocess.run(
        [browser, *flags, "--dump-dom", probe.as_uri()], capture_output=True, text=True, timeout=300, check=True
    )
    told = dumped.stdout.partition('<pre id="sizes">')[2].partition("</pre>")[0]
    sizes = json.loads(told)
    for plot in PLOTS:
        width, height, marks = sizes[plot]
        assert width >= 300, plot
        assert height >= 50, plot
        assert marks >= 1, plot
