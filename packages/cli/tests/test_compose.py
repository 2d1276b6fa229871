"""Parts are found by name, and only foreign names are searched for."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from tomllib import loads
from typing import TYPE_CHECKING

import pytest

from pyston_cli import compose

if TYPE_CHECKING:
    from conftest import Runner

PACKAGES = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", compose.KNOWN_PARSERS)
def test_known_parsers(name: str) -> None:
    assert compose.make_parser(name).name == name


@pytest.mark.parametrize("name", compose.KNOWN_TIERS)
def test_known_tiers(name: str) -> None:
    (tier,) = compose.make_tiers(["interp", name])
    assert tier.name == name


def test_known_parts_are_registered_alike() -> None:
    registered: dict[str, dict[str, str]] = {compose.PARSER_GROUP: {}, compose.TIER_GROUP: {}}
    for project in PACKAGES.glob("*/pyproject.toml"):
        for group, entries in loads(project.read_text())["project"].get("entry-points", {}).items():
            registered[group].update(entries)
    assert registered[compose.PARSER_GROUP] == compose.KNOWN_PARSERS
    assert registered[compose.TIER_GROUP] == compose.KNOWN_TIERS


def test_foreign_parts(runner: Runner) -> None:
    runner.write("foreign-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: foreign\nVersion: 1.0\n")
    runner.write(
        "foreign-1.0.dist-info/entry_points.txt",
        "[pyston.parsers]\nshouting = foreign:Shouting\nbroken = foreign:Missing\nabsent = absent:Parser\n",
    )
    runner.write(
        "foreign.py",
        "from pyston_runtime.parsers.host import HostParser\n"
        "class Shouting(HostParser):\n"
        "    def parse(self, source, *arguments, **options):\n"
        "        return super().parse(source.upper(), *arguments, **options)\n",
    )
    runner.extra_path = str(runner.folder)
    outcome = runner.pyston("--parser", "shouting", "-c", "x = 1; y")
    assert "NameError: name 'Y' is not defined" in outcome.stderr
    for name, reason in (("broken", "Missing"), ("absent", "No module named 'absent'")):
        outcome = runner.pyston("--parser", name, "-c", "1")
        assert outcome.status == 2
        assert f"the parser {name} (" in outcome.stderr
        assert reason in outcome.stderr
    assert "there are: absent, broken, host, " in runner.pyston("--parser", "missing", "-c", "1").stderr


@pytest.mark.parametrize("parser", compose.KNOWN_PARSERS)
def test_parsers_run_programs(runner: Runner, parser: str) -> None:
    runner.write("program.py", "import helper\nprint(helper.x)\n1/0\n")
    runner.write("helper.py", "x = [i for i in range(3)]\n")
    runner.write("wrong.py", "x = = 1\n")
    for program in ("program.py", "wrong.py"):
        runner.same(program, options=["--parser", parser])


def test_another_python_parses(runner: Runner) -> None:
    runner.write("program.py", "print(1)\n")
    command = f"{sys.executable} -X importtime"
    outcome = runner.pyston("--parser-python", command, "program.py")
    assert outcome.stdout == "1\n"
    assert "import time:" in outcome.stderr
    runner.environment["PYSTON_PARSER_PYTHON"] = "no-such-python"
    outcome = runner.pyston("--parser", "subprocess", "program.py")
    assert outcome.status == 1
    assert "cannot start the parser's process no-such-python" in outcome.stderr


def test_entry_point_syntax() -> None:
    for place in (*compose.KNOWN_PARSERS.values(), *compose.KNOWN_TIERS.values()):
        assert callable(EntryPoint("x", place, "x").load())


def test_a_default_start_imports_no_compiling_tier(runner: Runner) -> None:
    runner.write("program.py", "import sys\nprint([name for name in sys.modules if 'llvm' in name])\n")
    assert runner.pyston("program.py").stdout == "[]\n"


def test_a_default_tier_that_cannot_be_imported_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "DEFAULT_TIERS", ["interp", "llvm"])
    monkeypatch.setitem(compose.KNOWN_TIERS, "llvm", "no_such_package:Tier")
    (tier,) = compose.make_tiers()
    assert tier.unavailable() == "the tier llvm cannot be used: No module named 'no_such_package'"
    assert tier.statistics() == {"compiled": 0, "units": [], "refused": {}}
