"""Run a hatch script on every supported CPython that this machine has, and name loudly those it has not.

    python tools/every_host.py test -q              on all of them
    python tools/every_host.py --others test -q     on all but the version that runs this

Takes the interpreter that has hatch installed. Interpreters are found on PATH and in pyenv's folder; hatch alone would
stop at the first one that is missing, and pyenv's own commands answer only for versions that are switched on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOSTS = ("3.11", "3.12", "3.13")


def pyenv_folders() -> list[Path]:
    """Where the programs of pyenv's Pythons are, the newest of each supported version; none without pyenv.

    pyenv itself is not asked: it may be on PATH without knowing its root, when HOME is not its owner's.
    """
    shims = [Path(entry).parent for entry in os.get_exec_path() if Path(entry).name == "shims"]
    roots = [Path(os.environ["PYENV_ROOT"])] if "PYENV_ROOT" in os.environ else []
    for root in [*roots, *shims, Path.home() / ".pyenv"]:
        if (root / "versions").is_dir():
            break
    else:
        print("pyenv is not here: using the interpreters that PATH has", flush=True)
        return []
    folders = []
    for host in HOSTS:
        found = [path for path in (root / "versions").glob(f"{host}.*/bin") if path.parent.name[5:].isdigit()]
        folders += sorted(found, key=lambda path: int(path.parent.name.rpartition(".")[2]))[-1:]
    return folders


def surroundings() -> dict[str, str]:
    """The environment in which `pythonX.Y` is found for every supported version."""
    path = [*os.get_exec_path(), *map(str, pyenv_folders())]
    # Shims only print an error for a version that is not switched on.
    path = [entry for entry in path if Path(entry).name != "shims"]
    return {**os.environ, "PATH": os.pathsep.join(path)}


def answers(host: str, environment: dict[str, str]) -> bool:
    """Whether `pythonX.Y` starts and is that version."""
    command = shutil.which(f"python{host}", path=environment["PATH"])
    if command is None:
        return False
    asked = subprocess.run([command, "-V"], env=environment, capture_output=True, encoding="utf-8", check=False)
    return asked.returncode == 0 and asked.stdout.startswith(f"Python {host}.")


def main() -> None:
    """Run the script on each host; fail if a run failed or there was no host at all."""
    words = sys.argv[1:]
    hosts = list(HOSTS)
    others = words[0] == "--others"
    if others:
        del words[0]
        hosts.remove(f"{sys.version_info.major}.{sys.version_info.minor}")
    environment = surroundings()
    results = {}
    for host in hosts:
        if not answers(host, environment):
            results[host] = "SKIPPED: neither on PATH nor in pyenv's folder"
            continue
        command = [sys.executable, "-m", "hatch", "run", f"+py={host}", f"matrix:{words[0]}", *words[1:]]
        done = subprocess.run(command, env=environment, check=False)
        results[host] = "passed" if done.returncode == 0 else f"FAILED with status {done.returncode}"
    for host, result in results.items():
        print(f"CPython {host}: {result}")
    if any(result.startswith("FAILED") for result in results.values()):
        sys.exit(1)
    if not others and "passed" not in results.values():
        sys.exit("no supported CPython was found")


if __name__ == "__main__":
    main()
