"""The text form of register code, stable enough for tests: one instruction a line."""

from __future__ import annotations

from pyston_runtime.interfaces.code import NONE, Body, CodeUnit


def body_text(unit: CodeUnit) -> str:
    """Show a unit's register code.

    Temporaries are `t0, t1 ...`, constants their repr, variables their names; `[h2]` is the covering handler.
    """
    body = unit.body()
    targets = {instruction.target for instruction in body.instructions}
    targets.update(handler.target for handler in body.handlers)
    lines = [f"{unit.kind} {unit.qualname} line {unit.first_line}"]
    for index, instruction in enumerate(body.instructions):
        parts: list[str] = []
        if instruction.destination != NONE:
            parts.append(f"{_slot(body, instruction.destination)} =")
        parts.append(instruction.operation)
        if instruction.immediate is not None:
            parts.append(_immediate(body, instruction.operation, instruction.immediate))
        if instruction.operands:
            parts.append(", ".join(_slot(body, slot) for slot in instruction.operands))
        if instruction.target != NONE:
            parts.append(f"-> {instruction.target}")
        if instruction.handler != NONE:
            parts.append(f"[h{instruction.handler}]")
        mark = ">" if index in targets else " "
        lines.append(f"{mark}{index:4} {instruction.position.line:4}  {' '.join(parts)}")
    for number, handler in enumerate(body.handlers):
        lines.append(f"      h{number}: -> {handler.target} {_slot(body, handler.exception_slot)}")
    return "\n".join(lines) + "\n"


def _slot(body: Body, slot: int) -> str:
    if slot == NONE:
        return "_"
    if slot < len(body.slot_names):
        return body.slot_names[slot]
    if slot < body.slot_count:
        return f"t{slot - len(body.slot_names)}"
    return repr(body.constants[slot - body.slot_count])


def _immediate(body: Body, operation: str, immediate: object) -> str:
    if isinstance(immediate, CodeUnit):
        return f"<{immediate.qualname}>"
    if operation == "unpack" and isinstance(immediate, tuple):
        return "(" + ", ".join(_slot(body, slot) for slot in immediate) + ")"
    return str(immediate)
