"""Run a hatch script on every supported CPython that this machine has, and name loudly those it has not.

    python tools/every_host.py test -q              on all of them
    python tools/every_host.py --others test -q     on all but the version that runs this

Takes the interpreter that has hatch installed. Interpreters are found on PATH and among pyenv's; hatch alone would
stop at the first one that is missing, and pyenv's commands answer only for versions that are switched on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

HOSTS = ("3.11", "3.12", "3.13")


def pyenv_versions() -> list[str]:
    """The versions that pyenv has installed, oldest first; none without pyenv."""
    pyenv = shutil.which("pyenv")
    if pyenv is None:
        print("pyenv is not here: using the interpreters that PATH has", flush=True)
        return []
    listed = subprocess.run([pyenv, "versions", "--bare"], capture_output=True, encoding="utf-8", check=False)
    return listed.stdout.split()


def surroundings() -> dict[str, str]:
    """The environment in which pyenv's commands of every supported version answer."""
    chosen: list[str] = []
    installed = pyenv_versions()
    for host in HOSTS:
        chosen += [version for version in installed if version.startswith(f"{host}.")][-1:]
    return {**os.environ, "PYENV_VERSION": ":".join(chosen)} if chosen else dict(os.environ)


def answers(host: str, environment: dict[str, str]) -> bool:
    """Whether `pythonX.Y` starts and is that version; pyenv has commands that only print an error."""
    command = shutil.which(f"python{host}")
    if command is None:
        return False
    asked = subprocess.run([command, "-V"], env=environment, capture_output=True, encoding="utf-8", check=False)
    return asked.returncode == 0 and asked.stdout.startswith(f"Python {host}.")


def main() -> None:
    """Run the script on each host; fail if one run failed or there was no host at all."""
    words = sys.argv[1:]
    hosts = list(HOSTS)
    if words[0] == "--others":
        del words[0]
        hosts.remove(f"{sys.version_info.major}.{sys.version_info.minor}")
    environment = surroundings()
    results = {}
    for host in hosts:
        if not answers(host, environment):
            results[host] = "SKIPPED: not found on PATH nor among pyenv's versions"
            continue
        command = [sys.executable, "-m", "hatch", "run", f"+py={host}", f"matrix:{words[0]}", *words[1:]]
        done = subprocess.run(command, env=environment, check=False)
        results[host] = "passed" if done.returncode == 0 else f"FAILED with status {done.returncode}"
    for host, result in results.items():
        print(f"CPython {host}: {result}")
    if any(result.startswith("FAILED") for result in results.values()) or "passed" not in results.values():
        sys.exit(1)


if __name__ == "__main__":
    main()
