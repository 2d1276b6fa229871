"""Run the tests, all but those of the workspace itself, against packages compiled with mypyc.

`hatch run compiled-test [PYTEST ARGUMENTS]`. The wheels are built (from the cache, when the sources have not changed)
and unpacked into a folder that goes first on the path. Before any test runs, it is asserted that what is imported is
compiled: each module that the hook compiles must come from an extension module.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from compile import COMPILED
from compile import main as compile_packages
from mypyc_hook import extension_suffix, why_pure
from workspace import ROOT, load_all


def compiled_modules(folder: Path) -> list[str]:
    """The names of the modules that `folder` has as extension modules, apart from mypyc's own."""
    suffix = extension_suffix()
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob(f"*{suffix}"))]
    return [path.removesuffix(suffix).replace("/", ".") for path in paths if not path.endswith(f"__mypyc{suffix}")]


def origins(modules: list[str], environment: dict[str, str]) -> dict[str, str]:
    """Where a process with this environment imports each module from."""
    program = (
        "import importlib, json, sys\n"
        "print(json.dumps({name: importlib.import_module(name).__file__ for name in json.load(sys.stdin)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(modules),
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Compile, assert, test."""
    if (reason := why_pure()) is not None:
        sys.exit(f"nothing can be compiled here: {reason}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        packages = load_all()
        compile_packages(["--into", temporary])
        modules = compiled_modules(folder)
        for package in COMPILED:
            count = sum(module.split(".")[0] == packages[package].sources.name for module in modules)
            print(f"{package}: {count} compiled modules", flush=True)
            if not count:
                sys.exit(f"{package} has no compiled module")
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYSTON_TESTS_COMPILED": "1"}
        for name, file in origins(modules, environment).items():
            if not Path(file).is_relative_to(folder) or not file.endswith(extension_suffix()):
                sys.exit(f"{name} is imported from {file}, not from its compiled module")
        tests = [str(path) for path in (ROOT / "tests").glob("test_*.py")]
        tests += [str(path) for path in ROOT.glob("packages/*/tests")]
        # The root's settings put the sources on the path, where they would come before the compiled modules.
        command = [sys.executable, "-m", "pytest", "--override-ini=pythonpath=", *sys.argv[1:], *tests]
        sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
