"""Compares the time and the memory of parsers, side by side, on the host's standard library.

    python tools/bench.py [--rounds N] [--every N] [--parsers NAME,…] [DIR…]

Each parser runs in a process of its own over the same sources: `ast` (the host's `ast.parse`), `pyston`, `parso`,
`libcst`, and `subprocess` (pyston-cli's backend, where it is installed); those that are not installed are left out.
A parser is started once a round, the rounds interleaved, so that a busy machine slows all alike.  Printed are the
median CPU time, its ratio to `ast.parse`'s, the throughput and the peak memory.  The slow ones (parso, libcst,
subprocess) take each 10th file only; their times are scaled by the bytes.  `pyston` is whatever `pyston_parser` is
importable: compiled or pure, which is printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

SLOW = {"parso": 10, "libcst": 10, "subprocess": 10}

CHILD = """
import gc, json, resource, sys, time, warnings
warnings.simplefilter("ignore")
name, paths = sys.argv[1], json.load(sys.stdin)
if name == "ast":
    from ast import parse
    how = "the host's, in C"
elif name == "pyston":
    from pyston_parser import api, parse
    how = "pure Python" if api.__file__.endswith(".py") else "compiled"
elif name == "parso":
    import parso
    parse = parso.load_grammar().parse
    how = parso.__version__
elif name == "libcst":
    import libcst
    parse = libcst.parse_module
    how = libcst.LIBCST_VERSION if hasattr(libcst, "LIBCST_VERSION") else "installed"
else:
    from pyston_cli.subprocess_parser import SubprocessParser
    backend = SubprocessParser()
    parse = lambda source: backend.parse(source, "<unknown>")
    how = "ast.parse in another process"
sources = [open(path, "rb").read() for path in paths]
if name == "parso":
    sources = [source.decode("utf-8", "replace") for source in sources]
size = done = 0
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
gc.collect()
clock = time.process_time
children = resource.getrusage(resource.RUSAGE_CHILDREN)
start = clock()
for source in sources:
    try:
        parse(source)
    except Exception:
        continue
seconds = clock() - start
children = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds += children.ru_utime + children.ru_stime
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
json.dump({"seconds": seconds, "bytes": sum(map(len, sources)), "base": before, "peak": peak, "how": how}, sys.stdout)
"""


def run(name: str, paths: list[str]) -> dict[str, object] | None:
    """One round of one parser; None if it is not installed."""
    process = subprocess.run(
        [sys.executable, "-c", CHILD, name], input=json.dumps(paths), capture_output=True, text=True, check=False
    )
    if process.returncode:
        if "ModuleNotFoundError" in process.stderr or "ImportError" in process.stderr:
            return None
        sys.exit(process.stderr)
    result: dict[str, object] = json.loads(process.stdout)
    return result


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description="Compare parsers on the standard library.")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth file")
    options.add_argument("--parsers", default="ast,pyston,parso,libcst,subprocess")
    options.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    arguments = options.parse_args()
    folders = arguments.folders or [Path(sysconfig.get_path("stdlib"))]
    paths = [str(path) for folder in folders for path in sorted(folder.rglob("*.py")) if path.is_file()]
    paths = [path for path in paths if "site-packages" not in path][:: arguments.every]
    names = arguments.parsers.split(",")
    results: dict[str, list[dict[str, object]]] = {}
    for _ in range(arguments.rounds):
        for name in list(names):
            result = run(name, paths[:: SLOW.get(name, 1)])
            if result is None:
                print(f"{name}: not installed")
                names.remove(name)
            else:
                results.setdefault(name, []).append(result)
    rates = {
        name: statistics.median(float(str(r["seconds"])) / float(str(r["bytes"])) for r in rounds)
        for name, rounds in results.items()
    }
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"CPython {version} ({sys.executable}), {len(paths)} files, {arguments.rounds} rounds, median CPU time")
    print(f"{'parser':<12}{'s/10 MB':>9}{'MB/s':>8}{'x ast':>8}{'peak MB':>9}  how")
    for name, rate in rates.items():
        peak = max(int(str(r["peak"])) for r in results[name]) / 1024
        print(
            f"{name:<12}{rate * 1e7:>9.2f}{1e-6 / rate:>8.2f}{rate / rates.get('ast', rate):>8.2f}{peak:>9.0f}"
            f"  {results[name][0]['how']}"
        )


if __name__ == "__main__":
    main()
