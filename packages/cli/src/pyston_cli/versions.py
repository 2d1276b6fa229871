"""What `--version` prints."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from platform import python_implementation

DISTRIBUTIONS = ("pyston-cli", "ast-interp", "pyston-llvm-tier", "pyston-parser", "pyston-runtime")


def versions() -> str:
    """The version of each of Pyston's distributions and of the host, a line each."""
    lines = [f"{distribution} {_version(distribution)}" for distribution in DISTRIBUTIONS]
    lines.append(f"host {python_implementation()} {sys.version.splitlines()[0]} ({sys.executable})")
    return "\n".join(lines)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return _source_version(distribution)


def _source_version(distribution: str) -> str:
    """The version that a package states of itself: a checkout on PYTHONPATH has no metadata."""
    package = distribution.replace("-", "_")
    try:
        module = __import__(f"{package}.__about__", fromlist=["__version__"])
    except ImportError:
        return "not installed"
    return f"{module.__version__} (not installed)"
