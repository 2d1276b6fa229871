"""`python -m pyston_parser FILE…`: check files, and print their errors the way CPython does."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from pyston_parser.api import parse


def main(arguments: list[str]) -> int:
    """Check each file; 0 if all are well, 1 if one has an error or cannot be read, 2 without files."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: python -m pyston_parser FILE...", file=sys.stderr)
        return 2
    status = 0
    for name in arguments:
        try:
            parse(Path(name).read_bytes(), name)
        except SyntaxError as error:
            sys.stderr.write("".join(traceback.format_exception_only(error)))
            status = 1
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            sys.stderr.write(f"{name}: {error or type(error).__name__}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
