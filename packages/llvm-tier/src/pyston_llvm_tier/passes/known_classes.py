"""Drop guards of an instance's class where one before has held and nothing since can have changed it.

Forward over all blocks: which slots hold instances of which class, at which version of it. A fact is of the slot, and
ends with what the slot holds. All facts end where code that is not the compiled function's may run, since it can assign
to `__class__`, or change a class: at calls, at what lets other threads in, at allocations that can start a garbage
collection, and where an object may die that has a finalizer. What is not known to be harmless is none.

The first access to an attribute in a stretch of such code keeps its guard; those after it become `known_` ops, which
look neither at the instance's type nor at the version, nor at whether it keeps its attributes in a dict.
"""

from __future__ import annotations

from typing import Final, cast

from pyston_llvm_tier.ir.kinds import OBJ, UNSET, Kind
from pyston_llvm_tier.ir.model import Block, Function, Instruction
from pyston_llvm_tier.native.fields import Field

#: The class, its version, and whether the instance is known to keep its attributes as values.
Fact = tuple[type, int, bool]

#: By slot.
Facts = dict[int, Fact]

KNOWN: Final = "known_"

_ACCESSES: Final = frozenset(
    {"field_get", "field_get_int", "field_get_float", "field_set", "field_set_int", "field_set_float"}
)
#: What runs no other code, as long as what it drops has no finalizer.
_HARMLESS: Final = frozenset(
    {
        *"int_add int_sub int_mul int_floordiv int_mod int_and int_or int_xor int_lshift int_rshift".split(),
        *"int_truediv int_neg int_abs int_extreme".split(),
        *"float_add float_sub float_mul float_truediv float_mod float_pow float_neg float_abs float_to_int".split(),
        *"float_extreme to_float not_number math compare_numbers compare_is".split(),
        *"box unbox convert copy move clear size slice_new load_cell range_iter range_next".split(),
        *"guard_type guard_is guard_bound guard_version guard_class guard_cell guard_defaults guard_size".split(),
        *"guard_global guard_member".split(),
        *"list_get list_get_int list_get_float tuple_get tuple_get_int tuple_get_float".split(),
        *"array_get array_get_int array_set array_set_int list_append".split(),
        *"branch_truth branch_is jump leave".split(),
        *(_ACCESSES - {"field_set"}),
    }
)
_COMPARISONS: Final = frozenset({"compare_numbers", "compare_is"})
#: Exact types whose instances die without running anything.
_QUIET_TYPES: Final = frozenset({int, float, bool, str, bytes, range, complex})


def drop_known_guards(function: Function) -> None:
    """The pass."""
    arriving = _arriving(function)
    for index, block in function.blocks.items():
        facts = dict(arriving.get(index) or {})
        state = list(block.state)
        for place, instruction in enumerate(block.instructions):
            if instruction.op in _ACCESSES and _known(instruction, facts):
                block.instructions[place] = instruction._replace(op=KNOWN + instruction.op)
            _step(instruction, state, facts)


def _arriving(function: Function) -> dict[int, Facts | None]:
    """The facts at the start of each block that is reached."""
    # the interpreter enters at loops' heads too, and exceptions arrive from anywhere
    free = {0, *function.heads.values(), *function.caught.values()}
    facts: dict[int, Facts | None] = dict.fromkeys(function.blocks)
    pending: list[int] = []
    for index in sorted(free & function.blocks.keys()):
        facts[index] = {}
        pending.append(index)
    while pending:
        index = pending.pop()
        block = function.blocks[index]
        leaving = dict(facts[index] or {})
        _through(block, leaving)
        for target in block.instructions[-1].targets:
            before = facts[target]
            after = leaving if before is None else {s: v for s, v in before.items() if leaving.get(s) == v}
            if after != before:
                facts[target] = dict(after)
                if target not in pending:
                    pending.append(target)
    return facts


def _through(block: Block, facts: Facts) -> None:
    state = list(block.state)
    for instruction in block.instructions:
        _step(instruction, state, facts)


def _known(instruction: Instruction, facts: Facts) -> bool:
    field = _only_field(instruction)
    return field is not None and facts.get(instruction.args[0]) == (field.holder, field.version, field.strict)


def _only_field(instruction: Instruction) -> Field | None:
    fields = instruction.immediate
    if isinstance(fields, tuple) and len(fields) == 1 and isinstance(fields[0], Field):
        return fields[0]
    return None


def _step(instruction: Instruction, state: list[Kind], facts: Facts) -> None:
    """Take the facts and the kinds of slots from before an instruction to behind it."""
    harmless = _is_harmless(instruction, state)
    if not harmless:
        facts.clear()
    moved: Fact | None = None
    if instruction.op in ("copy", "move"):
        moved = facts.get(instruction.args[0])
    elif harmless and instruction.op in _ACCESSES and instruction.args[0] >= 0:
        # what it drops dies behind its guard
        field = _only_field(instruction)
        if field is not None:
            facts[instruction.args[0]] = (field.holder, field.version, field.strict)
    ended = [*instruction.drops, *((instruction.args[0],) if instruction.op == "move" else ())]
    for slot in ended:
        facts.pop(slot, None)
        if slot >= 0:
            state[slot] = UNSET
    if instruction.dest >= 0 and instruction.result is not None:
        facts.pop(instruction.dest, None)
        state[instruction.dest] = instruction.result
        if moved is not None:
            facts[instruction.dest] = moved
    if instruction.op == "unpack":
        _, slots = cast("tuple[type, tuple[int, ...]]", instruction.immediate)
        for slot in slots:
            state[slot] = OBJ


def _is_harmless(instruction: Instruction, state: list[Kind]) -> bool:
    op = instruction.op.removeprefix(KNOWN)
    if op == "branch_compare":
        immediate = instruction.immediate
        fine = isinstance(immediate, tuple) and immediate[0] in _COMPARISONS
    else:
        fine = op in _HARMLESS
    return fine and all(_dies_quietly(state[slot]) for slot in instruction.drops)


def _dies_quietly(kind: Kind) -> bool:
    return kind.base != "obj" or kind.detail in _QUIET_TYPES
