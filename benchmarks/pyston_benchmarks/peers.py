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
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOST: Final = "host"

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
    "flags": flags,
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
    """

    name: str
    command: tuple[str, ...]
    python: tuple[str, ...]
    version: str
    flags: str
    minor: tuple[int, int]
    is_pyston: bool = False


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
    flags = (
        " ".join([*told["flags"], told["compiler"]]) if told["flags"] else f"no optimising flags, {told['compiler']}"
    )
    minor = (int(told["minor"][0]), int(told["minor"][1]))
    return Peer(name, tuple(command), tuple(command), version, flags, minor)


def _is_built_with(peer: Peer) -> str:
    return str(Path(shutil.which(peer.command[0]) or peer.command[0]).resolve())


def pyston(tiers: str | None, host: Peer) -> Peer:
    """Pyston on `host`, with the given tiers (None: the default ones)."""
    name = "pyston" if tiers is None else f"pyston:{tiers}"
    options = () if tiers is None else ("--tiers", tiers)
    command = (*host.command, "-m", "pyston_cli", "run", *options)
    return Peer(name, command, host.python, f"Pyston on {host.version}", host.flags, host.minor, True)


def find(tiers: Sequence[str | None], given: Sequence[tuple[str, str]]) -> tuple[list[Peer], list[Missing]]:
    """All peers: Pyston, the host, those `given` as (name, command), and the Pythons found on this machine.

    Two commands that lead to one and the same executable are one peer, under the first name.
    """
    host = ask(HOST, (sys.executable,))
    if isinstance(host, Missing):
        raise RuntimeError(host.hint)
    peers = [host, *(pyston(setting, host) for setting in tiers)]
    missing: list[Missing] = []
    seen = {_is_built_with(host)}
    for name, command in given:
        answer = ask(name, shlex.split(command))
        if isinstance(answer, Missing):
            missing.append(answer)
        else:
            peers.append(answer)
    for name, executable, hint in _candidates():
        path = executable if os.path.isabs(executable) else shutil.which(executable)
        if path is None or not os.path.exists(path):
            missing.append(Missing(name, hint))
            continue
        answer = ask(name, (path,))
        if isinstance(answer, Missing):
            if "pyenv" not in path:  # a pyenv shim without that version selected is merely absent
                missing.append(answer)
            continue
        real = _is_built_with(answer) if "shims" not in path else answer.version
        if real not in seen and answer.version not in {peer.version for peer in peers if not peer.is_pyston}:
            seen.add(real)
            peers.append(answer)
    return peers, missing


def _candidates() -> list[tuple[str, str, str]]:
    found = [
        ("debian", "/usr/bin/python3", "the distribution's own Python: `apt install python3`"),
        ("pypy", "pypy3", "PyPy: https://pypy.org/download.html or `apt install pypy3`"),
    ]
    for minor in (11, 12, 13, 14):
        executable = f"python3.{minor}"
        found.append((f"py3{minor}", executable, f"CPython 3.{minor}: `pyenv install 3.{minor}` or python.org"))
    return found
