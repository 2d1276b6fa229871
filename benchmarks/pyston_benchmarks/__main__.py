"""`python -m pyston_benchmarks`, the same as `pyston-cli bench`."""

from __future__ import annotations

import sys

from pyston_benchmarks.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
