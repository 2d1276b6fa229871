"""A compiled grammar as text, for tests and for reading.

sum:
   12 CALL term
   13 TEST {+ -} else 18
   …
"""

from __future__ import annotations

from . import kinds
from . import machine as m

TO_PLACE = (m.CHOICE, m.COMMIT, m.BACK_COMMIT, m.CUT, m.UNLESS_DIAGNOSING, m.GO)


def listing(program: m.Program) -> str:
    """The operations of all rules, one on each line, under the names of their rules."""
    names = dict(zip(program.entries, program.rule_names, strict=True))
    lines: list[str] = []
    for place, operation in enumerate(program.operations):
        if place in names:
            lines.append(f"{names[place]}:")
        text = f"{m.OPERATION_NAMES[operation]} {operands(program, place)}".rstrip()
        lines.append(f"{place:5} {text}")
    return "\n".join(lines)


def operands(program: m.Program, place: int) -> str:
    """The operands of one operation as text."""
    operation, a, b = program.operations[place], program.a[place], program.b[place]
    if operation == m.TOKEN or operation == m.DEMAND:
        return kinds.NAMES[a]
    if operation == m.CALL:
        return program.rule_names[a]
    if operation == m.WORD:
        return program.words[a]
    if operation == m.TEST:
        first, second = (members(program.sets[a * 2 + run]) for run in range(2))
        return f"{first} else {b}" if first == second else f"{first} then {second} else {b}"
    if operation == m.BUILD:
        return f"{program.kinds[a]} of {b}"
    if operation == m.PICK or operation == m.ACT:
        return f"{a} of {b}"
    return str(a) if operation in TO_PLACE or operation == m.STOP else ""


def members(table: bytes) -> str:
    """A set of token kinds."""
    if not table:
        return "{any}"
    return "{" + " ".join(kinds.NAMES[number] for number, member in enumerate(table) if member) + "}"
