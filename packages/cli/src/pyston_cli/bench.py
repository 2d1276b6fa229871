"""`pyston-cli bench`: hands its words to the benchmarks of the checkout.

The benchmarks are a tool of the repository and no distribution: they are looked for in the folder where the command is
given and those above it, then beside the checkout that this package was installed from.
"""

from __future__ import annotations

import importlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

FOLDER: Final = os.path.join("benchmarks", "pyston_benchmarks")


def bench(words: Sequence[str]) -> int:
    """Run `pyston-cli bench` and return its exit status.

    Args:
        words: what follows `bench` on the command line.
    """
    for folder in _candidates():
        if os.path.isdir(os.path.join(folder, FOLDER)):
            sys.path.insert(0, os.path.join(folder, os.path.dirname(FOLDER)))
            return int(importlib.import_module("pyston_benchmarks.command").main(words))
    print("pyston-cli bench: the benchmarks are part of Pyston's repository: run it in a clone", file=sys.stderr)
    return 2


def _candidates() -> Iterator[str]:
    """The folders that may hold the benchmarks."""
    for start in (os.getcwd(), os.path.dirname(os.path.abspath(__file__))):
        folder = start
        while True:
            yield folder
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
