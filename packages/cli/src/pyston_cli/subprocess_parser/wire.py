"""Reads the serialised form that `child` documents, and makes the host's `ast` nodes of it."""

from __future__ import annotations

import _ast
import builtins
from array import array
from sys import byteorder

from pyston_cli.subprocess_parser.child import CONSTANT, FIRST_CLASS, LIST, PLACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast


class WireError(Exception):
    """What the child sent cannot be a tree of this host; the message says why."""


class NodeClass:
    """One class of the child's `ast` and what the host makes of it.

    A field that the host lacks must be empty in every tree. One that the child lacks becomes an empty list, or where it
    is optional, and so has a default in the host's class, stays None.

    Args:
        name: of the class.
        fields: as the child's class has them.
        attributes: the same.
    """

    def __init__(self, name: str, fields: tuple[str, ...], attributes: tuple[str, ...]) -> None:
        self.name = name
        self.fields = fields
        self.placed = bool(attributes)
        self.own: type[ast.AST] | None = getattr(_ast, name, None)
        own_fields = self.own._fields if self.own is not None else ()
        self.unknown = [field for field in fields if field not in own_fields]
        self.lacking = [field for field in own_fields if field not in fields and not hasattr(self.own, field)]
        # `Load()`, `Add()` and their like are one object each, as the host makes them.
        self.shared: ast.AST | None = self.own() if self.own is not None and not own_fields and not attributes else None

    def build(self, values: list[object], place: tuple[int, ...] | None) -> ast.AST:
        """Make a node of the values of its fields."""
        if self.own is None:
            raise WireError(f"this host's ast has no {self.name}")
        if self.shared is not None:
            return self.shared
        node: ast.AST = self.own.__new__(self.own)
        for field, value in zip(self.fields, values, strict=True):
            setattr(node, field, value)
        for field in self.unknown:
            if getattr(node, field) not in (None, []):
                raise WireError(f"this host's ast.{self.name} has no {field}")
            delattr(node, field)
        for field in self.lacking:
            setattr(node, field, [])
        if place is not None:
            for name, number in zip(PLACE, place, strict=True):
                setattr(node, name, number)
        return node


def decode(classes: list[NodeClass], words: bytes, constants: tuple[object, ...], places: bytes) -> ast.AST:
    """Run a tree's program and return the tree.

    Raises:
        WireError: the host's `ast` cannot express it, or it is no such program.
    """
    code = _numbers("I", words)
    positions = _numbers("i", places)
    stack: list[object] = []
    at = at_place = 0
    try:
        while at < len(code):
            word = code[at]
            at += 1
            if word == CONSTANT:
                stack.append(constants[code[at]])
                at += 1
            elif word == LIST:
                start = len(stack) - code[at]
                at += 1
                stack[start:] = [stack[start:]]
            else:
                node_class = classes[word - FIRST_CLASS]
                start = len(stack) - len(node_class.fields)
                values = stack[start:]
                del stack[start:]
                place = None
                if node_class.placed:
                    place = tuple(positions[at_place : at_place + 4])
                    at_place += 4
                stack.append(node_class.build(values, place))
        (tree,) = stack
    except (IndexError, ValueError) as error:
        raise WireError(f"the serialised tree is damaged: {error}") from error
    if not isinstance(tree, _ast.AST):
        raise WireError("the serialised tree is no node")
    return tree


def _numbers(kind: str, data: bytes) -> array[int]:
    numbers = array(kind)
    numbers.frombytes(data)
    if byteorder != "little":
        numbers.byteswap()
    return numbers


def exception(name: str, arguments: tuple[object, ...]) -> BaseException:
    """The exception that parsing ended with in the child: one of the host's own classes, never another."""
    kind = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        return kind(*arguments)
    return WireError(f"the parser ended with {name}{arguments}")
