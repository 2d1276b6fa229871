"""Slots, cells, names, jumps, loops."""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import NEVER_RUN, NEWER_CODE, Builder
from pyston_llvm_tier.build.numbers import branch
from pyston_llvm_tier.ir.kinds import INT, NO, OBJ, RANGE_ITER, UNSET, YES, Kind, holds_object
from pyston_runtime.interfaces.code import MODULE, NONE, Instruction

_MISSING: Final = object()
_ITERATORS: Final[dict[type, type]] = {list: type(iter([])), tuple: type(iter(()))}


def move(builder: Builder, register: Instruction) -> None:
    """Copy a slot; a released temporary moves, object and all."""
    source, dest = builder.ref(register.operands[0]), register.destination
    kind = builder.kind(source)
    if source == dest:
        return
    old = (dest,) if holds_object(builder.state[dest]) else ()
    moves = source >= 0 and source in register.released
    builder.emit("move" if moves else "copy", (source,), dest=dest, result=kind, drops=old)
    if moves:
        builder.state[source] = UNSET


def clear(builder: Builder, register: Instruction) -> None:
    """Empty a slot."""
    slot = register.operands[0]
    if holds_object(builder.state[slot]):
        builder.emit("clear", drops=(slot,))
    builder.state[slot] = UNSET


def check_bound(builder: Builder, register: Instruction) -> None:
    """Refuse an unbound local: the interpreter raises."""
    slot = register.operands[0]
    kind = builder.state[slot]
    if kind.base == "unset":
        builder.leave("unbound local")
    elif kind.maybe:
        boxed = kind.boxed
        result = Kind(kind.base, boxed, False, kind.detail)
        builder.emit("guard_bound", (slot,), dest=slot, result=result, exit=builder.exit("unbound local"))


def make_cell(builder: Builder, register: Instruction) -> None:
    """Wrap what a slot holds in a cell."""
    slot = register.operands[0]
    kind = builder.state[slot]
    if kind.maybe:
        builder.leave("a cell of what may be unbound")
        return
    if kind.base == "unset":
        builder.emit("make_empty_cell", (), dest=slot, result=OBJ, error=builder.error())
        return
    source = builder.ref(slot)
    builder.boxed(source)
    builder.emit("make_cell", (source,), dest=slot, result=OBJ, error=builder.error())


def load_cell(builder: Builder, register: Instruction) -> None:
    """Read a cell."""
    cell = builder.ref(register.operands[0])
    builder.finish("load_cell", register, (cell,), OBJ, exit=builder.exit("empty cell"))
    seen = builder.seen()
    builder.want_result(register.destination, () if seen is None else seen.result)


def store_cell(builder: Builder, register: Instruction) -> None:
    """Write a cell."""
    cell, value = builder.ref(register.operands[0]), builder.ref(register.operands[1])
    builder.boxed(value)
    builder.finish("store_cell", register, (cell, value), None)


def load_global(builder: Builder, register: Instruction) -> None:
    """A global: a constant where it has been one value all along, else a look-up."""
    name = str(register.immediate)
    seen = builder.seen()
    expected = None if seen is None or builder.avoided() else seen.value
    current = builder.feedback.globals.get(name, _MISSING)
    in_globals = current is not _MISSING
    if not in_globals:
        current = builder.feedback.builtins.get(name, _MISSING)
    if expected is not None and current is expected and type(expected) not in (int, float):
        constant = builder.constant(expected)
        immediate = (name, in_globals, constant)
        builder.finish(
            "guard_global",
            register,
            (),
            Kind("const", detail=~constant),
            immediate=immediate,
            exit=builder.exit(f"global {name} changed"),
        )
        return
    if seen is None and register.operation == "load_global":
        builder.leave(NEVER_RUN)
        return
    exit = builder.exit(f"no global {name}")
    builder.finish("load_global", register, (), OBJ, immediate=name, exit=exit)
    builder.want_result(register.destination, () if seen is None else seen.result)


def store_global(builder: Builder, register: Instruction) -> None:
    """Write a global."""
    value = builder.ref(register.operands[0])
    builder.boxed(value)
    builder.finish("store_global", register, (value,), None, immediate=str(register.immediate), error=builder.error())


def load_name(builder: Builder, register: Instruction) -> None:
    """A name at a module's top level is a global."""
    if builder.unit.kind != MODULE:
        builder.leave("names of a class body or of exec")
        return
    load_global(builder, register)


def store_name(builder: Builder, register: Instruction) -> None:
    """The same, written."""
    if builder.unit.kind != MODULE:
        builder.leave("names of a class body or of exec")
        return
    store_global(builder, register)


def jump(builder: Builder, register: Instruction) -> None:
    """Go to the target."""
    builder.terminate("jump", (), None, (register.target,))


def back_edge(builder: Builder, register: Instruction) -> None:
    """Go back to a loop's head, letting signals and other threads in now and then."""
    builder.emit("poll", exit=builder.exit(NEWER_CODE), error=builder.error())
    builder.guards -= 1
    builder.terminate("jump", (), None, (register.target,))


def poll_entry(builder: Builder) -> None:
    """Let signals and other threads in now and then at the start, too."""
    builder.emit("poll_entry", exit=builder.exit(NEWER_CODE), error=builder.error())
    builder.guards -= 1


def branch_unset(builder: Builder, register: Instruction) -> None:
    """Go to the target where the slot is empty."""
    slot = register.operands[0]
    kind = builder.state[slot]
    if kind.base == "unset":
        builder.terminate("jump", (), None, (register.target,))
    elif not kind.maybe:
        builder.terminate("jump", (), None, (builder.pc + 1,))
    else:
        builder.leave("what may be unbound")


def give_back(builder: Builder, register: Instruction) -> None:
    """`return`: all other slots are emptied first."""
    value = builder.ref(register.operands[0])
    drops = tuple([slot for slot, kind in enumerate(builder.state) if holds_object(kind) and slot != value])
    if builder.kind(value).base in ("range", "range_iter"):
        builder.boxed(value)
    kind = builder.kind(value)
    builder.emit("return", (value,), drops=drops)
    assert kind is not None


def get_iter(builder: Builder, register: Instruction) -> None:
    """`iter(a)`; a range that nobody has seen needs no object."""
    operand = builder.ref(register.operands[0])
    if builder.kind(operand).base == "range":
        builder.finish("range_iter", register, (operand,), RANGE_ITER)
        return
    builder.boxed(operand)
    seen = builder.seen()
    types = () if seen is None else seen.types[0]
    iterator = _ITERATORS.get(types[0]) if len(types) == 1 and not builder.avoided() else None
    if iterator is not None and builder.guard_type(operand, types[0]):
        kind = Kind("obj", detail=iterator)
        builder.finish("py_iter", register, (operand,), kind, error=builder.error())
        return
    builder.finish("py_iter", register, (operand,), OBJ, error=builder.error())


def for_next(builder: Builder, register: Instruction) -> None:
    """The next item; at the end the iterator is cleared."""
    slot, dest = register.operands[0], register.destination
    kind = builder.kind(slot)
    following, end = builder.pc + 1, register.target
    if kind.base == "range_iter":
        old = (dest,) if holds_object(builder.state[dest]) else ()
        exhausted = list(builder.state)
        exhausted[slot] = UNSET
        builder.emit("range_next", (slot,), dest=dest, result=INT, drops=old)
        builder.edges.append((following, tuple(builder.state)))
        builder.edges.append((end, tuple(exhausted)))
        return
    builder.boxed(slot)
    if _enumerate_next(builder, register, slot):
        return
    old = (dest,) if holds_object(builder.state[dest]) else ()
    exhausted = list(builder.state)
    exhausted[slot] = UNSET
    op = "item_next" if kind.detail in _ITERATORS.values() else "iter_next"
    builder.emit(op, (slot,), dest=dest, result=OBJ, error=builder.error(), drops=old)
    builder.edges.append((following, tuple(builder.state)))
    builder.edges.append((end, tuple(exhausted)))


def _enumerate_next(builder: Builder, register: Instruction, slot: int) -> bool:
    """`for i, x in enumerate(a list)`: no tuple and no object of the number is made; whether the loop is such."""
    seen = builder.seen()
    if seen is None or seen.types[0] != (enumerate,) or builder.avoided():
        return False
    unpacking = builder.body.instructions[builder.pc + 1]
    places = unpacking.immediate
    dest = register.destination
    if unpacking.operation != "unpack" or unpacking.operands[0] != dest or dest not in unpacking.released:
        return False
    if not isinstance(places, tuple) or len(places) != 2 or places[0] == places[1] or slot in places:
        return False
    if builder.state[dest].base != "unset":
        return False
    exhausted = list(builder.state)
    exhausted[slot] = UNSET
    drops = tuple([place for place in places if holds_object(builder.state[place])])
    exit = builder.exit("not an enumeration of a list")
    builder.emit("enumerate_next", (slot,), immediate=places, exit=exit, error=builder.error(), drops=drops)
    builder.state[places[0]] = INT
    builder.state[places[1]] = OBJ
    builder.edges.append((builder.pc + 2, tuple(builder.state)))
    builder.edges.append((register.target, tuple(exhausted)))
    return True


def unsupported(builder: Builder, register: Instruction) -> None:
    """The interpreter does it."""
    builder.leave(f"{register.operation} is not compiled")


__all__ = ["NO", "NONE", "YES", "branch"]
