"""`pyston-cli cache`: how much code is kept from one run to the next, and removing it."""

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
    from pyston_runtime.imports.scripts import forget_scripts, scripts_folder, stored_scripts

    store = object_cache()
    if words[0] == "clear":
        files, size = forget_scripts()
        if store is not None:
            removed = store.clear()
            files, size = files + removed.files, size + removed.bytes
        print(f"removed {files} files, {_megabytes(size)}")
        return 0
    files, size = stored_scripts()
    print(f"scripts: {files} files, {_megabytes(size)}, in {scripts_folder()}")
    if store is None:
        print("objects: the cache is off")
    else:
        found = store.size()
        limit = _megabytes(store.limit)
        print(f"objects: {found.files} files, {_megabytes(found.bytes)} of at most {limit}, in {store.folder}")
    return 0


def _megabytes(count: int) -> str:
    return f"{count / 2**20:,.1f} MiB"
