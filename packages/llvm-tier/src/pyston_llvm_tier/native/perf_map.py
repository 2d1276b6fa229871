"""`/tmp/perf-PID.map`: the names of compiled code for Linux's `perf report`, a line a function as it is loaded."""

from __future__ import annotations

import os

from pyston_llvm_tier.native.loader import Symbol


class PerfMap:
    """The map of this process, and of those that it forks, each in its own file."""

    def write(self, symbols: dict[str, Symbol], name: str) -> None:
        """Add loaded functions.

        Args:
            symbols: what was loaded.
            name: of the unit; empty for the helpers, which have names of their own.
        """
        lines = [
            f"{found.address:x} {found.size:x} pyston:{f'{name} ({symbol})' if name else symbol}\n"
            for symbol, found in symbols.items()
            if found.code
        ]
        try:
            path = f"/tmp/perf-{os.getpid()}.map"
            place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with open(place, "w", encoding="utf-8", errors="replace") as stream:
                stream.writelines(lines)
        except OSError:
            # whoever asked for it sees that it is not there
            return
