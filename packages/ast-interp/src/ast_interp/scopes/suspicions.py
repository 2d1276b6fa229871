"""What CPython's compiler warns of (SyntaxWarning): code that cannot be meant as written.

The checks are made while the tree is walked; the warnings are issued when nothing in it was refused, as CPython does,
whose compiler warns in a later pass than it refuses. A warning that a filter turns into an error is a SyntaxError.
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.errors import syntax_error
from pyston_runtime.interfaces.typed import Any, Final, cast

_NAMES_TYPE: Final = sys.version_info >= (3, 12)
_TYPES: Final = {
    "Tuple": "tuple",
    "List": "list",
    "ListComp": "list",
    "Dict": "dict",
    "DictComp": "dict",
    "Set": "set",
    "SetComp": "set",
    "GeneratorExp": "generator",
    "Lambda": "function",
    "JoinedStr": "str",
    "FormattedValue": "str",
}
_NEVER_CALLABLE: Final = frozenset(_TYPES) - {"Lambda"}
_NEVER_INDEXABLE: Final = frozenset({"Set", "SetComp", "GeneratorExp", "Lambda"})
_INTEGER_INDEXED: Final = frozenset({"Tuple", "List", "ListComp", "JoinedStr", "FormattedValue"})

#: The kinds of nodes that are looked at.
KINDS: Final = frozenset({"Call", "Subscript", "Compare", "Assert"})


class Suspicions:
    """The warnings collected so far, each with the node it points at."""

    def __init__(self) -> None:
        self.found: list[tuple[ast.AST, str]] = []

    def look(self, name: str, node: ast.AST) -> None:
        """Look at a node of one of `KINDS`."""
        if name == "Call":
            function = cast(ast.Call, node).func
            kind = type(function).__name__
            if kind == "Constant" or kind in _NEVER_CALLABLE:
                shown = _type_name(function)
                self.add(function, f"'{shown}' object is not callable; perhaps you missed a comma?")
        elif name == "Subscript":
            self._subscript(cast(ast.Subscript, node))
        elif name == "Compare":
            self._comparison(cast(ast.Compare, node))
        else:
            test = cast(ast.Assert, node).test
            if isinstance(test, ast.Tuple) and test.elts:
                self.add(node, "assertion is always true, perhaps remove parentheses?")

    def add(self, node: ast.AST, message: str) -> None:
        """Note a warning."""
        self.found.append((node, message))

    def _subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            return
        target = node.value
        kind = type(target).__name__
        value = target.value if isinstance(target, ast.Constant) else None
        number = value is None or value is ... or isinstance(value, (int, float, complex, frozenset))
        if kind in _NEVER_INDEXABLE or (kind == "Constant" and number):
            shown = _type_name(target)
            self.add(target, f"'{shown}' object is not subscriptable; perhaps you missed a comma?")
            return
        if kind in _INTEGER_INDEXED or (kind == "Constant" and isinstance(value, (str, bytes, tuple))):
            index = node.slice
            found = _type_name(index)
            if found is not None and found not in ("int", "bool", "slice"):
                message = f"{_type_name(target)} indices must be integers or slices, not {found}"
                self.add(target, message + "; perhaps you missed a comma?")

    def _comparison(self, node: ast.Compare) -> None:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            literal = _literal(left) or _literal(right)
            if literal and isinstance(operator, (ast.Is, ast.IsNot)):
                word, meant = ("is", "==") if isinstance(operator, ast.Is) else ("is not", "!=")
                kind = f"'{literal}'" if _NAMES_TYPE else "a"
                self.add(node, f'"{word}" with {kind} literal. Did you mean "{meant}"?')
                return
            left = right

    def issue(self, filename: str) -> None:
        """Issue the warnings.

        Raises:
            SyntaxError: a filter makes an error of one.
        """
        import warnings

        for node, message in self.found:
            line: int = getattr(node, "lineno", 1)
            refused = False
            try:
                cast(Any, warnings).warn_explicit(message, SyntaxWarning, filename, line)
            except SyntaxWarning:
                refused = True
            if refused:
                raise syntax_error(message, filename, node)


def _type_name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    return _TYPES.get(type(node).__name__)


def _literal(node: ast.AST) -> str:
    """The type of a literal that `is` must not be used with; empty for anything else."""
    if isinstance(node, ast.UnaryOp):
        return _literal(node.operand)
    if isinstance(node, ast.Constant):
        value = node.value
        if value is None or value is ... or value is True or value is False:
            return ""
        return type(value).__name__
    if isinstance(node, ast.Tuple) and all(isinstance(element, ast.Constant) for element in node.elts):
        return "tuple"
    return ""
