"""Let the trees of functions go until the functions are called.

Most functions of a large program never are, and a tree takes thirty times the room of its text: every collection of
the host's would go through all of them. So when a text has been parsed and analysed, its functions' units are made
and their bodies forgotten; a function that is called is parsed and analysed again by itself. That costs the parse of
what is called twice, and saves most of the collections of a start.

Before: the tree of `class A: def f(self): return 1`. After: the same without the `return`, and a unit of `A.f` whose
`node` is the `Later` that tells where its text is.

What stays as it is: functions inside of others (they go with those), those with type parameters around them (whose
scopes they share), and what does not stand on lines of its own.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.places import Later, QuietParser
from ast_interp.lower.units import CLASS_EXTRAS, static_attributes, unit_of
from ast_interp.process.depth import with_room
from ast_interp.scopes.analyse import analyse
from ast_interp.scopes.scope import CLASS, FUNCTION, GLOBAL, Scope, mangle
from pyston_runtime.interfaces.code import BodySource
from pyston_runtime.interfaces.typed import Any, cast, partial


def let_go(
    tree: ast.AST, scopes: dict[ast.AST, Scope], text: bytes, filename: str, source: BodySource
) -> dict[ast.AST, Scope]:
    """Forget the bodies of the functions of a module.

    Args:
        tree: the module; it is changed.
        scopes: its scopes.
        text: what it was parsed from, as `plain_text` gives it.
        filename: as for units.
        source: what is to lower them.

    Returns:
        The scopes that are left.
    """
    gone = _Forgetting(text, filename, source)
    gone.functions_of(scopes[tree], ())
    forgotten = gone.forgotten
    return {node: scope for node, scope in scopes.items() if scope not in forgotten}


class _Forgetting:
    """One pass over the scopes that are no function's.

    Classes get their one unit as well, so that what is left of their trees can go when that is lowered.
    """

    def __init__(self, text: bytes, filename: str, source: BodySource) -> None:
        self.text = text
        self.filename = filename
        self.source = source
        self.forgotten: set[Scope] = set()
        self.starts: list[int] = [0, 0]
        position = 0
        for line in text.splitlines(keepends=True):
            position += len(line)
            self.starts.append(position)

    def functions_of(self, scope: Scope, classes: tuple[str, ...]) -> None:
        """Forget the functions that stand directly in a module or class."""
        kept: list[Scope] = []
        for child in scope.children:
            if child.kind == FUNCTION:
                later = self.later(child, classes)
                if later is not None:
                    self.forget(child, later)
                    scope.let_go.append(child.node)
                    continue
            elif child.kind == CLASS and not _declared_global(child):
                child.unit = unit_of(child, self.filename, self.source)
                if CLASS_EXTRAS:
                    child.static_attributes = static_attributes(cast(ast.ClassDef, child.node))
                self.functions_of(child, (*classes, child.name))
            kept.append(child)
        scope.children = kept

    def later(self, scope: Scope, classes: tuple[str, ...]) -> Later | None:
        """Where the text of a function is; None where it has to be kept."""
        node = cast(ast.FunctionDef, scope.node)
        line = node.lineno
        last = node.end_lineno
        column = node.col_offset
        if last is None or line < 1 or last + 1 >= len(self.starts) or _declared_global(scope):
            return None
        text = self.text
        start = self.starts[line]
        continued = start > 1 and text[start - 2 : start - 1] == b"\\"
        if continued or text[start : start + column].strip(b" \t"):
            return None
        return Later(start, self.starts[last + 1], line, column, classes, scope.future_annotations)

    def forget(self, scope: Scope, later: Later) -> None:
        """Make the unit of a function, and take everything away that only its body needs."""
        unit = unit_of(scope, self.filename, self.source)
        unit.node = later
        scope.unit = unit
        cast(ast.FunctionDef, scope.node).body = []
        for inner in scope.children:
            self.drop(inner)
        assert scope.parent is not None
        scope.owner = scope.parent
        scope.children = []
        scope.uses = {}
        scope.places = {}
        scope.variables = {}

    def drop(self, scope: Scope) -> None:
        """Forget a scope; its references to itself go, so that no collection is needed."""
        self.forgotten.add(scope)
        for inner in scope.children:
            self.drop(inner)
        assert scope.parent is not None
        scope.owner = scope.parent
        scope.children = []
        scope.places = {}
        scope.variables = {}
        scope.free = []


def _declared_global(scope: Scope) -> bool:
    """Whether the name of a definition is declared global where it stands, which its qualified name tells."""
    parent = scope.parent
    return parent is not None and bool(parent.uses.get(mangle(parent.private, scope.name), 0) & GLOBAL)


def parse_later(later: Later, text: bytes, filename: str, parser: QuietParser) -> tuple[dict[ast.AST, Scope], Scope]:
    """Parse and analyse a function again.

    Args:
        later: the function.
        text: the program's text.
        filename: as for `analyse`.
        parser: what parses.

    Returns:
        The scopes of its tree, and its own.
    """
    piece = text[later.start : later.end]
    before = later.line - 1
    if later.column:
        piece = b"if 1:\n" + piece
        before -= 1
    tree: Any = parser.parse_again(piece, filename, before)
    function: ast.AST = tree.body[0].body[0] if later.column else tree.body[0]
    around: Any = function
    for name in reversed(later.classes):
        around = _class_around(name, around)
    module = ast.Module([around], [])
    analysed = with_room(partial(analyse, module, filename, later.future_annotations, False))
    scopes = cast("dict[ast.AST, Scope]", analysed)
    return scopes, scopes[function]


def _class_around(name: str, inner: ast.stmt) -> ast.ClassDef:
    node = cast(Any, ast.ClassDef)(name, [], [], [inner], [])
    setattr(node, "type_params", [])
    node.lineno = node.end_lineno = inner.lineno
    node.col_offset = node.end_col_offset = 0
    return cast(ast.ClassDef, node)
