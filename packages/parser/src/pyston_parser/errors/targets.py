"""What messages call an expression, and which part of an expression cannot be a target."""

from __future__ import annotations

from typing import Final

from .nodes import Node

# By the kinds that the grammar gives its nodes.
EXPRESSION_NAMES: Final = {
    "Attribute": "attribute",
    "Subscript": "subscript",
    "Starred": "starred",
    "NAME": "name",
    "Name": "name",
    "List": "list",
    "Tuple": "tuple",
    "Lambda": "lambda",
    "Call": "function call",
    "BoolOp": "expression",
    "BinOp": "expression",
    "UnaryOp": "expression",
    "GeneratorExp": "generator expression",
    "Yield": "yield expression",
    "Await": "await expression",
    "ListComp": "list comprehension",
    "SetComp": "set comprehension",
    "DictComp": "dict comprehension",
    "Dict": "dict literal",
    "Set": "set display",
    "JoinedStr": "f-string expression",
    "TemplateStr": "t-string expression",
    "NUMBER": "literal",
    "Str": "literal",
    "True": "True",
    "False": "False",
    "None": "None",
    "...": "ellipsis",
    "Compare": "comparison",
    "IfExp": "conditional expression",
    "NamedExpr": "named expression",
}


def expression_name(node: Node) -> str:
    """What a message calls an expression."""
    return EXPRESSION_NAMES.get(node.kind, node.kind)


def elements(node: Node) -> list[Node]:
    """The elements of a tuple, list or other node that holds items, through nested lists."""
    found: list[Node] = []
    waiting = list(reversed(node.items))
    while waiting:
        each = waiting.pop()
        if each.kind == "list of items" or each.kind == "group":
            waiting.extend(reversed(each.items))
        elif each.kind != "absent" and each.kind not in (",", "(", ")", "[", "]"):
            found.append(each)
    return found


def invalid_target(node: Node, use: str) -> Node | None:
    """The first part of a node that cannot be assigned to, bound by `for`, or deleted (`use`); None if all can."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        kind = each.kind
        if kind == "Tuple" or kind == "List":
            waiting.extend(reversed(elements(each)))
        elif kind == "Starred":
            if use == "delete":
                return each
            waiting.append(each.items[1])
        elif kind == "Compare":
            # `for x in y` reads as a comparison: what stands before `in` is the target.
            if use == "for":
                comparison = each.items[1].items[0]
                if comparison.kind == "InPart":
                    waiting.append(each.items[0])
                continue
            return each
        elif kind not in ("NAME", "Name", "Subscript", "Attribute"):
            return each
    return None
