"""What the documents say exists: linked files, hatch scripts, tools, folders; and the examples do what CPython does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("packages/*/*.md"), ROOT / ".ci/run"])


def names(documents: list[Path]) -> list[str]:
    """Names of test cases."""
    return [path.relative_to(ROOT).as_posix() for path in documents]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_what_is_named_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    linked = [target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in target]
    missing = [target for target in linked if not (document.parent / target).exists()]
    paths = re.findall(r"`((?:packages|tests|tools|docs|examples|benchmarks)/[\w./-]+)`", text)
    # 3.X stands for each version; results are there when there are some.
    paths = [path for path in paths if "3.X" not in path and not path.startswith("benchmarks/results/")]
    missing += [path for path in paths if not ((ROOT / path).exists() or (document.parent / path).exists())]
    missing += [
        path
        for path in re.findall(r"(?:python|--stats) ((?:tools|examples)/\w+\.py)", text)
        if not (ROOT / path).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_hatch_scripts_exist(document: Path) -> None:
    environments = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["envs"]
    commands = {"python", "pytest", "pyston-cli", "mypy", "ruff"}
    unknown = []
    for name in re.findall(r"""hatch"? run (?:\+py=\S+ )?([a-z][\w-]*(?::[\w-]+)?)""", document.read_text("utf-8")):
        environment, _, script = name.rpartition(":")
        scripts = environments.get(environment or "default", {}).get("scripts", {})
        if environments.get(environment, {}).get("template") or environment == "matrix":
            scripts = {**environments["default"]["scripts"], **scripts}
        if script not in scripts and script not in commands:
            unknown.append(name)
    assert unknown == []


def test_ray_tracer_draws_what_cpython_draws() -> None:
    command = [str(ROOT / "examples" / "raytracer.py"), "48", "1"]
    expected = subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pyston_cli", "run", *command], capture_output=True, encoding="utf-8", check=False
    )
    assert len(expected.stdout.splitlines()) == 13
    assert (done.stdout, done.returncode) == (expected.stdout, 0), done.stderr
    counted = re.compile(r"^(\d+) rays")
    assert counted.findall(done.stderr) == counted.findall(expected.stderr) != []
