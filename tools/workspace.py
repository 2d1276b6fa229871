"""What the tools know of the workspace's packages, read from the files that state it."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Package:
    """One distribution of the workspace.

    Attributes:
        folder: where it lives, `packages/NAME`.
        project: its `pyproject.toml`.
        version: what its `__about__.py` says.
    """

    folder: Path
    project: dict[str, Any]
    version: str

    @property
    def distribution(self) -> str:
        """The name that pip knows it by."""
        return str(self.project["project"]["name"])

    @property
    def compiled(self) -> bool:
        """Whether its wheels can hold modules compiled by mypyc."""
        return (self.folder / "hatch_build.py").exists()

    @property
    def changelog(self) -> str:
        """The text of its CHANGELOG.md."""
        return (self.folder / "CHANGELOG.md").read_text(encoding="utf-8")

    @property
    def sources(self) -> Path:
        """The folder of the import package."""
        [path] = (self.folder / "src").iterdir()
        return path


def load(folder: Path) -> Package:
    """The package in `folder`."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    about = folder / project["tool"]["hatch"]["version"]["path"]
    found = re.search(r'^__version__ = "([^"]+)"$', about.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{about} states no __version__")
    return Package(folder, project, found[1])


def load_all(root: Path = ROOT) -> dict[str, Package]:
    """Every package of the workspace at `root`, by the name of its folder."""
    return {path.parent.name: load(path.parent) for path in sorted(root.glob("packages/*/pyproject.toml"))}


def report(problems: Callable[[Path], Iterable[str]], fine: Callable[[Path], str]) -> None:
    """The command line of a check: no arguments, or the root of another workspace.

    Args:
        problems: what is wrong with the workspace at a root, one line each. All are printed; any one is a failure.
        fine: what to say when nothing is.
    """
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    found = list(problems(root))
    for line in found:
        print(line)
    if found:
        sys.exit(1)
    print(fine(root))
