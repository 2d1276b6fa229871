"""One compiled program: the source of its units' bodies, and what was linked of them.

Statistics need every linked unit, and must keep none alive: a program that calls `exec` in a loop would otherwise never
be rid of its trees. So each program has a set of its own, which lives as long as its units do, and which an interpreter
refers to weakly; the counts of what is collected are added to `Counts`.

The stages that make units of trees are imported when there is a tree: what was stored runs without them.
"""

from __future__ import annotations

from ast_interp.lower.places import Later, QuietParser, Text
from ast_interp.lower.stored import Stored, read_body
from ast_interp.process.imports import import_unseen
from ast_interp.run.machine import Code, Counts
from pyston_runtime.interfaces.code import CLASS, MODULE, Body, CodeUnit
from pyston_runtime.interfaces.typed import Final, cast, final, partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast

    from ast_interp.lower.bodies import Lowering
    from ast_interp.scopes.scope import Scope
    from pyston_runtime.interfaces.events import Observer

#: Whether `_import_stages` has been called.
_imported: Final[list[bool]] = []


def _import_stages() -> None:
    import ast_interp.lower.bodies
    import ast_interp.lower.later
    import ast_interp.scopes.analyse  # noqa: F401
    from ast_interp.link.table import FAMILIES, load_rows

    # what the program needs is not known
    load_rows(list(FAMILIES))
    _imported.append(True)


@final
class Program:
    """Lowers the units of one tree; the BodySource of all of them.

    Attributes:
        filename: as for units.
        lowering: the stage that lowers the tree; None where there is none, because the units were stored.
        text: what the tree was parsed from, where functions' trees are let go until they are called.
        parser: what parses those again.
        outer: the program that a function's tree comes from, where this is that tree.
        observers: who is told of the units' events.
        collected: where the counts of linked code go when it is collected.
        linked: the linked code of the tree's units.
        grown: whether anything was lowered that was not stored.
        warned: whether anything in the text was warned of.
    """

    def __init__(self, filename: str, observers: tuple[Observer, ...], collected: Counts) -> None:
        self.filename = filename
        self.lowering: Lowering | None = None
        self.text: Text | None = None
        self.parser: QuietParser | None = None
        self.outer: Program | None = None
        self.observers = observers
        self.collected = collected
        self.linked: set[Code] = set()
        self.grown = False
        self.warned = False

    def unit_of_tree(self, tree: ast.AST, flags: int, text: bytes | None, parser: QuietParser | None) -> CodeUnit:
        """The unit of a tree.

        Args:
            tree: the tree.
            flags: `__future__` compiler flags.
            text: its text, where the trees of its functions are to be let go until they are called.
            parser: what parses those again.

        Raises:
            SyntaxError: what the host's symbol table or compiler refuses.
        """
        if not _imported:
            import_unseen(_import_stages)
        from ast_interp.lower.bodies import Lowering
        from ast_interp.lower.later import let_go
        from ast_interp.lower.units import CO_FUTURE_ANNOTATIONS
        from ast_interp.process.depth import with_room
        from ast_interp.scopes.analyse import analyse

        analysed = with_room(partial(analyse, tree, self.filename, bool(flags & CO_FUTURE_ANNOTATIONS)))
        scopes = cast("dict[ast.AST, Scope]", analysed)
        self.warned = scopes[tree].warned
        if text is not None:
            self.text = Text(text)
            self.parser = parser
            scopes = let_go(tree, scopes, text, self.filename, self)
        self.lowering = Lowering(scopes, self.filename, self)
        return self.lowering.unit(tree)

    def lower(self, unit: CodeUnit) -> Body:
        """Lower one unit of this tree, and report that."""
        node = unit.node
        if isinstance(node, Stored):
            body = read_body(node, self.filename, self)
        elif isinstance(node, Later):
            body = self._lower_later(node)
        else:
            body = self._lower_scope(cast("Scope", node))
        if self.observers:
            self.notice("lowered", unit, "")
        return body

    def _lower_scope(self, scope: Scope) -> Body:
        lowering = self.lowering
        assert lowering is not None
        body = lowering.lower_scope(scope)
        if self.text is not None and (scope.parent is None or scope.unit is not None):
            # lowered for good: what is left of the tree goes
            setattr(scope.node, "body", [])
            for definition in scope.let_go:
                lowering.scopes.pop(definition, None)
            scope.let_go = []
            if scope.parent is not None:
                lowering.scopes.pop(scope.node, None)
        return body

    def _lower_later(self, later: Later) -> Body:
        """Lower a function whose tree was let go; what is nested in it belongs to a program of its own."""
        assert self.text is not None and self.parser is not None
        if not _imported:
            import_unseen(_import_stages)
        from ast_interp.lower.bodies import Lowering
        from ast_interp.lower.later import parse_later
        from ast_interp.scopes.scope import COMPREHENSION

        self.grown = True
        scopes, scope = parse_later(later, self.text.plain(), self.filename, self.parser)
        inner = Program(self.filename, self.observers, self.collected)
        inner.linked = self.linked
        inner.outer = self
        inner.lowering = Lowering(scopes, self.filename, inner)
        body = inner.lowering.lower_scope(scope)
        if len([one for one in scopes.values() if one.kind != COMPREHENSION]) == len(later.classes) + 2:
            # no unit is left to be lowered: the scopes refer to each other, and must not wait for a collection
            inner.lowering = None
            for one in scopes.values():
                one.let_loose()
        return body

    def finish(self) -> None:
        """Let go of what only the module's and its classes' own statements needed, which will not run again."""
        lowering = self.lowering
        done = self.text is not None and lowering is not None and len(lowering.scopes) == 1
        for code in list(self.linked):
            unit = code.unit
            if unit.kind == MODULE or (unit.kind == CLASS and "<locals>" not in unit.qualname):
                self.linked.discard(code)
                if done and not isinstance(unit.node, Stored):
                    scope = cast("Scope", unit.node)
                    scope.unit = None
                    scope.let_loose()
        if done:
            self.lowering = None
            self.grown = True
        if self.text is not None:
            self.text.put_away()

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
