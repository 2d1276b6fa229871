"""The five distributions build, carry what they should, and install alone."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTIONS = {
    "parser": "pyston_parser",
    "runtime": "pyston_runtime",
    "ast-interp": "ast_interp",
    "llvm-tier": "pyston_llvm_tier",
    "cli": "pyston_cli",
}


def hatchling(folder: Path, dist: Path) -> None:
    """Build sdist and pure wheel of the package in `folder`."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(dist)],
        cwd=folder,
        env={**os.environ, "PYSTON_BUILD_PURE": "1"},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def repack(distribution: str, dist: Path) -> None:
    """Put an installed pure-Python distribution back into a wheel, so that no package index is needed."""
    found = importlib.metadata.distribution(distribution)
    name = f"{found.metadata['Name'].replace('-', '_')}-{found.version}-py3-none-any.whl"
    with zipfile.ZipFile(dist / name, "w") as archive:
        for path in found.files or []:
            if ".." not in path.parts and path.suffix != ".pyc":
                archive.write(str(path.locate()), str(path))


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sdist and wheel of the workspace, and the one dependency from outside."""
    folder = tmp_path_factory.mktemp("dist")
    for package in DISTRIBUTIONS:
        hatchling(ROOT / "packages" / package, folder)
    repack("mypy-extensions", folder)
    return folder


def pip_install(dist: Path, environment: Path, *requirements: str) -> Path:
    """Install from `dist` alone into a new virtual environment; return its interpreter."""
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", dist, *requirements],
        env={**settings, "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        check=True,
    )
    return python


def test_five_wheels_with_types_and_licence(dist: Path) -> None:
    wheels = {path.name.split("-")[0]: path for path in dist.glob("*.whl")}
    assert set(wheels) == {*DISTRIBUTIONS.values(), "mypy_extensions"}
    for module in DISTRIBUTIONS.values():
        names = zipfile.ZipFile(wheels[module]).namelist()
        assert f"{module}/py.typed" in names
        assert any(name.endswith("/licenses/LICENSE") for name in names)
        folders = {name.split("/")[0] for name in names}
        assert {name for name in folders if not name.endswith((".dist-info", ".data"))} == {module}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files have no such mode")
def test_the_command_can_be_executed(dist: Path) -> None:
    [wheel] = dist.glob("pyston_cli-*.whl")
    [script] = (entry for entry in zipfile.ZipFile(wheel).infolist() if entry.filename.endswith("/scripts/pyston-cli"))
    assert script.external_attr >> 16 & 0o111 == 0o111


@pytest.mark.parametrize("package", DISTRIBUTIONS)
def test_sdist_builds_by_itself(dist: Path, tmp_path: Path, package: str) -> None:
    [sdist] = dist.glob(f"{DISTRIBUTIONS[package]}-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    [folder] = tmp_path.iterdir()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=folder,
        env={**os.environ, "PYSTON_BUILD_PURE": "1"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    [wheel] = (tmp_path / "dist").iterdir()
    [reference] = dist.glob(f"{DISTRIBUTIONS[package]}-*.whl")
    assert sorted(zipfile.ZipFile(wheel).namelist()) == sorted(zipfile.ZipFile(reference).namelist())


@pytest.fixture(scope="module")
def embedder(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment in which someone installed ast-interp."""
    return pip_install(dist, tmp_path_factory.mktemp("embedder") / "venv", "ast-interp")


def test_ast_interp_brings_only_what_it_needs(embedder: Path) -> None:
    listed = subprocess.check_output(
        [embedder, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"], encoding="utf-8"
    )
    names = {entry["name"].replace("_", "-") for entry in json.loads(listed)} - {"pip", "setuptools"}
    assert names == {"ast-interp", "pyston-runtime", "mypy-extensions"}


def test_ast_interp_runs_a_program(embedder: Path, tmp_path: Path) -> None:
    program = "import ast_interp\nast_interp.run('print(sum(n * n for n in range(5)))')\n"
    done = subprocess.run(
        [embedder, "-I", "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("30\n", "", 0)
