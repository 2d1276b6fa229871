"""One compiled program: the source of its units' bodies, and what was linked of them.

Statistics need every linked unit, and must keep none alive: a program that calls `exec` in a loop would otherwise never
be rid of its trees. So each program has a set of its own, which lives as long as its units do, and which an interpreter
refers to weakly; the counts of what is collected are added to `Counts`.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.bodies import Lowering
from ast_interp.lower.later import Later, QuietParser, let_go, parse_later
from ast_interp.lower.stored import Stored, read_body
from ast_interp.run.machine import Code, Counts
from ast_interp.scopes.scope import Scope
from pyston_runtime.interfaces.code import Body, CodeUnit
from pyston_runtime.interfaces.typed import cast, final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.events import Observer


@final
class Program(Lowering):
    """Lowers the units of one tree.

    Attributes:
        text: what the tree was parsed from, where functions' trees are let go until they are called.
        parser: what parses those again.
        outer: the program that a function's tree comes from, where this is that tree.
        observers: who is told of the units' events.
        collected: where the counts of linked code go when it is collected.
        linked: the linked code of the tree's units.
    """

    def __init__(
        self, scopes: dict[ast.AST, Scope], filename: str, observers: tuple[Observer, ...], collected: Counts
    ) -> None:
        super().__init__(scopes, filename)
        self.text: bytes | None = None
        self.parser: QuietParser | None = None
        self.outer: Program | None = None
        self.observers = observers
        self.collected = collected
        self.linked: set[Code] = set()

    def lower(self, unit: CodeUnit) -> Body:
        """Lower one unit of this tree, and report that."""
        node = unit.node
        if isinstance(node, Later):
            body = self._lower_later(node)
        elif isinstance(node, Stored):
            body = read_body(node, self.filename, self)
        else:
            scope = cast(Scope, node)
            body = self.lower_scope(scope)
            if self.text is not None and (scope.parent is None or scope.unit is not None):
                # lowered for good: what is left of the tree goes
                setattr(scope.node, "body", [])
                for definition in scope.let_go:
                    self.scopes.pop(definition, None)
                scope.let_go = []
                if scope.parent is not None:
                    self.scopes.pop(scope.node, None)
        if self.observers:
            self.notice("lowered", unit, "")
        return body

    def let_go(self, tree: ast.AST, text: bytes, parser: QuietParser) -> None:
        """Keep the text of the tree's functions in place of their trees."""
        self.text = text
        self.parser = parser
        self.scopes = let_go(tree, self.scopes, text, self.filename, self)

    def _lower_later(self, later: Later) -> Body:
        """Lower a function whose tree was let go; what is nested in it belongs to a program of its own."""
        assert self.text is not None and self.parser is not None
        scopes, scope = parse_later(later, self.text, self.filename, self.parser)
        inner = Program(scopes, self.filename, self.observers, self.collected)
        inner.linked = self.linked
        inner.outer = self
        return inner.lower_scope(scope)

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
