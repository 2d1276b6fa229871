"""The tier as the interpreter sees it. It compiles nothing yet, and says so when asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.feedback import UnitFeedback
    from pyston_runtime.interfaces.tier import CompiledCode, Resume

_REASON = "this version of pyston-llvm-tier compiles nothing yet"


class LlvmTier:
    """`pyston_runtime.interfaces.tier.Tier`, registered as `llvm` under the entry point group `pyston.tiers`."""

    def __init__(self) -> None:
        self._asked = 0

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""
        return "llvm"

    def unavailable(self) -> str | None:
        """Why the tier stays off."""
        return _REASON

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, resume: Resume) -> CompiledCode | None:
        """Leave every unit to the interpreter."""
        self._asked += 1
        return None

    def statistics(self) -> dict[str, object]:
        """Nothing compiled, the reason, and how many units were offered in vain."""
        return {"compiled": 0, "offered": self._asked, "unavailable": _REASON}
