"""One compiled program: the source of its units' bodies, and what was linked of them.

Statistics need every linked unit, and must keep none alive: a program that calls `exec` in a loop would otherwise never
be rid of its trees. So each program has a set of its own, which lives as long as its units do, and which an interpreter
refers to weakly; the counts of what is collected are added to `Counts`.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.bodies import Lowering
from ast_interp.run.machine import Code, Counts
from ast_interp.scopes.scope import Scope
from pyston_runtime.interfaces.code import Body, CodeUnit
from pyston_runtime.interfaces.typed import final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.events import Observer


@final
class Program(Lowering):
    """Lowers the units of one tree.

    Attributes:
        observers: who is told of the units' events.
        collected: where the counts of linked code go when it is collected.
        linked: the linked code of the tree's units.
    """

    def __init__(
        self, scopes: dict[ast.AST, Scope], filename: str, observers: tuple[Observer, ...], collected: Counts
    ) -> None:
        super().__init__(scopes, filename)
        self.observers = observers
        self.collected = collected
        self.linked: set[Code] = set()

    def lower(self, unit: CodeUnit) -> Body:
        """Lower one unit of this tree, and report that."""
        body = super().lower(unit)
        if self.observers:
            self.notice("lowered", unit, "")
        return body

    def notice(self, kind: str, unit: CodeUnit, reason: str) -> None:
        """Report an event of a unit that has no position."""
        from pyston_runtime.interfaces.events import UnitEvent

        event = UnitEvent(kind, unit, None, reason)
        for observer in self.observers:
            observer.notice(event)

    def add(self, code: Code) -> None:
        """Count linked code in, for as long as it lives and after."""
        code.collected = self.collected
        self.linked.add(code)
