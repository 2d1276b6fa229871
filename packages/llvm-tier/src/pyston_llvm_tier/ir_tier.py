"""The tier `ir`: the typed IR run by the reference interpreter.

It is slow and needs no LLVM: the old Pyston's flow for comparison, and the oracle of the code generator.
"""

from __future__ import annotations

from pyston_llvm_tier.build.builder import Tried, Unsupported
from pyston_llvm_tier.build.flow import build
from pyston_llvm_tier.passes.pipeline import run_passes
from pyston_llvm_tier.reference.machine import ReferenceCode, activations
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.tier import Activation, Runner


class IrTier:
    """`pyston_runtime.interfaces.tier.Tier`, registered as `ir` under the entry point group `pyston.tiers`."""

    def __init__(self) -> None:
        self._compiled = 0
        #: By body; a unit that is hot keeps its body for good.
        self._tried: dict[int, Tried] = {}
        self._refused: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""
        return "ir"

    def unavailable(self) -> str | None:
        """It is always available."""
        return None

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner) -> ReferenceCode | None:
        """Build and verify the IR of a unit."""
        try:
            tried = self._tried.setdefault(id(unit.body()), {})
            function = run_passes(build(unit, feedback, tried), True)
        except Unsupported as reason:
            self._refused[f"{unit.filename}:{unit.first_line} {unit.qualname}"] = str(reason)
            return None
        self._compiled += 1
        return ReferenceCode(function, feedback, unset, runner)

    def activations(self) -> list[Activation]:
        """What runs IR in this thread, the innermost first."""
        return activations()

    def statistics(self) -> dict[str, object]:
        """What was built, and what was refused and why."""
        return {"compiled": self._compiled, "refused": dict(self._refused)}
