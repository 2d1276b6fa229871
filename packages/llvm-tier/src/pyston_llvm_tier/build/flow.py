"""The way through a unit: kinds to a fixed point along all paths from its start, then the blocks, then their edges.

Paths that only an exception takes are followed where they have been run: elsewhere an exception leaves compiled code.
"""

from __future__ import annotations

from typing import Final

from pyston_llvm_tier.build.builder import NEVER_RUN, OUTSIDE, STABLE_TYPES, Builder, Tried, Unsupported
from pyston_llvm_tier.build.loops import hot_loops
from pyston_llvm_tier.build.slots import poll_entry
from pyston_llvm_tier.build.table import STEPS
from pyston_llvm_tier.ir.kinds import (
    BASE_OF_TYPE,
    NO,
    OBJ,
    PERHAPS,
    RANGE_ITER,
    UNBOXED,
    UNSET,
    Kind,
    general,
    holds_object,
    join,
)
from pyston_llvm_tier.ir.model import Block, Function, Instruction
from pyston_llvm_tier.llvm.entering import MOST_ARGUMENTS
from pyston_llvm_tier.native.layouts import array_type
from pyston_llvm_tier.options import OPTIONS
from pyston_runtime.interfaces.code import FUNCTION, CodeUnit
from pyston_runtime.interfaces.feedback import START, UnitFeedback

_MOST_ROUNDS = 40
#: The most register instructions that are built at once.
_LARGEST: Final = 3000
#: How many lines of LLVM text an instruction of the IR has, and writing one slot back; roughly.
_LINES_EACH: Final = 8
_LINES_WRITTEN: Final = 3
#: And how many it takes to get one slot of a frame that comes in at a loop's head.
_LINES_TAKEN: Final = 10
#: The bases of kinds that an exit has to make an object for.
WRITTEN_BACK: Final = UNBOXED | {"const"}
_RANGE_ITERATOR: Final = type(iter(range(0)))


def build(unit: CodeUnit, feedback: UnitFeedback, tried: Tried | None = None) -> Function:
    """Build the IR of a unit; of one that would be too large for LLVM, that of its largest hot loops that are not.

    Args:
        unit: what is built.
        feedback: what was recorded of it.
        tried: what earlier code of it has assumed; what is assumed now is added.

    Raises:
        Unsupported: there is none, or the kinds of its slots do not settle.
    """
    _check_arguments(unit)
    tried = {} if tried is None else tried
    function = _fitting(unit, feedback, tried)
    for index, seen in feedback.instructions.items():
        tried[index] = (seen.types, seen.value)
    return function


def _fitting(unit: CodeUnit, feedback: UnitFeedback, tried: Tried) -> Function:
    """The largest part that is small enough."""
    count = len(unit.body().instructions)
    if count <= _LARGEST:
        function = _build(unit, feedback, tried, None)
        if size(function) <= OPTIONS.largest:
            return function
    most = min(count - 1, _LARGEST)
    while most > 0:
        inside = hot_loops(unit.body(), feedback, most)
        if inside:
            function = _build(unit, feedback, tried, inside)
            if size(function) <= OPTIONS.largest:
                return function
        most //= 2
    raise Unsupported(f"{count} instructions, and no hot loop that is small enough")


def size(function: Function) -> int:
    """How much LLVM will have to do: lines of text, roughly; every exit writes back all that has no object yet."""
    instructions = sum([len(block.instructions) for block in function.blocks.values()])
    written = sum([sum([kind.base in WRITTEN_BACK for kind in exit.state]) for exit in function.exits])
    slots = len(function.parameters)
    return _LINES_EACH * instructions + _LINES_WRITTEN * written + _LINES_TAKEN * slots


def _check_arguments(unit: CodeUnit) -> None:
    count = len(parameter_slots(unit))
    if count > MOST_ARGUMENTS:
        raise Unsupported(f"{count} parameters and free variables")


def _build(unit: CodeUnit, feedback: UnitFeedback, tried: Tried, inside: frozenset[int] | None) -> Function:
    builder = Builder(unit, feedback, tried)
    builder.inside = inside
    roots = _roots(builder)
    builder.polls = 0 in roots and has_start(unit, feedback) and _calls(builder)
    if not roots:
        raise Unsupported("nothing was recorded")
    return _assemble(builder, roots, _fixed_point(builder, roots))


def _calls(builder: Builder) -> bool:
    """Whether the code calls anything."""
    return any(one.operation.startswith("call") for one in builder.body.instructions)


def has_start(unit: CodeUnit, feedback: UnitFeedback) -> bool:
    """Whether the code built from this feedback can be entered at the function's start."""
    heads = {one.target for one in unit.body().instructions if one.operation == "back_edge"}
    return (START in feedback.states or (not feedback.states and unit.kind == FUNCTION)) and 0 not in heads


def parameter_slots(unit: CodeUnit) -> list[int]:
    """The slots that are filled when a frame starts: parameters, then free variables' cells."""
    slots = list(range(len(unit.signature.names))) if unit.kind == FUNCTION else []
    named = len(unit.body().slot_names)
    return slots + list(range(named - len(unit.free_names), named))


def _roots(builder: Builder) -> dict[int, tuple[Kind, ...]]:
    """The kinds at the places where a frame can come in: the start, and the heads of loops that went round."""
    states = builder.feedback.states
    roots: dict[int, tuple[Kind, ...]] = {}
    if START in states:
        roots[0] = _start_state(builder, states[START])
    elif not states and builder.unit.kind == FUNCTION:
        roots[0] = _start_state(builder, ((),) * builder.slot_count)
    if builder.inside is not None:
        roots.clear()
    computed = _computed_slots(builder)
    used = _used_slots(builder)
    for head, slots in states.items():
        if head == START or (head == 0 and START in states):
            continue
        if builder.inside is not None and head not in builder.inside:
            continue
        roots[head] = tuple([_root_kind(types, slot in computed, slot in used) for slot, types in enumerate(slots)])
    return roots


def _used_slots(builder: Builder) -> frozenset[int]:
    """The slots that the instructions which are compiled read or write."""
    instructions = builder.body.instructions
    found: set[int] = set()
    for index in range(len(instructions)) if builder.inside is None else builder.inside:
        found.update(instructions[index].operands, (instructions[index].destination,))
    return frozenset(found)


def _start_state(builder: Builder, slots: tuple[tuple[type, ...], ...]) -> tuple[Kind, ...]:
    """Arguments: numbers unboxed where all that were seen were of one type."""
    state = [UNSET] * builder.slot_count
    for slot in parameter_slots(builder.unit):
        base = BASE_OF_TYPE.get(slots[slot][0]) if len(slots[slot]) == 1 and 0 not in builder.feedback.deopts else None
        state[slot] = OBJ if base is None else Kind(base, PERHAPS if base != "bool" else NO)
    return tuple(state)


def _computed_slots(builder: Builder) -> frozenset[int]:
    """The slots that arithmetic or a loop over a range writes: nobody else holds the objects of such numbers."""
    operations = ("binary", "inplace", "unary", "for_next")
    return frozenset([one.destination for one in builder.body.instructions if one.operation in operations])


def _root_kind(types: tuple[type, ...], computed: bool, used: bool) -> Kind:
    """The kind of a slot that held objects of these types when a loop's head was passed; unused, it stays as it is."""
    held = [kind for kind in types if kind.__name__ != "Unset"]
    maybe = len(held) < len(types)
    if not held:
        return UNSET
    if len(held) > 1 or not used:
        return Kind("obj", maybe=maybe)
    base = BASE_OF_TYPE.get(held[0])
    if base is not None:
        return Kind(base, NO if computed or base == "bool" else PERHAPS, maybe)
    if held[0] is _RANGE_ITERATOR and not maybe:
        return RANGE_ITER
    return Kind("obj", maybe=maybe, detail=held[0] if held[0] in STABLE_TYPES or held[0] is array_type() else None)


def _fixed_point(builder: Builder, roots: dict[int, tuple[Kind, ...]]) -> dict[int, tuple[Kind, ...]]:
    # A frame of the interpreter's can come in at a loop's head, with another value than the constant of this path.
    heads = {one.target for one in builder.body.instructions if one.operation == "back_edge"}
    states = dict(roots)
    pending = list(roots)
    rounds: dict[int, int] = {}
    while pending:
        leader = pending.pop()
        rounds[leader] = rounds.get(leader, 0) + 1
        if rounds[leader] > _MOST_ROUNDS:
            raise Unsupported("the kinds of its slots do not settle")
        _run_block(builder, leader, states[leader])
        for target, state in [*builder.edges, *builder.caught.values()]:
            if target in heads:
                state = tuple([general(kind, builder.constants) for kind in state])
            before = states.get(target)
            if before is None:
                states[target] = state
            else:
                joined = tuple([join(a, b, builder.constants) for a, b in zip(before, state, strict=True)])
                if joined == before:
                    continue
                states[target] = joined
            if target not in pending:
                pending.append(target)
    return states


def _run_block(builder: Builder, leader: int, state: tuple[Kind, ...]) -> None:
    """Build the straight run from `leader`; its instructions and edges are left in the builder."""
    builder.state = list(state)
    builder.out = []
    builder.edges = []
    builder.caught = {}
    index = leader
    if leader == 0 and builder.polls:
        builder.pc = 0
        poll_entry(builder)
    while True:
        builder.pc = index
        register = builder.body.instructions[index]
        if builder.inside is not None and index not in builder.inside:
            builder.leave(OUTSIDE)
            return
        if _never_run(builder, index):
            builder.leave(NEVER_RUN)
            return
        STEPS[register.operation](builder, register)
        if builder.edges or (builder.out and builder.out[-1].op in ("leave", "return", "raise", "reraise")):
            return
        # a step may have taken what follows along
        index = builder.pc + 1
        if index in builder.leaders:
            builder.pc = index
            builder.terminate("jump", (), None, (index,))
            return


def _never_run(builder: Builder, index: int) -> bool:
    return index not in builder.feedback.instructions


def _assemble(builder: Builder, roots: dict[int, tuple[Kind, ...]], states: dict[int, tuple[Kind, ...]]) -> Function:
    builder.exits = []
    builder._exit_numbers = {}
    builder.guards = 0
    numbers = {leader: number for number, leader in enumerate(sorted(states))}
    blocks: dict[int, Block] = {}
    heads: dict[int, int] = {}
    for instruction in builder.body.instructions:
        if instruction.operation == "back_edge" and instruction.target in numbers:
            heads[instruction.target] = numbers[instruction.target]
    edges: dict[int, list[tuple[int, tuple[Kind, ...]]]] = {}
    raised: dict[int, tuple[int, tuple[Kind, ...]]] = {}
    for leader, number in numbers.items():
        _run_block(builder, leader, states[leader])
        blocks[number] = Block(number, leader, states[leader], builder.out)
        edges[number] = builder.edges
        raised.update(builder.caught)
    for number, leaving in edges.items():
        targets = tuple([_edge(builder, blocks, numbers[target], state) for target, state in leaving])
        last = blocks[number].instructions[-1]
        blocks[number].instructions[-1] = _with_targets(last, targets)
    caught = {exit: _edge(builder, blocks, numbers[target], state) for exit, (target, state) in raised.items()}
    return Function(
        builder.unit,
        builder.body.slot_names,
        blocks,
        builder.exits,
        builder.constants,
        roots.get(0, (UNSET,) * builder.slot_count),
        heads,
        caught,
        builder.guards,
    )


def _with_targets(last: Instruction, targets: tuple[int, ...]) -> Instruction:
    return Instruction(
        last.op,
        last.dest,
        last.result,
        last.args,
        last.kinds,
        last.immediate,
        last.exit,
        last.error,
        last.drops,
        targets,
        last.pc,
    )


def _edge(builder: Builder, blocks: dict[int, Block], target: int, state: tuple[Kind, ...]) -> int:
    """The block to go to from `state`: the target, or one that converts first."""
    wanted = blocks[target].state if target in blocks else None
    assert wanted is not None
    conversions: list[Instruction] = []
    pc = blocks[target].pc
    for slot, (have, want) in enumerate(zip(state, wanted, strict=True)):
        if needs_conversion(have, want):
            source = ~have.detail if have.base == "const" and isinstance(have.detail, int) else slot
            conversions.append(Instruction("convert", slot, want, (source,), (have,), None, -1, -1, (), (), pc))
    if not conversions:
        return target
    number = len(blocks)
    conversions.append(Instruction("jump", -1, None, (), (), None, -1, -1, (), (target,), pc))
    blocks[number] = Block(number, pc, state, conversions, is_edge=True)
    return number


def needs_conversion(have: Kind, want: Kind) -> bool:
    """Whether an edge between two kinds has to do anything."""
    if have.base == want.base and have.base != "const":
        return have.maybe != want.maybe and have.base != "obj"
    if have.base == "unset" and want.base == "obj":
        return False
    return have != want


__all__ = ["build", "holds_object", "parameter_slots"]
