"""Lower `match` statements (PEP 634).

Every pattern is lowered to tests that go to the case's failure label; captured values wait in temporaries and are bound
to their names only when the whole pattern has matched.
"""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.blocks import SUBJECT, Block
from ast_interp.lower.builder import Builder
from ast_interp.lower.conditions import branch
from ast_interp.lower.dispatch import expression, into_temporary, statements
from ast_interp.lower.names import store_name
from ast_interp.lower.trees import walk
from pyston_runtime.interfaces.typed import cast

_Captures = list[tuple[str, int, ast.AST]]


def lower_match(b: Builder, node: ast.AST) -> None:
    """`match subject: case ...`."""
    statement = cast(ast.Match, node)
    mark = b.top
    subject = into_temporary(b, statement.subject)
    block = Block(SUBJECT, b.handler)
    block.slot = subject
    above = b.top
    end = b.label()
    before = set(b.bound)
    ends: list[set[object]] = []
    for case in statement.cases:
        b.bound = set(before)
        failed = b.label()
        captures: _Captures = []
        first = len(b.rows)
        _pattern(b, case.pattern, subject, failed, captures)
        for name, slot, where in captures:
            copy = b.temporary()
            b.emit("move", copy, (slot,), keep=(slot,))
            store_name(b, name, copy, where)
        b.top = above
        parts = _parts(b, first, above)
        _clear(b, parts)
        if case.guard is not None:
            branch(b, case.guard, failed, False, case.pattern)
            b.top = above
        # the subject dies before the body runs, unless a later case needs it: kept until the end, as CPython's does
        b.blocks = [*b.blocks, block]
        statements(b, case.body)
        b.blocks = b.blocks[:-1]
        if b.reachable():
            b.emit("clear", operands=(subject,))
            b.emit("jump", label=end)
            ends.append(set(b.bound))
        b.place(failed)
        _clear(b, parts)
    b.emit("clear", operands=(subject,))
    b.bound = set(before)
    b.top = mark
    b.place(end)


def _parts(b: Builder, first: int, above: int) -> list[int]:
    """The temporaries that the instructions from `first` on may leave full: parts of the subject, tested and
    captured."""
    written: set[int] = set()
    released: set[int] = set()
    kept: set[int] = set()
    for row in b.rows[first:]:
        written.add(row[1])
        written.update(_slots_in(row[0], row[3]))
        released.update(row[6])
        kept.update([slot for slot in row[2] if slot not in row[6] and slot != row[1]])
    return sorted([slot for slot in written if slot >= above and (slot in kept or slot not in released)])


def _slots_in(operation: str, immediate: object) -> list[int]:
    if operation == "unpack":
        return list(cast("tuple[int, ...]", immediate))
    if operation == "unpack_star":
        before, star, after = cast("tuple[tuple[int, ...], int, tuple[int, ...]]", immediate)
        return [*before, star, *after]
    return []


def _clear(b: Builder, slots: list[int]) -> None:
    for slot in slots:
        b.emit("clear", operands=(slot,))


def _pattern(b: Builder, pattern: ast.pattern, subject: int, failed: int, captures: _Captures) -> None:
    """Lower one pattern against the value in `subject`, which stays alive."""
    b.at(pattern)
    if isinstance(pattern, ast.MatchValue):
        mark = b.top
        value = expression(b, pattern.value)
        b.top = mark
        b.at(pattern)
        b.emit("branch_compare_false", operands=(subject, value), immediate="==", label=failed, keep=(subject,))
    elif isinstance(pattern, ast.MatchSingleton):
        value = b.constant(pattern.value)
        b.emit("branch_compare_false", operands=(subject, value), immediate="is", label=failed, keep=(subject,))
    elif isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            _pattern(b, pattern.pattern, subject, failed, captures)
        if pattern.name is not None:
            _capture(b, captures, pattern.name, subject, pattern)
    elif isinstance(pattern, ast.MatchOr):
        _alternatives(b, pattern, subject, failed, captures)
    elif isinstance(pattern, ast.MatchSequence):
        _sequence(b, pattern, subject, failed, captures)
    elif isinstance(pattern, ast.MatchMapping):
        _mapping(b, pattern, subject, failed, captures)
    elif isinstance(pattern, ast.MatchClass):
        _class(b, pattern, subject, failed, captures)
    else:
        raise b.error(f"Pyston does not know the pattern {type(pattern).__name__}", pattern)


def _capture(b: Builder, captures: _Captures, name: str, slot: int, node: ast.AST) -> None:
    if any(name == captured for captured, _, _ in captures):
        raise b.error(f"multiple assignments to name {name!r} in pattern", node)
    captures.append((name, slot, node))


def _alternatives(b: Builder, pattern: ast.MatchOr, subject: int, failed: int, captures: _Captures) -> None:
    """`a | b`: every alternative binds the same names, each into the same temporary."""
    matched = b.label()
    slots: dict[str, int] = {}
    nodes: dict[str, ast.AST] = {}
    last = len(pattern.patterns) - 1
    # the first alternative tells which names there are; their temporaries come below all others
    names = _bound_names(pattern.patterns[0])
    for name in names:
        slots[name] = b.temporary()
        nodes[name] = pattern
    mark = b.top
    for index, alternative in enumerate(pattern.patterns):
        if isinstance(alternative, ast.MatchAs) and alternative.pattern is None and index < last:
            if alternative.name is None:
                message = "wildcard makes remaining patterns unreachable"
            else:
                message = f"name capture {alternative.name!r} makes remaining patterns unreachable"
            raise b.error(message, alternative)
        following = b.label()
        own: _Captures = []
        _pattern(b, alternative, subject, following, own)
        if {name for name, _, _ in own} != set(names):
            raise b.error("alternative patterns bind different names", pattern)
        for name, slot, _ in own:
            b.emit("move", slots[name], (slot,), keep=(slot,))
        b.emit("jump", label=matched)
        b.top = mark
        b.place(following)
    b.emit("jump", label=failed)
    b.place(matched)
    for name in names:
        _capture(b, captures, name, slots[name], nodes[name])


def _bound_names(pattern: ast.pattern) -> list[str]:
    names: list[str] = []
    for node in walk(pattern):
        name: str | None = None
        if isinstance(node, (ast.MatchAs, ast.MatchStar)):
            name = node.name
        elif isinstance(node, ast.MatchMapping):
            name = node.rest
        if name is not None and name not in names:
            names.append(name)
    return names


def _is_wildcard(pattern: ast.pattern) -> bool:
    if isinstance(pattern, ast.MatchStar):
        return pattern.name is None
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None and pattern.name is None


def _sequence(b: Builder, pattern: ast.MatchSequence, subject: int, failed: int, captures: _Captures) -> None:
    patterns = pattern.patterns
    stars = [index for index, inner in enumerate(patterns) if isinstance(inner, ast.MatchStar)]
    if len(stars) > 1:
        raise b.error("multiple starred names in sequence pattern", pattern)
    mark = b.top
    test = b.temporary()
    b.emit("match_sequence", test, (subject,), keep=(subject,))
    b.emit("branch_false", operands=(test,), label=failed)
    required = len(patterns) - len(stars)
    if required or not stars:
        b.emit("get_length", test, (subject,), keep=(subject,))
        operator = ">=" if stars else "=="
        b.emit("branch_compare_false", operands=(test, b.constant(required)), immediate=operator, label=failed)
    b.top = mark
    if all(_is_wildcard(inner) for inner in patterns):
        return
    if stars and _is_wildcard(patterns[stars[0]]):
        _sequence_items(b, patterns, stars[0], subject, failed, captures)
        return
    slots = [b.temporary() for _ in patterns]
    copy = b.temporary()
    b.emit("move", copy, (subject,), keep=(subject,))
    if stars:
        star = stars[0]
        b.emit("unpack_star", operands=(copy,), immediate=(tuple(slots[:star]), slots[star], tuple(slots[star + 1 :])))
    else:
        b.emit("unpack", operands=(copy,), immediate=tuple(slots))
    for inner, slot in zip(patterns, slots, strict=True):
        if isinstance(inner, ast.MatchStar):
            if inner.name is not None:
                _capture(b, captures, inner.name, slot, inner)
        else:
            _pattern(b, inner, slot, failed, captures)


def _sequence_items(
    b: Builder, patterns: list[ast.pattern], star: int, subject: int, failed: int, captures: _Captures
) -> None:
    """`[a, *_, b]`: only the items that a pattern looks at are fetched, the last ones from the end."""
    for index, inner in enumerate(patterns):
        if index == star or _is_wildcard(inner):
            continue
        slot = b.temporary()
        b.at(inner)
        if index < star:
            key = b.constant(index)
            b.emit("load_item", slot, (subject, key), keep=(subject,))
        else:
            mark = b.top
            length = b.temporary()
            b.emit("get_length", length, (subject,), keep=(subject,))
            b.emit("binary", length, (length, b.constant(len(patterns) - index)), "-")
            b.emit("load_item", slot, (subject, length), keep=(subject,))
            b.top = mark
        _pattern(b, inner, slot, failed, captures)


def _mapping(b: Builder, pattern: ast.MatchMapping, subject: int, failed: int, captures: _Captures) -> None:
    seen: set[object] = set()
    for key in pattern.keys:
        if isinstance(key, ast.Constant):
            if key.value in seen:
                raise b.error(f"mapping pattern checks duplicate key ({key.value!r})", pattern)
            seen.add(key.value)
    mark = b.top
    test = b.temporary()
    b.emit("match_mapping", test, (subject,), keep=(subject,))
    b.emit("branch_false", operands=(test,), label=failed)
    if pattern.keys:
        b.emit("get_length", test, (subject,), keep=(subject,))
        b.emit("branch_compare_false", operands=(test, b.constant(len(pattern.keys))), immediate=">=", label=failed)
    b.top = mark
    if not pattern.keys and pattern.rest is None:
        return
    keys = b.temporary()
    above = b.top
    slots = [expression(b, key) for key in pattern.keys]
    b.at(pattern)
    b.top = above
    b.emit("build_tuple", keys, tuple(slots))
    if pattern.keys:
        values = b.temporary()
        b.emit("match_keys", values, (subject, keys), keep=(subject, keys))
        b.emit("branch_none", operands=(values,), label=failed, keep=(values,))
        items = [b.temporary() for _ in pattern.keys]
        b.emit("unpack", operands=(values,), immediate=tuple(items))
        for inner, slot in zip(pattern.patterns, items, strict=True):
            _pattern(b, inner, slot, failed, captures)
    if pattern.rest is not None:
        rest = b.temporary()
        b.at(pattern)
        b.emit("mapping_rest", rest, (subject, keys), keep=(subject,))
        _capture(b, captures, pattern.rest, rest, pattern)


def _class(b: Builder, pattern: ast.MatchClass, subject: int, failed: int, captures: _Captures) -> None:
    repeated: set[str] = set()
    for name in pattern.kwd_attrs:
        if name in repeated:
            raise b.error(f"attribute name repeated in class pattern: {name}", pattern)
        repeated.add(name)
    values = b.temporary()
    mark = b.top
    kind = expression(b, pattern.cls)
    b.at(pattern)
    b.top = mark
    names = b.constant(tuple(pattern.kwd_attrs))
    b.emit("match_class", values, (subject, kind, names), len(pattern.patterns), keep=(subject,))
    b.emit("branch_none", operands=(values,), label=failed, keep=(values,))
    patterns = [*pattern.patterns, *pattern.kwd_patterns]
    if not patterns:
        b.emit("clear", operands=(values,))
        return
    slots = [b.temporary() for _ in patterns]
    b.emit("unpack", operands=(values,), immediate=tuple(slots))
    for inner, slot in zip(patterns, slots, strict=True):
        if not _is_wildcard(inner):
            _pattern(b, inner, slot, failed, captures)
