"""What a block of code knows about its names.

Comprehensions (but not generator expressions) have a scope of their own and yet run in the frame of the block around
them, on every host version: `Scope.owner` is the scope whose frame it is.
"""

from __future__ import annotations

import _ast as ast

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Final, final

# what a scope does with a name: bits of Scope.uses
USED: Final = 1
BOUND: Final = 2
PARAMETER: Final = 4
GLOBAL: Final = 8
NONLOCAL: Final = 16
DELETED: Final = 32
ANNOTATED: Final = 64
IMPORTED: Final = 128
ITERATED: Final = 256
WALRUS: Final = 512

# where a name lives that is no variable of a frame
GLOBAL_PLACE: Final = "global"
NAME_PLACE: Final = "name"

# the kinds of scope
MODULE: Final = "module"
CLASS: Final = "class"
FUNCTION: Final = "function"
LAMBDA: Final = "lambda"
COMPREHENSION: Final = "comprehension"
GENERATOR: Final = "generator expression"
TYPE_PARAMETERS: Final = "type parameters"


@final
class Variable:
    """A name bound in a function-like scope: a slot of that scope's frame.

    Attributes:
        name: the (mangled) name.
        scope: the scope that binds it.
        captured: whether another frame refers to it, so that the slot holds a cell.
    """

    def __init__(self, name: str, scope: Scope) -> None:
        self.name = name
        self.scope = scope
        self.captured = False


@final
class Scope:
    """One scope.

    Attributes:
        kind: one of the kinds above.
        name: as in `co_name`.
        node: the tree node that opens it.
        parent: the scope around it; None for a module.
        owner: the scope in whose frame its code runs (itself, but for inlined comprehensions).
        private: the class name that mangles `__names`, or None.
        uses: name -> bits, in order of first appearance.
        variables: what it binds as slots (function-like scopes; `__class__` of a class).
        places: every used name -> its Variable, GLOBAL_PLACE or NAME_PLACE.
        free: the variables of outer frames that its frame needs, in closure order.
        parameters: the parameter names in `co_varnames` order.
        is_generator, is_coroutine: whether it yields, whether it is `async` or awaits.
        has_await: whether it awaits (an async generator expression, `await` at module level).
        words: what an annotation scope is called in error messages.
        class_scope: for annotation scopes inside a class, that class.
        future_annotations: whether annotations are kept as text (PEP 563).
        static_attributes: what the methods of a class store on `self`, where their trees may be gone by then.
        let_go: the definitions in it whose trees were let go.
        warned: of a tree's own scope: whether something in the tree was warned of.
        unit: the code unit, where it was made ahead of time (`ast_interp.lower.later`).
    """

    def __init__(self, kind: str, name: str, node: ast.AST, parent: Scope | None, private: str | None) -> None:
        self.kind = kind
        self.name = name
        self.node = node
        self.parent = parent
        self.private = private
        self.owner: Scope = self
        if kind == COMPREHENSION and parent is not None:
            self.owner = parent.owner
        self.children: list[Scope] = []
        self.uses: dict[str, int] = {}
        self.variables: dict[str, Variable] = {}
        self.places: dict[str, Variable | str] = {}
        self.free: list[Variable] = []
        self.parameters: list[str] = []
        self.is_generator = False
        self.is_coroutine = False
        self.has_await = False
        self.words = "the definition of a generic"
        self.class_scope: Scope | None = None
        self.future_annotations: bool = False if parent is None else parent.future_annotations
        self.static_attributes: tuple[str, ...] | None = None
        self.let_go: list[ast.AST] = []
        self.warned = False
        self.unit: CodeUnit | None = None
        if parent is not None:
            parent.children.append(self)

    def let_loose(self) -> None:
        """Forget what leads back here from what it leads to: for a scope that has served its purpose."""
        self.children = []
        self.uses = {}
        self.variables = {}
        self.places = {}
        self.free = []
        self.let_go = []
        self.class_scope = None
        if self.parent is not None:
            self.owner = self.parent
            self.parent = None

    def function_like(self) -> bool:
        """Whether names bound here are slots that inner scopes can capture."""
        return self.kind != MODULE and self.kind != CLASS

    def nested(self) -> bool:
        """Whether a function encloses it (CO_NESTED)."""
        scope = self.parent
        while scope is not None:
            if scope.function_like():
                return True
            scope = scope.parent
        return False

    def add(self, name: str, bits: int) -> None:
        """Note that the scope does `bits` with `name`."""
        self.uses[name] = self.uses.get(name, 0) | bits

    def qualname(self) -> str:
        """The qualified name (PEP 3155)."""
        parent = self.parent
        while parent is not None and parent.kind == TYPE_PARAMETERS:
            parent = parent.parent
        if parent is None or parent.kind == MODULE:
            return self.name
        if self.kind in (FUNCTION, CLASS) and parent.uses.get(mangle(parent.private, self.name), 0) & GLOBAL:
            return self.name
        base = parent.qualname()
        return f"{base}.{self.name}" if parent.kind == CLASS else f"{base}.<locals>.{self.name}"


def mangle(private: str | None, name: str) -> str:
    """Mangle a private name (language reference 6.2.1): `__x` in class `_C` is `_C__x`."""
    if private is None or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    stripped = private.lstrip("_")
    return f"_{stripped}{name}" if stripped else name
