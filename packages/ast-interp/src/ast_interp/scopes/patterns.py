"""What CPython's compiler refuses in the patterns of a `match` statement (PEP 634), found before anything runs."""

from __future__ import annotations

import _ast as ast

from ast_interp.errors import syntax_error
from pyston_runtime.interfaces.typed import cast


def check_match(statement: ast.Match, filename: str) -> None:
    """Check all cases of a statement.

    Raises:
        SyntaxError: for the first that is wrong.
    """
    last = len(statement.cases) - 1
    for index, case in enumerate(statement.cases):
        _check(case.pattern, case.guard is not None or index == last, [], filename)


def _check(pattern: ast.pattern, irrefutable: bool, stored: list[str], filename: str) -> None:
    """Check one pattern.

    Args:
        pattern: the pattern.
        irrefutable: whether it may match everything.
        stored: the names bound so far; its own are added.
        filename: what errors name.
    """
    if isinstance(pattern, ast.MatchValue):
        if not _is_value(pattern.value):
            raise syntax_error("patterns may only match literals and attribute lookups", filename, pattern)
    elif isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            _check(pattern.pattern, irrefutable, stored, filename)
        elif not irrefutable:
            what = "wildcard" if pattern.name is None else f"name capture {pattern.name!r}"
            raise syntax_error(f"{what} makes remaining patterns unreachable", filename, pattern)
        _store(pattern.name, pattern, stored, filename)
    elif isinstance(pattern, ast.MatchStar):
        _store(pattern.name, pattern, stored, filename)
    elif isinstance(pattern, ast.MatchOr):
        _check_alternatives(pattern, irrefutable, stored, filename)
    elif isinstance(pattern, ast.MatchSequence):
        if sum([isinstance(inner, ast.MatchStar) for inner in pattern.patterns]) > 1:
            raise syntax_error("multiple starred names in sequence pattern", filename, pattern)
        for inner in pattern.patterns:
            _check(inner, True, stored, filename)
    elif isinstance(pattern, ast.MatchMapping):
        _check_keys(pattern, filename)
        for inner in pattern.patterns:
            _check(inner, True, stored, filename)
        _store(pattern.rest, pattern, stored, filename)
    elif isinstance(pattern, ast.MatchClass):
        seen: set[str] = set()
        for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            if name in seen:
                raise syntax_error(f"attribute name repeated in class pattern: {name}", filename, inner)
            seen.add(name)
        for inner in [*pattern.patterns, *pattern.kwd_patterns]:
            _check(inner, True, stored, filename)


def _store(name: str | None, pattern: ast.pattern, stored: list[str], filename: str) -> None:
    if name is None:
        return
    if name in stored:
        raise syntax_error(f"multiple assignments to name {name!r} in pattern", filename, pattern)
    stored.append(name)


def _check_alternatives(pattern: ast.MatchOr, irrefutable: bool, stored: list[str], filename: str) -> None:
    names: list[str] | None = None
    last = len(pattern.patterns) - 1
    for index, alternative in enumerate(pattern.patterns):
        own: list[str] = []
        _check(alternative, irrefutable and index == last, own, filename)
        if names is None:
            names = own
        elif set(own) != set(names):
            raise syntax_error("alternative patterns bind different names", filename, pattern)
    for name in names or []:
        _store(name, pattern, stored, filename)


def _check_keys(pattern: ast.MatchMapping, filename: str) -> None:
    seen: set[object] = set()
    for key in pattern.keys:
        if isinstance(key, ast.Attribute):
            continue
        if not _is_value(key):
            message = "mapping pattern keys may only match literals and attribute lookups"
            raise syntax_error(message, filename, pattern)
        value = _number(key)
        if value in seen:
            raise syntax_error(f"mapping pattern checks duplicate key ({value!r})", filename, pattern)
        seen.add(value)


def _is_value(node: ast.expr) -> bool:
    """Whether it is an attribute or a constant: a literal, a signed number, a complex number."""
    if isinstance(node, ast.Attribute):
        return True
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return _is_value(node.left) and isinstance(node.right, ast.Constant)
    return False


def _number(node: ast.expr) -> object:
    """The value of a constant key."""
    if isinstance(node, ast.UnaryOp):
        return -cast(complex, _number(node.operand))
    if isinstance(node, ast.BinOp):
        left, right = cast(complex, _number(node.left)), cast(complex, _number(node.right))
        return left + right if isinstance(node.op, ast.Add) else left - right
    return cast(ast.Constant, node).value
