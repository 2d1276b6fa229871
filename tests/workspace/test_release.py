"""The release steps refuse what is not ready, and touch one package alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


def release(workspace: Path, step: str, tag: str) -> subprocess.CompletedProcess[str]:
    """Run one step of the release on a copy of the workspace."""
    command = [sys.executable, str(workspace / "tools" / "release.py"), step, tag, "--dist", str(workspace / "dist")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def check_packages(workspace: Path) -> subprocess.CompletedProcess[str]:
    """The part of `hatch run check` that compares the packages."""
    command = [sys.executable, str(workspace / "tools" / "check_packages.py")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def contents(folder: Path) -> dict[Path, str]:
    """Every text file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix in {".py", ".md", ".toml"})
    return {path.relative_to(folder): path.read_text("utf-8") for path in files}


def test_prepared_package_passes_and_is_the_only_one_changed(workspace: Path) -> None:
    before = contents(workspace)
    assert release(workspace, "prepare", "cli-v0.1.7").returncode == 0
    after = contents(workspace)
    changed = {path.as_posix() for path in after if before[path] != after[path]}
    assert changed == {"packages/cli/CHANGELOG.md", "packages/cli/src/pyston_cli/__about__.py"}
    assert re.search(r"^## 0\.1\.7 \(\d{4}-\d\d-\d\d\)$", after[Path("packages/cli/CHANGELOG.md")], re.MULTILINE)
    done = release(workspace, "check", "cli-v0.1.7")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("cli-0.1.0", "cli-0.1.0 is not PACKAGE-vX.Y.Z"),
        ("compiler-v0.1.0", "PACKAGE one of ast-interp, cli, llvm-tier, parser, runtime"),
        ("cli-v9.9.9", "the tag says 9.9.9, and packages/cli is "),
    ],
)
def test_wrong_tag_is_refused(workspace: Path, tag: str, message: str) -> None:
    done = release(workspace, "check", tag)
    assert done.returncode == 1
    assert message in done.stderr


def test_undated_changelog_is_refused(workspace: Path) -> None:
    changelog = workspace / "packages" / "cli" / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## 0.3.0 (unreleased)\n", "utf-8")
    about = workspace / "packages" / "cli" / "src" / "pyston_cli" / "__about__.py"
    about.write_text('__version__ = "0.3.0"\n', "utf-8")
    done = release(workspace, "check", "cli-v0.3.0")
    assert done.returncode == 1
    assert "the entry of 0.3.0 has no date" in done.stderr


def test_check_names_every_disagreement(workspace: Path) -> None:
    runtime = workspace / "packages" / "runtime"
    (runtime / "src" / "pyston_runtime" / "__about__.py").write_text('__version__ = "7.0.0"\n', "utf-8")
    (workspace / "packages" / "parser" / "LICENSE").write_text("none\n", "utf-8")
    done = check_packages(workspace)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert "packages/parser: LICENSE differs from the workspace's" in lines
    assert any(line.startswith("packages/runtime: CHANGELOG.md: the newest entry is ") for line in lines)
    for name in ("ast-interp", "cli", "llvm-tier"):
        assert any(line.startswith(f"packages/{name}: pyproject.toml: asks for pyston-runtime") for line in lines)


def test_build_makes_sdist_and_wheel_of_one_package(workspace: Path) -> None:
    version = (workspace / "packages/cli/src/pyston_cli/__about__.py").read_text("utf-8").split('"')[-2]
    done = release(workspace, "build", f"cli-v{version}")
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (workspace / "dist").iterdir()}
    assert made == {f"pyston_cli-{version}.tar.gz", f"pyston_cli-{version}-py3-none-any.whl"}


def test_released_wheel_is_tested_alone(workspace: Path) -> None:
    tests = workspace / "packages" / "runtime" / "tests"
    tests.mkdir()
    passing = "import pyston_runtime\n\ndef test_wheel():\n    assert 'site-packages' in pyston_runtime.__file__\n"
    (tests / "test_wheel.py").write_text(passing, "utf-8")
    version = (workspace / "packages/runtime/src/pyston_runtime/__about__.py").read_text("utf-8").split('"')[-2]
    assert release(workspace, "build", f"runtime-v{version}").returncode == 0
    done = release(workspace, "test", f"runtime-v{version}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    (tests / "test_failing.py").write_text("def test_failing():\n    raise AssertionError\n", "utf-8")
    assert release(workspace, "test", f"runtime-v{version}").returncode == 1
