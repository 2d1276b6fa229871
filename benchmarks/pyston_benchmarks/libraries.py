"""Libraries that some benchmarks need, installed apart from every peer's own packages.

pyperformance names exact versions in requirement files. Each goes with `pip install --target` into a cache folder per
requirement file and language version, which is then put on PYTHONPATH: no peer's environment is changed, and host and
Pyston import the very same files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pyston_benchmarks.peers import Peer


class LibraryError(Exception):
    """A library that could not be installed; the message is pip's."""


def cache_folder() -> Path:
    """Where installed libraries are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "pyston" / "benchmark-libraries"


def install(requirements: Path, peer: Peer, overrides: Iterable[str] = ()) -> Path:
    """The folder that holds what `requirements` names, installed for `peer` on the first call.

    Args:
        requirements: a requirements file.
        peer: the Python that runs pip; its language version is part of the folder's name.
        overrides: further requirements, for versions that do not install on every host.

    Raises:
        LibraryError: when pip fails.
    """
    extra = sorted(overrides)
    digest = hashlib.sha256(requirements.read_bytes() + repr((extra, peer.version)).encode()).hexdigest()[:12]
    target = cache_folder() / f"{requirements.parent.name}-{peer.minor[0]}.{peer.minor[1]}-{digest}"
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=target.parent))
    wanted = extra or ["-r", str(requirements)]
    command = [
        *peer.python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]
    try:
        done = subprocess.run(
            [*command, "--target", str(partial), *wanted], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise LibraryError(done.stderr.strip()[-2000:] or f"pip ended with status {done.returncode}")
        try:
            os.replace(partial, target)  # atomic: a second run never sees half a library
        except OSError:
            if not target.exists():
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target
