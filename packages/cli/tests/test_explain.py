"""What is told of compiled code: `explain`, `ir`, `llvm`, `asm` and `cache`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from pyston_cli.explain.accounts import accounts
from pyston_cli.explain.tables import print_tables

if TYPE_CHECKING:
    from conftest import Runner

PROGRAM = """\
def add_up(n):
    total = 0
    for i in range(n):
        total += i * i
    return total
def cold(): pass
for i in range(60): add_up(60)
add_up('x') if False else cold()
print(add_up(10))
"""


def unit(name: str, line: int, **more: Any) -> dict[str, Any]:
    return {"unit": name, "file": "/p/f.py", "line": line, **more}


def point(index: int, setting: str, cached: bool = False, failure: str = "") -> dict[str, Any]:
    return {
        "index": index,
        "line": 7,
        "setting": setting,
        "cached": cached,
        "waiting": False,
        "failure": failure,
        "milliseconds": {setting: 12.5} if setting else {},
        "bytes": 100,
    }


STATISTICS: dict[str, Any] = {
    "totals": {"units": 4, "entries": 1, "back_edges": 0},
    "units": [
        {"name": "hot", "file": "/p/f.py", "line": 1, "entries": 20_000, "back_edges": 5},
        {"name": "kept", "file": "/p/f.py", "line": 5, "entries": 17_000, "back_edges": 0},
        {"name": "cold", "file": "/p/f.py", "line": 9, "entries": 3, "back_edges": 0},
        {"name": "never", "file": "/p/f.py", "line": 11, "entries": 0, "back_edges": 0},
    ],
    "tiering": {
        "off": {},
        "thresholds": {"entries": 65536, "loops": 131072},
        "units": [
            unit(
                "hot",
                1,
                versions=2,
                deopts={"4": {"count": 40, "reason": "not int", "line": 3}},
                **{"interpreted because": ""},
            ),
            unit("kept", 5, versions=1, deopts={}, **{"interpreted because": "no tier compiles it"}),
        ],
    },
    "tiers": {
        "interp": {"units": 4},
        "llvm": {
            "milliseconds": 40.0,
            "units": [
                unit("hot", 1, guards=3, milliseconds=20.0, valid=False, points=[point(4, "cheap")]),
                unit("hot", 1, guards=5, milliseconds=10.0, valid=True, points=[point(0, "peak", cached=True)]),
            ],
            "refused": {"/p/f.py:5 kept": "too large"},
            "objects": {"from LLVM": 1, "from the cache": 1, "cache": "/c"},
        },
    },
}


def test_accounts() -> None:
    hot, kept, cold = accounts(STATISTICS)
    assert (hot.name, hot.tier, hot.guards, hot.versions, hot.milliseconds) == ("hot", "llvm peak", 5, 2, 30.0)
    assert [(way.what, way.version, way.state) for way in hot.ways] == [
        ("loop, line 7", 1, "cheap; dropped"),
        ("start", 2, "peak, from the cache"),
    ]
    assert [(deopt.line, deopt.reason, deopt.count) for deopt in hot.deopts] == [(3, "not int", 40)]
    assert (kept.tier, kept.why) == ("interp", "too large")
    assert (cold.name, cold.why) == ("cold", "not hot: fewer than 65,536 calls and 131,072 rounds")


def test_tables() -> None:
    console = Console(width=140, record=True, quiet=False, file=open("/dev/null", "w"))  # noqa: SIM115
    print_tables(STATISTICS, console)
    text = console.export_text()
    for part in ("f.py:1", "llvm peak", "20,000", "too large", "loop, line 7", "not int", "object code: 1 from LLVM"):
        assert part in text


def test_a_tier_that_is_off_says_why() -> None:
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    print_tables({"units": [], "tiering": {"off": {"llvm": "debug builds are not supported"}}, "tiers": {}}, console)
    assert "The tier llvm is off: debug builds are not supported." in console.export_text()


@pytest.fixture
def native(interpreter: Runner) -> Runner:
    """A runner whose programs are hot at once and whose cache is its own."""
    interpreter.environment["PYSTON_CACHE_DIR"] = str(interpreter.folder / "cache")
    interpreter.environment["PYSTON_TIERING"] = "entries=1,loops=1"
    interpreter.environment["PYSTON_LLVM"] = "background=0"
    interpreter.write("program.py", PROGRAM)
    outcome = interpreter.pyston("--stats=out.json", "--tiers", "interp,llvm", "program.py")
    if '"off": {}' not in (interpreter.folder / "out.json").read_text():
        pytest.skip(f"the tier is off: {outcome.stderr}")
    return interpreter


def test_explain(native: Runner) -> None:
    outcome = native.command("explain", "program.py")
    assert (outcome.status, outcome.stdout) == (0, "285\n")
    assert "add_up" in outcome.stderr and "llvm peak" in outcome.stderr
    assert "never run while it was recorded" in outcome.stderr or "Deopts" not in outcome.stderr


def test_explain_keeps_the_exit_status(native: Runner) -> None:
    native.write("program.py", PROGRAM + "raise SystemExit(7)\n")
    assert native.command("explain", "program.py").status == 7


@pytest.mark.parametrize(
    ("stage", "parts"),
    [("ir", ["ir add_up(n: int", "int_mul i, i"]), ("llvm", ["define {i64, i64} @body("]), ("asm", ["body:", "retq"])],
)
def test_dumps(native: Runner, stage: str, parts: list[str]) -> None:
    outcome = native.command(stage, "program.py:add_up")
    assert outcome.status == 0
    assert outcome.stderr == "285\n"
    assert outcome.stdout.startswith(f"; add_up ({native.folder / 'program.py'}:1), version 1")
    for part in parts:
        assert part in outcome.stdout


def test_dumps_of_what_was_not_compiled(native: Runner) -> None:
    outcome = native.command("asm", "program.py:nowhere")
    assert (outcome.status, outcome.stdout) == (1, "")
    assert "nowhere was not compiled" in outcome.stderr


@pytest.mark.parametrize("words", [["program.py"], ["-c", "1"], []])
def test_dumps_need_a_file_and_a_function(native: Runner, words: list[str]) -> None:
    assert native.command("ir", *words).status == 2


def test_cache(native: Runner) -> None:
    scripts, objects = native.command("cache", "info").stdout.splitlines()
    assert scripts == f"scripts: 0 files, 0.0 MiB, in {native.folder / 'cache' / 'scripts'}"
    assert objects.endswith(f", in {native.folder / 'cache' / 'objects'}")
    files = int(objects.split()[1])
    assert files > 0
    assert native.command("cache", "clear").stdout.startswith(f"removed {files} files, ")
    assert native.command("cache", "info").stdout.splitlines()[1].startswith("objects: 0 files, ")
    assert native.command("cache").status == 2


def test_perf_map_needs_a_tier(runner: Runner) -> None:
    runner.write("program.py", "print(1)")
    outcome = runner.pyston("--tiers", "interp", "--perf-map", "program.py")
    assert outcome.status == 2
    assert "--perf-map names compiled code" in outcome.stderr


@pytest.mark.parametrize(
    ("variable", "value", "problem"),
    [
        ("PYSTON_LLVM", "speed=9", "PYSTON_LLVM: there is no setting 'speed=9'"),
        ("PYSTON_TIERING", "heat=9", "PYSTON_TIERING: there is no threshold 'heat'"),
        ("PYSTON_TIERING", "entries=many", "PYSTON_TIERING: 'entries=many' sets no number"),
    ],
)
def test_settings_that_make_no_sense(interpreter: Runner, variable: str, value: str, problem: str) -> None:
    interpreter.environment[variable] = value
    interpreter.write("program.py", "print(1)")
    outcome = interpreter.pyston("--tiers", "interp,llvm", "program.py")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert f"pyston-cli run: {problem}" in outcome.stderr
