"""What an interpreter reports to those who watch it: tracers, debuggers, statistics."""

from __future__ import annotations

from dataclasses import dataclass

from pyston_runtime.interfaces.code import CodeUnit, Position
from pyston_runtime.interfaces.typed import Protocol


@dataclass(frozen=True, slots=True)
class UnitEvent:
    """A unit changed its state.

    Attributes:
        kind: "lowered", "compiled", "deopt", "invalidated" or "refused".
        unit: the unit.
        position: where, for a deopt.
        reason: in words; empty where none is needed.
    """

    kind: str
    unit: CodeUnit
    position: Position | None
    reason: str


class Observer(Protocol):
    """Receives events, in the thread where they happen; must not raise."""

    def notice(self, event: UnitEvent) -> None:
        """Take one event."""
        ...
