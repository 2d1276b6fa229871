"""The local names of a guest frame as a mapping: what `locals()` gives, and where `exec` runs by default.

A module's is its globals, a class body's its namespace. A function's is a snapshot: before 3.13 one dict for each
activation, brought up to date whenever it is asked for, from then on a new one each time (PEP 667).
"""

from __future__ import annotations

import sys

from ast_interp.run.machine import UNSET, Code, Frame
from pyston_runtime.interfaces.code import FUNCTION
from pyston_runtime.interfaces.typed import Any, CellType, Final, cast

_FRESH: Final = sys.version_info >= (3, 13)
#: From 3.12 on a comprehension shares the namespace of the module or class around it (PEP 709).
_SHARED: Final = sys.version_info >= (3, 12)
_NAMES: Final = "names"


def shown_names(code: Code) -> list[tuple[str, int]]:
    """The names that a frame of `code` shows, with their slots, in the order of `locals()`.

    A comprehension's variable comes behind a variable of the same name of the block around it.
    """
    found = code.makers.get(_NAMES)
    if found is None:
        unit = code.unit
        slot_names = unit.body().slot_names
        order = {name: index for index, name in enumerate((*unit.local_names, *unit.cell_names, *unit.free_names))}
        rows = [(name, slot) for slot, name in enumerate(slot_names) if not name.startswith(".") or name == ".0"]
        rows.sort(key=lambda row: order.get(row[0], len(order)))
        found = rows
        code.makers[_NAMES] = found
    return cast("list[tuple[str, int]]", found)


def current_values(frame: Frame) -> dict[str, object]:
    """The bound names of a frame's slots."""
    slots = frame.slots
    values: dict[str, object] = {}
    for name, slot in shown_names(frame.code):
        value = slots[slot]
        if type(value) is CellType and name in _captured(frame.code):
            value = contents(value)
        if value is not UNSET:
            values[name] = value
    return values


def _captured(code: Code) -> frozenset[str]:
    found = code.makers.get("captured")
    if found is None:
        captured = {*code.unit.cell_names, *code.unit.free_names}
        # a comprehension's variables may be captured too
        for instruction in code.unit.body().instructions:
            if instruction.operation == "make_cell":
                captured.add(code.unit.body().slot_names[instruction.operands[0]])
        found = frozenset(captured)
        code.makers["captured"] = found
    return cast("frozenset[str]", found)


def contents(cell: CellType) -> object:
    """What a cell holds; UNSET when it is empty."""
    try:
        return cell.cell_contents
    except ValueError:
        return UNSET


def local_mapping(frame: Frame) -> object:
    """The locals of a frame, as `locals()` gives them."""
    if frame.code.unit.kind != FUNCTION:
        namespace: object = frame.globals if frame.namespace is None else frame.namespace
        if _SHARED and shown_names(frame.code):
            unit = frame.code.unit
            extra = current_values(frame)
            for name in (*unit.cell_names, *unit.free_names):
                extra.pop(name, None)
            if extra:
                merged: dict[str, object] = dict(cast(Any, namespace))
                merged.update(extra)
                return merged
        return namespace
    values = current_values(frame)
    if _FRESH:
        return values
    snapshot = frame.namespace
    if not isinstance(snapshot, dict):
        frame.namespace = values
        return values
    for name, _ in shown_names(frame.code):
        if name in values:
            snapshot[name] = values[name]
        else:
            snapshot.pop(name, None)
    return snapshot
