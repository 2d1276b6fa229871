"""The contract of code units and register code, whoever lowers them."""

from __future__ import annotations

from collections.abc import Iterator

from pyston_runtime.interfaces.code import (
    ASYNC_GENERATOR,
    CLASS,
    COROUTINE,
    EXPRESSION,
    FUNCTION,
    GENERATOR,
    INTERACTIVE,
    MODULE,
    NONE,
    PLAIN,
    Body,
    CodeUnit,
    check,
)
from pyston_runtime.interfaces.contracts.flow import faults
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.text import body_text, read_body, unit_text


def nested_units(unit: CodeUnit) -> Iterator[CodeUnit]:
    """A unit and all those that it defines, lowered one by one."""
    yield unit
    for instruction in unit.body().instructions:
        if isinstance(instruction.immediate, CodeUnit):
            yield from nested_units(instruction.immediate)


def check_unit(unit: CodeUnit) -> None:
    """Assert what holds of every unit and its body.

    Raises:
        AssertionError, ValueError: naming what does not.
    """
    where = f"{unit.qualname} in {unit.filename}"
    assert unit.kind in (MODULE, EXPRESSION, INTERACTIVE, FUNCTION, CLASS), where
    assert unit.flavour in (PLAIN, GENERATOR, COROUTINE, ASYNC_GENERATOR), where
    assert unit.qualname.endswith(unit.name), where
    signature = unit.signature
    assert unit.kind == FUNCTION or not signature.names, where
    count = signature.positional + signature.keyword_only + signature.variadic + signature.keywords
    assert len(signature.names) == count and signature.positional_only <= signature.positional, where
    assert unit.local_names[:count] == signature.names, where
    body = unit.body()
    assert unit.body() is body, f"{where}: lowered twice"
    check(body)
    names = body.slot_names
    assert tuple(names[:count]) == signature.names, f"{where}: the parameters are not the first slots"
    free = len(unit.free_names)
    assert tuple(names[len(names) - free :]) == unit.free_names, f"{where}: the free variables are not the last named"
    assert set(unit.cell_names) <= set(names), where
    problems = faults(body)
    assert not problems, f"{where}: {problems[0]}\n{unit_text(unit)}"
    check_text(body)


def check_text(body: Body) -> None:
    """Assert that the text form of a body, read back, is the same code."""
    text = body_text(body)
    read = read_body(text)
    check(read)
    assert body_text(read) == text
    assert (read.slot_names, read.slot_count) == (body.slot_names, body.slot_count)
    for ours, theirs in zip(body.instructions, read.instructions, strict=True):
        assert ours.operation == theirs.operation
        assert ours.destination == theirs.destination
        assert (ours.target, ours.handler, ours.released) == (theirs.target, theirs.handler, theirs.released)
        for slot, other in zip(ours.operands, theirs.operands, strict=True):
            assert slot == other or (slot >= body.slot_count and other >= body.slot_count)
        kind = OPERATIONS[ours.operation].immediate
        assert ours.immediate == theirs.immediate or isinstance(ours.immediate, CodeUnit), kind


def check_positions(unit: CodeUnit, lines: int) -> None:
    """Assert that a unit's instructions point into its source, of that many lines, and end after they begin."""
    for index, instruction in enumerate(unit.body().instructions):
        position = instruction.position
        if position.line == NONE:
            continue
        where = f"{unit.qualname} in {unit.filename}, {index}: {position}"
        assert 1 <= position.line <= position.end_line <= max(lines, 1), where
        if position.column != NONE:
            assert (position.line, position.column) <= (position.end_line, position.end_column), where
