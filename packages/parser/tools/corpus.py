"""Compares this parser with the host's `ast.parse` on every Python file under some folders.

    python tools/corpus.py [--every N] [--show N] DIR…

For each file the trees must be the same (classes, fields, their order, positions, constants with their types), or the
exceptions: type, message, line, columns, text.  Prints each difference and the counts; exits with 1 if there was a
difference.
"""

from __future__ import annotations

import argparse
import ast
import sys
import warnings
from pathlib import Path

from pyston_parser import parse


def difference(expected: object, found: object, path: str = "tree") -> str | None:
    """Where two trees differ, in words; None if they do not."""
    if type(expected) is not type(found):
        return f"{path}: {type(expected).__name__}, not {type(found).__name__}"
    if isinstance(expected, ast.AST):
        mine, theirs = vars(found), vars(expected)
        if list(mine) != list(theirs):
            return f"{path}: {list(theirs)}, not {list(mine)}"
        pairs = [(name, theirs[name], mine[name]) for name in theirs]
        path = f"{path}.{type(expected).__name__}@{theirs.get('lineno', '')}"
        return next((d for name, a, b in pairs if (d := difference(a, b, f"{path}.{name}"))), None)
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return f"{path}: {len(expected)} items, not {len(found)}"
        pairs = [(str(index), a, b) for index, (a, b) in enumerate(zip(expected, found, strict=True))]
        return next((d for index, a, b in pairs if (d := difference(a, b, f"{path}[{index}]"))), None)
    # `repr` tells 0.0 from -0.0 and finds nan equal to itself.
    same = repr(expected) == repr(found) if isinstance(expected, float | complex) else expected == found
    if not same:
        return f"{path}: {expected!r}, not {found!r}"
    return None


def outcome(parser: object, source: bytes, filename: str) -> object:
    """The tree, or the exception."""
    try:
        return parser(source, filename)  # type: ignore[operator]
    except Exception as error:
        return error


def compare(source: bytes, filename: str) -> tuple[bool, str | None]:
    """Whether the host finds an error in a source, and how the two parsers differ."""
    expected = outcome(ast.parse, source, filename)
    found = outcome(parse, source, filename)
    if isinstance(expected, Exception) or isinstance(found, Exception):
        mine, theirs = getattr(found, "args", None), getattr(expected, "args", None)
        same = type(expected) is type(found) and mine == theirs
        return isinstance(expected, Exception), None if same else f"{expected!r}, not {found!r}"
    return False, difference(expected, found)


def files(folders: list[Path]) -> list[Path]:
    """The Python files of folders (or the files themselves), in order."""
    return [path for folder in folders for path in ([folder] if folder.is_file() else sorted(folder.rglob("*.py")))]


def main() -> int:
    """Run from the command line."""
    options = argparse.ArgumentParser(description="Compare pyston_parser with ast.parse.")
    options.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth file")
    options.add_argument("--show", type=int, default=20, metavar="N", help="how many differences to print")
    options.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    arguments = options.parse_args()
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(30_000)  # for comparing deep trees
    checked = errors = different = 0
    for path in files(arguments.folders)[:: arguments.every]:
        if not path.is_file():
            continue
        checked += 1
        is_error, found = compare(path.read_bytes(), str(path))
        errors += is_error
        if found is not None:
            different += 1
            if different <= arguments.show:
                print(f"{path}: {found}")
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"CPython {version}: {checked} files, {errors} with errors, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
