"""The native tier as a program meets it: the compiler's thread, the cache, signals, threads, forks and the end.

Every program runs in a process of its own, with `faulthandler` on: what goes wrong here is a crash or a hang.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from harness.modes import environment

HOT = """
def add_up(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
class Point:
    def __init__(self, x):
        self.x = x
    def moved(self, by):
        return Point(self.x + by)
def path(n):
    p = Point(0.5)
    for i in range(n):
        p = p.moved(i)
    return p.x
"""
#: Makes it hot.
WORK = "for i in range(300): add_up(300), path(100)\n"
#: Tells whether LLVM is in the process.
LOADED = "print('libllvmlite' in open('/proc/self/maps').read())\n"
#: Waits until there is nothing more to compile.
WAIT = (
    "import gc\nfrom pyston_llvm_tier.compile.service import Service\n"
    "for one in gc.get_referrers(Service):\n    if type(one) is Service: one.wait(60)\n"
)


@dataclass
class Run:
    """What a run did."""

    status: int
    out: str
    errors: str
    statistics: dict[str, Any]

    @property
    def tier(self) -> dict[str, Any]:
        """What the tier says of itself."""
        found: dict[str, Any] = self.statistics["tiers"]["llvm"]
        return found


@dataclass
class Runner:
    """Runs programs under the native tier."""

    folder: Path

    def __call__(self, program: str, tiering: str = "entries=1,loops=1", llvm: str = "", **more: str) -> Run:
        script, stats = self.folder / "program.py", self.folder / "stats.json"
        script.write_text(program)
        stats.unlink(missing_ok=True)
        settings = {"PYSTON_TIERING": tiering, "PYSTON_LLVM": llvm, "PYSTON_CACHE_DIR": str(self.folder / "cache")}
        command = [sys.executable, "-X", "faulthandler", "-m", "pyston_cli", "run", "--tiers", "interp,llvm"]
        done = subprocess.run(
            [*command, f"--stats={stats}", str(script)],
            capture_output=True,
            text=True,
            env={**environment(), **settings, **more},
            timeout=120,
            check=False,
        )
        statistics = json.loads(stats.read_text()) if stats.exists() else {}
        if statistics.get("tiering", {}).get("off"):
            pytest.skip(str(statistics["tiering"]["off"]))
        return Run(done.returncode, done.stdout, done.stderr, statistics)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def points(tier: dict[str, Any]) -> list[dict[str, Any]]:
    return [point for unit in tier["units"] for point in unit["points"]]


class TestBackground:
    def test_both_settings_make_code_while_the_program_runs(self, run: Runner) -> None:
        done = run(HOT + WORK + WAIT + WORK + WAIT + "print(add_up(10), path(10))\n")
        assert (done.status, done.out, done.errors) == (0, "285 45.5\n", "")
        settings = {setting for point in points(done.tier) for setting in point["milliseconds"]}
        assert settings == {"cheap", "peak"}

    def test_a_long_loop_goes_over_to_the_better_code(self, run: Runner) -> None:
        program = "def f(n):\n    s = 0\n    while n > 0:\n        s ^= n\n        n -= 1\n    return s\n"
        done = run(program + "print(f(150_000_000) in (0, 1, 150_000_000, 150_000_001))\n")
        assert done.errors == ""
        assert any(point["setting"] == "peak" for point in points(done.tier))

    def test_nothing_is_imported_for_a_cold_program(self, run: Runner) -> None:
        program = "def f(): pass\nf()\n" + LOADED
        assert run(program, tiering="entries=1000,loops=1000").out == "False\n"

    def test_the_thread_is_not_the_programs(self, run: Runner) -> None:
        done = run("import threading\n" + HOT + WORK + "print(threading.active_count(), len(threading.enumerate()))\n")
        assert (done.out, done.errors) == ("1 1\n", "")

    def test_ending_in_the_middle(self, run: Runner) -> None:
        for _ in range(3):
            done = run(HOT + "for i in range(30): add_up(100), path(100)\nprint('end')\n", llvm="cache=0")
            assert (done.status, done.out, done.errors) == (0, "end\n", "")


class TestCache:
    def test_a_second_run_compiles_nothing(self, run: Runner) -> None:
        program = HOT + "for i in range(300): add_up(100), path(100)\nprint('end')\n"
        first = run(program, llvm="background=0")
        second = run(program, llvm="background=0")
        assert first.tier["objects"]["from LLVM"] > 2
        assert second.tier["objects"]["from LLVM"] == 0
        assert second.tier["objects"]["from the cache"] == first.tier["objects"]["from LLVM"]
        assert [unit["unit"] for unit in second.tier["units"]] == [unit["unit"] for unit in first.tier["units"]]

    def test_a_second_run_does_not_load_llvm(self, run: Runner) -> None:
        program = HOT + "for i in range(300): add_up(100), path(100)\n" + LOADED
        assert run(program, llvm="background=0").out == "True\n"
        assert run(program, llvm="background=0").out == "False\n"
        assert run(program).out == "False\n"

    def test_damaged_files(self, run: Runner) -> None:
        program = HOT + "for i in range(300): add_up(100), path(100)\nprint(add_up(10))\n"
        run(program, llvm="background=0")
        for path in (run.folder / "cache").rglob("*.o"):
            path.write_bytes(path.read_bytes()[:-100])
        done = run(program, llvm="background=0")
        assert (done.status, done.out, done.errors) == (0, "285\n", "")
        assert done.tier["objects"]["from LLVM"] > 2

    def test_no_place_to_keep_it(self, run: Runner) -> None:
        (run.folder / "cache").write_text("")
        done = run(HOT + "for i in range(300): add_up(100), path(100)\nprint(add_up(10))\n", llvm="background=0")
        assert (done.status, done.out, done.errors) == (0, "285\n", "")
        assert "Error" in done.tier["objects"]["cache"]
        assert done.tier["compiled"] > 0

    def test_several_processes_at_once(self, run: Runner) -> None:
        run.folder.joinpath("program.py").write_text(
            HOT + "for i in range(300): add_up(100), path(100)\nprint(path(9))\n"
        )
        settings = {"PYSTON_TIERING": "entries=1,loops=1", "PYSTON_CACHE_DIR": str(run.folder / "cache")}
        command = [sys.executable, "-m", "pyston_cli", "run", "--tiers", "interp,llvm", str(run.folder / "program.py")]
        running = [
            subprocess.Popen(
                command, env={**environment(), **settings}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for _ in range(4)
        ]
        assert [process.communicate(timeout=120)[0] for process in running] == [b"36.5\n"] * 4


class TestFailures:
    def test_without_llvmlite(self, run: Runner) -> None:
        broken = run.folder / "llvmlite"
        (broken / "binding").mkdir(parents=True)
        (broken / "__init__.py").write_text("")
        (broken / "binding" / "libllvmlite.so").write_text("broken on purpose\n")
        path = os.pathsep.join([str(run.folder), environment()["PYTHONPATH"]])
        done = run(HOT + "for i in range(300): add_up(100)\nprint(add_up(10))\n", llvm="background=0", PYTHONPATH=path)
        assert (done.status, done.out, done.errors) == (0, "285\n", "")
        assert any("llvmlite cannot be used" in point["failure"] for point in points(done.tier))

    def test_what_llvm_refuses(self, run: Runner) -> None:
        spoil = (
            "import pyston_llvm_tier.compile.generator as generator\n"
            "def refuse(self, text, setting): raise RuntimeError('refused on purpose')\n"
            "generator.Generator.object = refuse\n"
        )
        done = run(spoil + HOT + "for i in range(300): add_up(100)\nprint(add_up(10))\n", llvm="background=0")
        assert (done.status, done.out, done.errors) == (0, "285\n", "")
        assert all("refused on purpose" in point["failure"] for point in points(done.tier))


class TestSafety:
    def test_what_the_program_has_replaced_is_not_called(self, run: Runner) -> None:
        program = (
            "import re\ncalls = []\nreal = re.compile\n"
            "def compile(*given):\n    calls.append(given)\n    return real(*given)\nre.compile = compile\n"
        )
        done = run(program + HOT + "for i in range(300): add_up(100), path(100)\nprint(calls)\n", llvm="background=0")
        assert (done.status, done.out, done.errors) == (0, "[]\n", "")
        assert done.tier["objects"]["from LLVM"] > 2

    @pytest.mark.parametrize("llvm", ["", "background=0"])
    def test_keyboard_interrupt_in_a_compiled_loop(self, run: Runner, llvm: str) -> None:
        program = (
            "import os, signal, threading, time\n"
            "def spin(n):\n    try:\n        while True:\n            n += 1\n    finally:\n        print('finally')\n"
            "def interrupt():\n    time.sleep(2)\n    os.kill(os.getpid(), signal.SIGINT)\n"
            "threading.Thread(target=interrupt, daemon=True).start()\n"
            "try:\n    spin(0)\nexcept KeyboardInterrupt:\n    print('interrupted')\n"
        )
        done = run(program, llvm=llvm)
        assert (done.status, done.out, done.errors) == (0, "finally\ninterrupted\n", "")
        assert any(point["setting"] for point in points(done.tier))

    def test_a_handlers_exception_while_units_are_compiled(self, run: Runner) -> None:
        program = (
            "import signal\nclass Late(Exception): pass\n"
            "def handler(number, frame): raise Late\n"
            "signal.signal(signal.SIGALRM, handler)\n"
            "count = 0\n"
            + "".join(f"def f{n}(a):\n    for i in range(20): a += i * {n}\n    return a\n" for n in range(40))
            + "".join(
                f"for r in range(9):\n    try:\n        signal.setitimer(signal.ITIMER_REAL, 0.003)\n        f{n}(1)\n"
                "        signal.setitimer(signal.ITIMER_REAL, 0)\n    except Late: count += 1\n"
                for n in range(40)
            )
            + "print(count > 0)\n"
        )
        done = run(program, llvm="background=0,cache=0")
        assert (done.status, done.out, done.errors) == (0, "True\n", "")

    def test_other_threads_run_while_one_is_in_a_compiled_loop(self, run: Runner) -> None:
        program = (
            "import threading, time\nticks = []\nstop = False\n"
            "def tick():\n    while not stop:\n        ticks.append(1)\n        time.sleep(0.01)\n"
            "def spin(end):\n    n = 0\n    while time.monotonic() < end:\n        for i in range(20000): n += i\n"
            "thread = threading.Thread(target=tick)\nthread.start()\nspin(time.monotonic() + 2)\n"
            "stop = True\nthread.join()\nprint(len(ticks) > 20)\n"
        )
        done = run(program)
        assert (done.out, done.errors) == ("True\n", "")

    def test_many_threads_in_the_same_code(self, run: Runner) -> None:
        program = (
            "import threading\n" + HOT + "results = []\n"
            "def work():\n    for i in range(200): results.append((add_up(100), path(50)))\n"
            "threads = [threading.Thread(target=work) for _ in range(6)]\n"
            "for t in threads: t.start()\nfor t in threads: t.join()\nprint(len(results), set(results))\n"
        )
        done = run(program)
        assert (done.status, done.out, done.errors) == (0, "1200 {(328350, 1225.5)}\n", "")

    def test_recursion_error_in_native_code(self, run: Runner) -> None:
        program = (
            "import sys\ndef down(n): return 0 if n == 0 else 1 + down(n - 1)\n"
            "for i in range(200): down(50)\nprint(down(900))\n"
            "try: down(10**6)\nexcept RecursionError as error: print(error)\n"
            "sys.setrecursionlimit(50_000)\n"
            "try: print(down(40_000))\nexcept RecursionError as error: print(error)\n"
        )
        done = run(program, llvm="background=0")
        assert (done.status, done.errors) == (0, "")
        assert done.out.startswith("900\nmaximum recursion depth exceeded")
        assert done.out.endswith("\n40000\n")

    def test_forks(self, run: Runner) -> None:
        program = (
            "import os, warnings\nwarnings.simplefilter('error')\n" + HOT + "for n in range(8):\n"
            "    add_up(200), path(100)\n"
            "    child = os.fork()\n"
            "    if child == 0:\n"
            "        for i in range(100): add_up(100), path(100)\n"
            "        os._exit(0 if add_up(10) == 285 and path(10) == 45.5 else 1)\n"
            "    print(os.waitpid(child, 0)[1])\n"
            "for i in range(100): add_up(100), path(100)\nprint(add_up(10))\n"
        )
        done = run(program, llvm="cache=0")
        assert (done.status, done.out, done.errors) == (0, "0\n" * 8 + "285\n", "")

    def test_multiprocessing(self, run: Runner) -> None:
        program = (
            "import multiprocessing\n"
            + HOT
            + "def work(n):\n    for i in range(100): add_up(n)\n    return add_up(n)\n"
            "if __name__ == '__main__':\n    for i in range(50): add_up(20)\n"
            "    with multiprocessing.get_context('fork').Pool(3) as pool:\n"
            "        print(pool.map(work, range(8, 12)))\n"
        )
        done = run(program)
        assert (done.status, done.out, done.errors) == (0, "[140, 204, 285, 385]\n", "")

    def test_a_trace_function_sees_calls_of_compiled_code(self, run: Runner) -> None:
        program = (
            "import sys\ndef inner(a): return a + 1\ndef outer(a): return inner(a) + inner(a)\n"
            "for i in range(300): outer(i)\nseen = []\n"
            "def trace(frame, event, argument):\n    seen.append((event, frame.f_code.co_name))\n    return trace\n"
            "sys.settrace(trace)\nouter(1)\nsys.settrace(None)\n"
            "print([name for event, name in seen if event == 'call' and name in ('outer', 'inner')])\nprint(outer(1))\n"
        )
        done = run(program, llvm="background=0")
        assert (done.out, done.errors) == ("['outer', 'inner', 'inner']\n4\n", "")

    def test_what_compiled_code_assumed_changes(self, run: Runner) -> None:
        program = (
            "LIMIT = 3\nclass C:\n    step = 1\n    def go(self, n): return n + self.step\n"
            "def by(n, more=1): return n + more\n"
            "def use(c, n): return c.go(n) + by(n) + LIMIT\nc = C()\n"
            "for i in range(300): use(c, i)\nprint(use(c, 1))\n"
            "LIMIT = 30\nprint(use(c, 1))\n"
            "C.go = lambda self, n: n * 100\nprint(use(c, 1))\n"
            "by.__defaults__ = (1000,)\nprint(use(c, 1))\n"
            "by.__code__ = (lambda n, more=0: n - 1).__code__\nprint(use(c, 1))\n"
            "del LIMIT\ntry: use(c, 1)\nexcept NameError as error: print(error)\n"
            "import builtins\nbuiltins.LIMIT = 7\nprint(use(c, 1))\n"
        )
        done = run(program, llvm="background=0")
        assert done.errors == ""
        assert done.out.split("\n")[:5] == ["7", "34", "132", "1131", "130"]
        assert done.out.split("\n")[5:7] == ["name 'LIMIT' is not defined", "107"]


def test_perf_map(run: Runner) -> None:
    script = run.folder / "program.py"
    script.write_text(HOT + "import os\nfor i in range(300): add_up(100)\nprint(os.getpid())\n")
    settings = {"PYSTON_TIERING": "entries=1,loops=1", "PYSTON_LLVM": "background=0,cache=0"}
    command = [sys.executable, "-m", "pyston_cli", "run", "--tiers", "interp,llvm", "--perf-map", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, env={**environment(), **settings}, check=True)
    path = Path(f"/tmp/perf-{done.stdout.strip()}.map")
    if not path.exists():
        pytest.skip("the tier is off")
    lines = [line.split(" ", 2) for line in path.read_text().splitlines()]
    path.unlink()
    assert all(int(start, 16) > 0 and int(size, 16) >= 0 for start, size, _ in lines)
    assert any(name.startswith("pyston:add_up (body)") for _, _, name in lines)
