"""Lower the reading, writing and deleting of names."""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.lower.builder import ANY, Builder
from ast_interp.scopes.scope import CLASS, COMPREHENSION, GLOBAL_PLACE, MODULE, Variable
from pyston_runtime.interfaces.typed import Final

#: Before 3.12 comprehensions are functions, to which the names of the block around them are free (PEP 709).
_COMPREHENSION_CLOSURES: Final = sys.version_info < (3, 12)


def load_name(b: Builder, name: str, node: ast.AST, wanted: int = ANY) -> int:
    """Read a name; a bound local is its own slot, with no instruction at all.

    Args:
        name: the name as written.
        node: where it stands.
        wanted: the slot to put it into, or ANY.

    Returns:
        The slot that holds the value.
    """
    identifier = b.mangled(name)
    place = b.scope.places.get(identifier, GLOBAL_PLACE)
    b.at(node)
    if not isinstance(place, Variable):
        class_scope = b.scope.class_scope
        slot = b.destination(wanted)
        if class_scope is not None and identifier != "__classdict__":
            _load_classdict_name(b, slot, identifier, node)
        else:
            b.emit("load_global" if place == GLOBAL_PLACE else "load_name", slot, (), identifier)
        return slot
    source = b.slots[place]
    if place.captured:
        slot = b.destination(wanted)
        if b.scope.kind == CLASS and place.scope is not b.owner:
            b.emit("load_class_cell", slot, (source,), identifier)
        elif b.scope.class_scope is not None and identifier != "__classdict__" and place.scope is not b.scope:
            _load_classdict_cell(b, slot, source, identifier)
        else:
            free = place.scope.owner is not b.owner or place.scope.kind == CLASS or _shown_as_free(b, place)
            b.emit("load_cell", slot, (source,), (identifier, free))
        return slot
    if place in b.unsure or place not in b.bound:
        immediate: object = (identifier, True) if _shown_as_free(b, place) else identifier
        b.emit("check_bound", operands=(source,), immediate=immediate)
        if place not in b.unsure:
            b.bound.add(place)
    if wanted != ANY:
        if wanted != source:
            b.emit("move", wanted, (source,))
        return wanted
    if place in b.rebound:
        # an assignment expression further right must not change what was read here
        slot = b.temporary()
        b.emit("move", slot, (source,))
        return slot
    b.touch()
    return source


def _shown_as_free(b: Builder, place: Variable) -> bool:
    """Whether an error speaks of a free variable: on 3.11 comprehensions are functions, and see the block around so."""
    return _COMPREHENSION_CLOSURES and b.scope.kind == COMPREHENSION and place.scope is not b.scope


def _load_classdict_name(b: Builder, slot: int, identifier: str, node: ast.AST) -> None:
    """A name in an annotation scope inside a class: the class's namespace first, then globals (PEP 695)."""
    mark = b.top
    namespace = load_name(b, "__classdict__", node)
    b.emit("load_class_global", slot, (namespace,), identifier)
    b.top = mark


def _load_classdict_cell(b: Builder, slot: int, source: int, identifier: str) -> None:
    namespace_place = b.scope.places["__classdict__"]
    assert isinstance(namespace_place, Variable)
    mark = b.top
    namespace = b.temporary()
    b.emit("load_cell", namespace, (b.slots[namespace_place],), ("__classdict__", True))
    b.emit("load_class_cell", slot, (source, namespace), identifier)
    b.top = mark


def local_slot(b: Builder, name: str) -> int:
    """The slot of a plain local that may be written directly, or ANY."""
    place = b.scope.places.get(b.mangled(name))
    if isinstance(place, Variable) and not place.captured:
        return b.slots[place]
    return ANY


def mark_bound(b: Builder, name: str) -> None:
    """Note that a local was just written."""
    place = b.scope.places.get(b.mangled(name))
    if isinstance(place, Variable) and place not in b.unsure:
        b.bound.add(place)


def store_name(b: Builder, name: str, source: int, node: ast.AST) -> None:
    """Write a name."""
    identifier = b.mangled(name)
    place = b.scope.places.get(identifier, GLOBAL_PLACE)
    b.at(node)
    if isinstance(place, Variable):
        slot = b.slots[place]
        if place.captured:
            b.emit("store_cell", operands=(slot, source))
        elif slot != source:
            b.emit("move", slot, (source,))
        if place not in b.unsure:
            b.bound.add(place)
    elif place == GLOBAL_PLACE:
        b.emit("store_global", operands=(source,), immediate=identifier)
    else:
        b.emit("store_name", operands=(source,), immediate=identifier)


def delete_name(b: Builder, name: str, node: ast.AST) -> None:
    """Delete a name."""
    identifier = b.mangled(name)
    place = b.scope.places.get(identifier, GLOBAL_PLACE)
    b.at(node)
    if isinstance(place, Variable):
        slot = b.slots[place]
        if place.captured:
            b.emit("delete_cell", operands=(slot,), immediate=(identifier, place.scope.owner is not b.owner))
        else:
            b.emit("delete_local", operands=(slot,), immediate=identifier)
    elif place == GLOBAL_PLACE:
        b.emit("delete_global", immediate=identifier)
    else:
        b.emit("delete_name", immediate=identifier)


def in_namespace(b: Builder) -> bool:
    """Whether names of this block live in a mapping (module or class)."""
    return b.owner.kind in (MODULE, CLASS) and b.scope is b.owner
