"""`pyston-cli run` from this checkout, compiled where there is a C compiler: `hatch run pyston [OPTIONS] PROGRAM ARGS`.

The development environment is pure, so that edited sources are what runs; this command is for seeing what users get.
It says in one line, on standard error, which build is in use. The first time it compiles, which takes minutes.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys

from compile import COMPILED, compile_into, default_folder
from mypyc_hook import why_pure


def compiled_folder() -> tuple[str | None, str]:
    """The folder with the compiled packages, or None, and a line that says which build is in use."""
    if (reason := why_pure()) is not None:
        return None, f"pyston: the pure-Python build ({reason})"
    folder = default_folder()
    if not folder.is_dir():
        print("pyston: compiling Pyston's packages with mypyc, once; this takes minutes", file=sys.stderr, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for package in COMPILED:
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                compile_into(package, folder)
        except RuntimeError:
            return None, f"pyston: the pure-Python build ({package} does not compile; `hatch run compile` says why)"
    return str(folder), f"pyston: the build compiled with mypyc, from {os.path.relpath(folder)}"


def main() -> None:
    """Run, and end with the program's own status."""
    folder, line = compiled_folder()
    print(line, file=sys.stderr, flush=True)
    environment = dict(os.environ)
    if folder is not None:
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, environment.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "pyston_cli", "run", *sys.argv[1:]]
    try:
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
