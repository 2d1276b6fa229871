"""The seam between the first tier and those that compile what it finds hot."""

from __future__ import annotations

from typing import Protocol

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.snapshot import FrameSnapshot


class CompiledCode(Protocol):
    """What a tier made of a unit."""

    @property
    def unit(self) -> CodeUnit:
        """The unit it was made from."""
        ...

    def enter(self, snapshot: FrameSnapshot) -> object | FrameSnapshot:
        """Run from the snapshot's resume point: the entry, or a back-edge (OSR).

        Returns:
            The function's result, or the snapshot at which compiled code gave up (deopt); the interpreter goes on
            there.
        """
        ...

    def invalidate(self) -> None:
        """Never run this code again: an assumption it made is broken."""
        ...


class Tier(Protocol):
    """A compile tier; found under the entry point group `pyston.tiers`."""

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""
        ...

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""
        ...

    def compile(self, unit: CodeUnit, feedback: UnitFeedback) -> CompiledCode | None:
        """Compile a hot unit.

        Returns:
            The code, or None when the tier leaves the unit to the interpreter; `statistics` says why.
        """
        ...

    def statistics(self) -> dict[str, object]:
        """What was compiled and what was not, with reasons: JSON-ready."""
        ...
