"""Who is measured: Pyston in its modes, the host's CPython, and whatever other Pythons this machine has.

A peer is a command that takes a script and its arguments as `python` does. Each is asked what it is (version,
implementation, build flags), so that a result never stands beside a bare "python3".
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyston_benchmarks.builds import Build

HOST: Final = "host"
PYSTON: Final = "pyston"
#: What users call; `python -m pyston_cli` has the host import a third of its library first.
SCRIPT: Final = Path(__file__).resolve().parents[2] / "packages/cli/scripts/pyston-cli"
PYPY: Final = "pypy"
OLD_FLOW: Final = "flow:old"
NEW_FLOW: Final = "flow:new"

_PROBE: Final = """
import json, platform, sys, sysconfig
arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
flags = [flag for flag in ("--enable-optimizations", "--with-lto", "--with-pydebug", "--disable-gil",
         "--enable-experimental-jit") if flag in arguments]
print(json.dumps({
    "implementation": platform.python_implementation(),
    "version": platform.python_version(),
    "pypy": ".".join(map(str, sys.pypy_version_info[:3])) if hasattr(sys, "pypy_version_info") else None,
    "compiler": platform.python_compiler(),
    "flags": flags or ["configured without optimising options"] * bool(arguments),
    "prefix": sys.base_prefix,
    "minor": list(sys.version_info[:2]),
}))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A command under measurement.

    Attributes:
        name: short and unique, as tables show it.
        command: what goes before the script.
        python: the interpreter under it, without Pyston: libraries are installed for this one.
        version: implementation and version, readable.
        flags: what is known of its build.
        minor: (major, minor) of the language that it runs.
        is_pyston: takes `--include` and `--stats`.
        path: what goes on its PYTHONPATH.
        settings: further environment variables.
    """

    name: str
    command: tuple[str, ...]
    python: tuple[str, ...]
    version: str
    flags: str
    minor: tuple[int, int]
    is_pyston: bool = False
    path: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that is not there, and what would bring it."""

    name: str
    hint: str


def ask(name: str, command: Sequence[str]) -> Peer | Missing:
    """Asks the Python behind `command` what it is."""
    try:
        answer = subprocess.run([*command, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=True)
        told = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return Missing(name, f"`{shlex.join(command)}` does not answer as a Python does: {error}")
    version = f"{told['implementation']} {told['version']}"
    if told["pypy"]:
        version = f"PyPy {told['pypy']} (Python {told['version']})"
    flags = ", ".join(filter(None, [" ".join(told["flags"]), told["compiler"]]))
    minor = (int(told["minor"][0]), int(told["minor"][1]))
    return Peer(name, tuple(command), tuple(command), version, flags, minor)


def pyston(tiers: str | None, host: Peer, build: Build) -> Peer:
    """Pyston on `host`, with the given tiers (None: the default ones)."""
    name = PYSTON if tiers is None else f"{PYSTON}:{tiers.replace(',', '+')}"
    options = () if tiers is None else ("--tiers", tiers)
    return Peer(
        name,
        (*host.command, str(SCRIPT), "run", *options),
        host.python,
        f"Pyston on {host.version}",
        f"{build.description}; host: {host.flags}",
        host.minor,
        True,
        build.path,
    )


def flows(host: Peer, build: Build) -> list[Peer]:
    """The two flows that the Pyston of 2014 had, one after the other, as modes of this one.

    Old: every function is lowered to the tier's IR and that is interpreted. New: the interpreter of the tree's register
    code first.
    """
    old, new = pyston("interp,ir", host, build), pyston("interp", host, build)
    at_once = (("PYSTON_TIERING", "entries=1,loops=1,record=1,short=0"),)
    return [replace(old, name=OLD_FLOW, settings=at_once), replace(new, name=NEW_FLOW)]


def again(peer: Peer) -> Peer:
    """The same peer under another name: what the two differ by is noise."""
    return replace(peer, name=f"{peer.name}'")


def find(
    given: Sequence[tuple[str, str]], host: Peer, wanted: Sequence[str] | None = None
) -> tuple[list[Peer], list[Missing]]:
    """The Pythons beside `host`: those `given` as (name, command), then those that this machine has.

    Two of the same version and build are one peer, under the first name.
    `wanted` restricts the search to these names.
    """
    peers: list[Peer] = []
    missing: list[Missing] = []
    for name, command in given:
        answer = ask(name, shlex.split(command))
        if isinstance(answer, Missing):
            missing.append(answer)
        else:
            peers.append(answer)
    seen = {(host.version, host.flags)}
    for name, executables, hint in _candidates():
        if wanted is not None and name not in wanted:
            continue
        answers = [ask(name, (path,)) for path in map(shutil.which, executables) if path is not None]
        good = next((answer for answer in answers if isinstance(answer, Peer)), None)
        if good is None:
            missing.append(Missing(name, hint))
        elif (good.version, good.flags) not in seen:
            seen.add((good.version, good.flags))
            peers.append(good)
    return peers, missing


def host_peer() -> Peer:
    """The CPython that runs this and on which Pyston runs: the baseline."""
    host = ask(HOST, (sys.executable,))
    if isinstance(host, Missing):
        raise RuntimeError(host.hint)
    return host


def _candidates() -> list[tuple[str, list[str], str]]:
    """Names, where each may be, and how to get it. Shims of pyenv answer only for versions that are switched on."""
    found = [
        ("debian", ["/usr/bin/python3"], "the distribution's own Python: `apt install python3`"),
        ("pypy", ["pypy3", "pypy"], "PyPy: https://pypy.org/download.html or `apt install pypy3`"),
    ]
    for minor in (11, 12, 13, 14):
        places = [f"python3.{minor}", *_of_pyenv(minor)]
        found.append((f"py3{minor}", places, f"CPython 3.{minor}: `pyenv install 3.{minor}` or python.org"))
    return found


def _of_pyenv(minor: int) -> list[str]:
    """pyenv's Pythons of one language version, the newest first."""
    shims = [Path(entry).parent for entry in os.get_exec_path() if Path(entry).name == "shims"]
    roots = [Path(os.environ["PYENV_ROOT"])] if "PYENV_ROOT" in os.environ else []
    for root in [*roots, *shims, Path.home() / ".pyenv"]:
        found = [path for path in (root / "versions").glob(f"3.{minor}.*") if path.name.rpartition(".")[2].isdigit()]
        if found:
            found.sort(key=lambda path: int(path.name.rpartition(".")[2]), reverse=True)
            return [str(path / "bin" / f"python3.{minor}") for path in found]
    return []
