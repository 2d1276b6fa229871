"""Until something is hot: count, and import nothing of what a program without hot code has no use for."""

from __future__ import annotations

from ast_interp.process.imports import import_unseen
from ast_interp.run.machine import Frame, Op
from ast_interp.run.wiring import MACHINE
from ast_interp.tiering.thresholds import Thresholds, thresholds
from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import Any, cast, final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.tiering.control import Tiering
    from pyston_runtime.interfaces.tier import Tier


@final
class ColdStart:
    """The hooks of a running interpreter that no unit has become hot in yet.

    Attributes:
        tiers: what compiles, in the order in which they are asked.
        tiering: what takes over when the first unit is hot.
    """

    def __init__(self, tiers: tuple[Tier, ...], unset: object) -> None:
        self.tiers = tiers
        self.unset = unset
        self.thresholds: Thresholds = thresholds()
        self.tiering: Tiering | None = None

    def install(self) -> None:
        """Take part in the run."""
        if self.thresholds.entries == 1 or self.thresholds.loops == 1:
            import_unseen(self.take_over)
            return
        MACHINE.hot_loop = self.loop
        MACHINE.hot_entry = self.entry

    def loop(self, frame: Frame, head: int) -> Op | None:
        """A loop has gone round another 256 times."""
        if frame.code.back_edges < self.thresholds.loops:
            return None
        self.take_over_under(frame)
        hot = MACHINE.hot_loop
        return None if hot is None else hot(frame, head)

    def entry(self, frame: Frame) -> None:
        """A function has been entered another 1024 times."""
        if frame.code.entries < self.thresholds.entries:
            return
        self.take_over_under(frame)
        hot = MACHINE.hot_entry
        if hot is not None:
            hot(frame)

    def take_over_under(self, frame: Frame) -> None:
        """Let the tiers take part while a program runs, which sees nothing of it.

        What they import may be guest code (`--include`) and hot itself, so nobody asks here meanwhile.
        """
        MACHINE.hot_loop = None
        MACHINE.hot_entry = None
        hold_signals, let_signals_in = cast(Any, past_the_program(_signals))
        before = hold_signals()
        try:
            import_unseen(self.take_over)
        finally:
            let_signals_in(frame, before)

    def take_over(self) -> None:
        """Let the tiers take part."""
        from ast_interp.tiering.control import Tiering

        self.tiering = Tiering(self.tiers, self.unset, self.thresholds)
        self.tiering.install()

    def statistics(self) -> dict[str, object]:
        """What was hot, what was compiled, what was left and why: JSON-ready."""
        if self.tiering is None:
            from ast_interp.tiering.control import Tiering

            return Tiering(self.tiers, self.unset, self.thresholds).statistics()
        return self.tiering.statistics()


def _signals() -> object:
    from ast_interp.tiering.signals import hold_signals, let_signals_in

    return hold_signals, let_signals_in
