"""Fetches sdists with pip, once, and unpacks them."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

from suites.packages import Package


def cache_folder() -> Path:
    """Where sdists are kept between runs: `PYSTON_SUITES_CACHE`, or a folder of the user's cache."""
    given = os.environ.get("PYSTON_SUITES_CACHE")
    return Path(given) if given else Path.home() / ".cache" / "pyston-suites"


def unpacked(package: Package) -> Path:
    """The folder of a package's sdist, fetched where it is not there yet.

    Raises:
        subprocess.CalledProcessError: pip could not fetch it.
    """
    cache = cache_folder()
    folder = cache / package.folder
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        archive = cache / f"{package.folder}.tar.gz"
        if not archive.exists():
            wanted = f"{package.name}=={package.version}"
            words = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(cache), wanted]
            subprocess.run([sys.executable, "-m", "pip", *words], check=True)
        with tarfile.open(archive) as opened:
            opened.extractall(cache, filter="data")
    return folder
