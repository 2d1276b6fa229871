"""What the interpreter records of a hot unit fits the unit, as the contract of feedback says."""

from __future__ import annotations

import pytest

from ast_interp import Interpreter
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.contracts.feedback import check_feedback
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.tier import Activation, CompiledCode, Runner
from pyston_runtime.parsers.host import HostParser

PROGRAM = """
class P:
    def __init__(self, x): self.x = x
    def m(self, y): return self.x + y

def f(a, b):
    total = 0
    for i in range(a):
        total += i * b
        if i % 3 == 0: continue
        total = total - len([a, b])
    return total, P(a).m(b)

for n in range(40):
    f(n % 5, 2)
    f(n % 5, 2.5)
"""


class Collector:
    """A tier that compiles nothing and keeps what it is offered."""

    def __init__(self) -> None:
        self.offered: list[tuple[CodeUnit, UnitFeedback]] = []

    @property
    def name(self) -> str:
        return "collector"

    def unavailable(self) -> str | None:
        return None

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner) -> CompiledCode | None:
        self.offered.append((unit, feedback))
        return None

    def activations(self) -> list[Activation]:
        return []

    def statistics(self) -> dict[str, object]:
        return {"offered": len(self.offered)}


def test_recorded_feedback(monkeypatch: pytest.MonkeyPatch) -> None:
    for hook in ("link", "hot_loop", "hot_entry"):
        monkeypatch.setattr(MACHINE, hook, getattr(MACHINE, hook))
    monkeypatch.setenv("PYSTON_TIERING", "entries=1,loops=1,record=4")
    tier = Collector()
    interpreter = Interpreter(HostParser(), (tier,))
    interpreter.execute(interpreter.compile(PROGRAM, "name"), {"__name__": "guest"})
    offered = {unit.qualname: (unit, feedback) for unit, feedback in tier.offered}
    assert {"f", "P.m"} <= set(offered)
    for unit, feedback in tier.offered:
        check_feedback(unit, feedback)
    unit, feedback = offered["f"]
    by_operation = {unit.body().instructions[index].operation: seen for index, seen in feedback.instructions.items()}
    assert set(by_operation["binary"].types[0]) <= {int, float}
    tiers = interpreter.statistics()["tiers"]
    assert isinstance(tiers, dict)
    assert tiers["collector"] == {"offered": len(tier.offered)}
