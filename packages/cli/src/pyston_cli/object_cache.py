"""`pyston-cli cache`: how much object code is kept from one run to the next, and removing it."""

from __future__ import annotations

import sys

from pyston_cli.compose import object_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = "usage: pyston-cli cache (info | clear)"


def cache(words: Sequence[str]) -> int:
    """Run the command and return the exit status.

    Args:
        words: what follows `pyston-cli cache` on the command line.
    """
    if list(words) in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if list(words) not in (["info"], ["clear"]):
        print(USAGE, file=sys.stderr)
        return 2
    store = object_cache()
    if store is None:
        print("the cache is off")
        return 0
    if words[0] == "clear":
        removed = store.clear()
        print(f"removed {removed.files} files, {_megabytes(removed.bytes)}")
        return 0
    size = store.size()
    print(f"folder: {store.folder}")
    print(f"files:  {size.files}")
    print(f"size:   {_megabytes(size.bytes)} of at most {_megabytes(store.limit)}")
    return 0


def _megabytes(count: int) -> str:
    return f"{count / 2**20:,.1f} MiB"
