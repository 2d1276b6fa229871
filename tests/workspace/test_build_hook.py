"""The build hook, on a package of one module: compiled wheel, pure wheel, cache, and what it must leave alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tiny"
version = "1"
requires-python = ">=3.11"

[tool.hatch.build.targets.wheel]
packages = ["src/tiny"]

[tool.hatch.build.targets.wheel.hooks.custom]
exclude = ["__init__.py"]
options = { opt_level = "0", debug_level = "0", group_name = "tiny" }
"""
MODULE = """\
def double(number: int) -> int:
    return number + number
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that uses the hook as the workspace's packages do."""
    folder = tmp_path / "tiny"
    (folder / "src" / "tiny").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "src" / "tiny" / "__init__.py").touch()
    (folder / "src" / "tiny" / "numbers.py").write_text(MODULE, encoding="utf-8")
    shutil.copy(ROOT / "packages" / "runtime" / "hatch_build.py", folder)
    for name in ("mypyc_hook.py", "light_imports.h"):
        shutil.copy(ROOT / "tools" / name, folder)
    return folder


def build(package: Path, **environment: str) -> tuple[Path, str]:
    """Build the wheel; return it, and what the build printed."""
    dist = package.parent / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    inherited = {name: value for name, value in os.environ.items() if name != "HATCH_BUILD_NO_HOOKS"}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)],
        cwd=package,
        env={**inherited, "PYSTON_BUILD_CACHE": str(package.parent / "cache"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    [wheel] = dist.iterdir()
    return wheel, done.stdout


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file in `folder`, apart from Python's own caches."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


needs_compiler = pytest.mark.skipif(
    shutil.which(os.environ.get("CC", "cc")) is None, reason="this machine has no C compiler"
)


@needs_compiler
def test_compiled_wheel(package: Path, tmp_path: Path) -> None:
    before = files(package)
    wheel, printed = build(package)
    assert not wheel.name.endswith("-none-any.whl")
    assert "tiny: building the compiled wheel, 1 modules with mypyc" in printed
    assert files(package) == before, "the build left something in the package"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = "import tiny.numbers as n; print(n.double(21), n.__file__.rsplit('.', 1)[1], type(n.double).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    extension = "pyd" if sys.platform == "win32" else "so"
    assert done.stdout.split() == ["42", extension, "builtin_function_or_method"]


@needs_compiler
def test_same_sources_are_compiled_once(package: Path) -> None:
    cache = package.parent / "cache" / f"tiny-{sys.implementation.cache_tag}"

    def builds() -> set[str]:
        return {path.name for path in cache.iterdir() if re.fullmatch("[0-9a-f]{32}", path.name)}

    build(package)
    [first] = builds()
    # A marker in the cached folder shows up in the next wheel only if that is taken from there.
    [extension] = (cache / first / "tiny").iterdir()
    marker = extension.with_name(f"marker{extension.name.removeprefix('numbers')}")
    marker.write_bytes(b"")
    wheel, _ = build(package)
    assert builds() == {first}
    assert f"tiny/{marker.name}" in zipfile.ZipFile(wheel).namelist()
    with (package / "src" / "tiny" / "numbers.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef triple(number: int) -> int:\n    return 3 * number\n")
    wheel, _ = build(package)
    assert len(builds()) == 2
    assert f"tiny/{marker.name}" not in zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"CC": "no-such-compiler"}, "no C compiler found (no-such-compiler)"),
        ({"PYSTON_BUILD_PURE": "1"}, "PYSTON_BUILD_PURE is set"),
    ],
)
def test_pure_wheel_says_why(package: Path, environment: dict[str, str], reason: str) -> None:
    before = files(package)
    wheel, printed = build(package, **environment)
    assert wheel.name == "tiny-1-py3-none-any.whl"
    assert [line for line in printed.splitlines() if "pure-Python wheel" in line] == [
        f"tiny: building the pure-Python wheel: {reason}"
    ]
    assert files(package) == before
    assert "tiny/numbers.py" in zipfile.ZipFile(wheel).namelist()


@needs_compiler
def test_what_mypyc_refuses_fails_the_build(package: Path) -> None:
    (package / "src" / "tiny" / "numbers.py").write_text("def double(n: int) -> int:\n    return 'two'\n")
    with pytest.raises(AssertionError, match=r"numbers\.py:2: error: Incompatible return value type"):
        build(package)


def test_no_extension_module_stands_in_a_source_folder() -> None:
    """It would shadow the source beside it."""
    found = [path for suffix in ("so", "pyd") for path in ROOT.glob(f"packages/*/src/**/*.{suffix}")]
    assert found == []
