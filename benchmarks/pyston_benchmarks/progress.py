"""A progress bar with the time left, on a terminal; plain lines elsewhere, so that a log stays readable."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any


class Progress:
    """Counts steps of one job; used as a context manager. Writes to standard error only."""

    def __init__(self, title: str, total: int) -> None:
        self._title = title
        self._total = total
        self._done = 0
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            try:
                from rich.console import Console
                from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
                from rich.progress import Progress as Bar
            except ImportError:
                return self
            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(elapsed_when_finished=True),
                console=Console(stderr=True),
            )
            self._task = self._bar.add_task(self._title, total=self._total)
            self._bar.start()
        return self

    def advance(self, note: str) -> None:
        """One more step is done; `note` says which."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(self._task, advance=1, description=note)
            return
        passed = time.monotonic() - self._began
        left = passed / self._done * (self._total - self._done)
        print(f"[{self._done}/{self._total}, {left:.0f} s left] {note}", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
