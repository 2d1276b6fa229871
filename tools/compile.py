"""Compile packages of this workspace with mypyc into a folder to put first on PYTHONPATH.

    hatch run compile                      every compiled package, into build/compiled/<interpreter>/
    hatch run compile runtime --into DIR   one of them, elsewhere

Prints the folder. What it holds is what the wheels hold: each wheel is built and unpacked there, so nothing of it ever
lands in `src/`, and unchanged sources come from the cache of `mypyc_hook.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from mypyc_hook import only_one_builder
from workspace import ROOT, load_all

os.environ.pop("HATCH_BUILD_NO_HOOKS", None)  # set in the development environment, whose installs need no compiling

COMPILED = [name for name, package in load_all().items() if package.compiled]


def default_folder() -> Path:
    """Where compiled packages of the running interpreter go unless told otherwise."""
    return ROOT / "build" / "compiled" / str(sys.implementation.cache_tag)


def compile_into(package: str, folder: Path) -> None:
    """Build the wheel of one package (a folder name under `packages/`) and unpack it over what it left there before.

    Where the folder has these very files already, it is left alone, since a program may be running from it.
    """
    with tempfile.TemporaryDirectory() as temporary, contextlib.redirect_stdout(sys.stderr):
        with contextlib.chdir(ROOT / "packages" / package):
            [wheel] = WheelBuilder(os.getcwd()).build(directory=temporary)
        with zipfile.ZipFile(wheel) as archive, only_one_builder(folder / "lock"):
            names = archive.namelist()
            [record] = (name for name in names if name.endswith(".dist-info/RECORD"))
            if (folder / record).is_file() and (folder / record).read_bytes() == archive.read(record):
                return
            for top in {name.split("/")[0] for name in names}:
                if (folder / top).is_dir():
                    shutil.rmtree(folder / top)
                elif (folder / top).exists():
                    (folder / top).unlink()
            archive.extractall(folder)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"one of {', '.join(COMPILED)}; default: all")
    parser.add_argument("--into", type=Path, default=default_folder(), metavar="DIR")
    options = parser.parse_args(arguments)
    if unknown := set(options.packages) - set(COMPILED):
        parser.error(f"not a compiled package: {', '.join(sorted(unknown))}")
    options.into.mkdir(parents=True, exist_ok=True)
    for package in options.packages or COMPILED:
        try:
            compile_into(package, options.into)
        except RuntimeError as error:  # mypyc's own report; a traceback of ours adds nothing
            sys.exit(str(error))
    print(options.into)


if __name__ == "__main__":
    main()
