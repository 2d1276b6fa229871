"""Fold instructions into the ones that use their results.

    %1 = load_attr (x) a              d = a.x - b.x      one op, the two loads attached to it
    %2 = load_attr (x) b        ->
    d = binary (-) %1, %2

What a temporary is written for is mostly read once, by an instruction a few places further on. Where nothing but other
such instructions stands in between, the op that reads takes the value straight from the op that makes it (`Op.attach`,
`Value.get`), and the temporary is never written. What is folded into one op is a *statement*: instructions that follow
each other without a way in or out. Every instruction belongs to one, so between two statements the slots hold what the
register code says, and a run can be left and gone on with there.

`%1 = move local` is folded even where the copy is read twice, since a local is written by no op that gives a value.
"""

from __future__ import annotations

from ast_interp.link.table import made
from ast_interp.ops.bases import slot_operand, temporary_operand
from ast_interp.ops.calling import CallMethodOp
from ast_interp.ops.control import Jump
from ast_interp.ops.slots import Move
from ast_interp.process.watch import mentioned
from ast_interp.run.lookups import place_of_attribute
from ast_interp.run.machine import Catch, Op, Value
from pyston_runtime.interfaces.code import NONE, Body, Instruction
from pyston_runtime.interfaces.typed import Final, final

#: The order in which ops evaluate their operands where it is not the operands' own.
_ORDER: Final[dict[str, tuple[int, ...]]] = {"store_attr": (1, 0), "store_item": (2, 0, 1)}

_FEW: Final = 8
#: The operands' own order, for few of them.
_IN_ORDER: Final = [tuple(range(count)) for count in range(_FEW)]

#: Operations whose immediate is a name that `process.watch` must hear of.
_MENTIONING: Final = frozenset({"load_attr", "call_method", "import_name", "import_from"})


@final
class Statement:
    """One op and the instructions that it carries out.

    Attributes:
        op: the op.
        first, last: the indices of its first and its last instruction.
    """

    def __init__(self, op: Op, first: int, last: int) -> None:
        self.op = op
        self.first = first
        self.last = last


@final
class Pending:
    """A value that has not been taken yet.

    Attributes:
        value: the op that gives it.
        slot: the temporary that is to receive it.
        first, last: the instructions that it covers.
        copied: the local that it is a copy of, or `NONE`.
        reads: the temporaries that it reads and does not empty.
    """

    def __init__(self, value: Value, slot: int, first: int, last: int, copied: int, reads: set[int]) -> None:
        self.value = value
        self.slot = slot
        self.first = first
        self.last = last
        self.copied = copied
        self.reads = reads


def make_op(body: Body, index: int, catches: list[Catch]) -> Op:
    """The op of one instruction, its operands in slots."""
    instruction = body.instructions[index]
    if instruction.operation in _MENTIONING:
        mentioned(str(instruction.immediate))
    grows = instruction.operation == "inplace" and instruction.immediate == "+" and _is_local(body, instruction)
    op = made(instruction, grows)
    _place(op, body, index, catches)
    if isinstance(op, CallMethodOp):
        place = place_of_attribute(body, index)
        op.attribute = Jump(body.instructions[place])
        _place(op.attribute, body, place, catches)
    return op


def _is_local(body: Body, instruction: Instruction) -> bool:
    """Whether an instruction changes a local, not a temporary."""
    return instruction.destination == instruction.operands[0] < len(body.slot_names)


def _place(op: Op, body: Body, index: int, catches: list[Catch]) -> None:
    op.index = index
    op.begins = index
    handler = body.instructions[index].handler
    if handler != NONE:
        op.handler = catches[handler]


def take_temporaries(op: Op, body: Body, instruction: Instruction) -> None:
    """Have an op empty the temporaries that it reads for the last time; ops that attach nothing do it by themselves."""
    left = set(emptied_by(body, instruction))
    for place in reversed(order_of(instruction)):
        slot = instruction.operands[place]
        if slot in left:
            left.remove(slot)
            op.attach(place, temporary_operand(slot))


def emptied_by(body: Body, instruction: Instruction) -> tuple[int, ...]:
    """The temporaries that an instruction reads for the last time; the one that it writes besides is among them."""
    if instruction.destination in instruction.operands and instruction.destination >= len(body.slot_names):
        return (*instruction.released, instruction.destination)
    return instruction.released


def order_of(instruction: Instruction) -> tuple[int, ...]:
    """The places of an instruction's operands in the order in which its op evaluates them."""
    found = _ORDER.get(instruction.operation)
    if found is not None:
        return found
    count = len(instruction.operands)
    return _IN_ORDER[count] if count < _FEW else tuple(range(count))


def ways_in(body: Body) -> set[int]:
    """The indices where control may come from elsewhere than the instruction before."""
    found = {0}
    for index, instruction in enumerate(body.instructions):
        if instruction.target != NONE and not (instruction.operation == "jump" and instruction.target == index + 1):
            found.add(instruction.target)
    for handler in body.handlers:
        found.add(handler.target)
    return found


def fold(body: Body, catches: list[Catch]) -> list[Statement]:
    """The statements of a body, in order; jumps belong to none, or to the one that they stand in."""
    return Folding(body, catches).run()


#: Each instruction looks at all that is pending: a text of thousands of parts must not take the square of that.
_MOST_PENDING: Final = 64


@final
class Folding:
    """The state of `fold`: what is pending stands in the order of its instructions, without a gap."""

    def __init__(self, body: Body, catches: list[Catch]) -> None:
        self.body = body
        self.catches = catches
        self.locals = len(body.slot_names)
        self.pending: list[Pending] = []
        self.handler = NONE
        self.statements: list[Statement] = []
        self.reads: set[int] = set()

    def run(self) -> list[Statement]:
        """Go through the instructions."""
        leaders = ways_in(self.body)
        instructions = self.body.instructions
        index = 0
        while index < len(instructions):
            instruction = instructions[index]
            if index in leaders or instruction.handler != self.handler:
                self.flush(0)
                self.handler = instruction.handler
            if instruction.operation == "jump":
                if instruction.target != index + 1:
                    self.flush(0)
                index += 1
                continue
            op = make_op(self.body, index, self.catches)
            first = self.take_operands(op, instruction, index)
            temporary = self.locals <= instruction.destination < self.body.slot_count
            if isinstance(op, Value) and temporary:
                copied = self.copied(op, instruction)
                if len(self.pending) >= _MOST_PENDING:
                    self.flush(0)
                self.pending.append(Pending(op, instruction.destination, first, index, copied, self.reads))
                index += 1
                continue
            self.flush(0)
            op.begins = first
            last = index
            if temporary and index + 1 < len(instructions) and index + 1 not in leaders:
                following = instructions[index + 1]
                if following.operation == "clear" and following.operands == (instruction.destination,):
                    if op.discard():
                        last = index + 1
            self.statements.append(Statement(op, first, last))
            index = last + 1
        self.flush(0)
        return self.statements

    def copied(self, op: Value, instruction: Instruction) -> int:
        """The slot that an op copies: a local, cell or constant."""
        source = instruction.operands[0] if isinstance(op, Move) else NONE
        return NONE if self.locals <= source < self.body.slot_count else source

    def take_operands(self, op: Op, instruction: Instruction, index: int) -> int:
        """Attach what is pending for an op's operands.

        Returns:
            The index of the first instruction that the op now carries out.
        """
        released = frozenset(emptied_by(self.body, instruction))
        self.reads = {
            slot for slot in instruction.operands if self.locals <= slot < self.body.slot_count and slot not in released
        }
        waiting = {one.slot: one for one in self.pending}
        wanted: list[int] = []
        for place in order_of(instruction):
            one = waiting.get(instruction.operands[place])
            if one is None:
                continue
            if one.copied == NONE and (one.slot not in released or instruction.operands.count(one.slot) > 1):
                self.flush(0)
                break
            wanted.append(place)
        if not self.pending:
            take_temporaries(op, self.body, instruction)
            return index
        # what is used up here must be all that is pending from some point on
        used = [waiting[slot] for slot in instruction.operands if slot in waiting and slot in released]
        start = min([position for position, one in enumerate(self.pending) if one in used], default=len(self.pending))
        values = [one for one in self.pending[start:] if one.copied == NONE]
        taken = [waiting[instruction.operands[place]] for place in wanted]
        reads: set[int] = set()
        for one in self.pending[start:]:
            reads |= one.reads
        emptied = [slot for slot in released if slot not in waiting]
        if (
            any(one not in used for one in self.pending[start:])
            or values != [one for one in taken if one.copied == NONE]
            or any(slot in reads for slot in emptied)
        ):
            self.flush(0)
            take_temporaries(op, self.body, instruction)
            return index
        refused = 0
        for place in wanted:
            one = waiting[instruction.operands[place]]
            if not op.attach(place, one.value if one.copied == NONE else slot_operand(one.copied)):
                refused += 1
        if refused:
            if refused != len(wanted):
                raise AssertionError(f"{instruction.operation} attaches some of its operands only")
            self.flush(0)
            return index
        first = index
        if start < len(self.pending):
            first = self.pending[start].first
            del self.pending[start:]
        self.reads |= reads
        left = set(emptied)
        for place in reversed(order_of(instruction)):
            slot = instruction.operands[place]
            if slot in left:
                left.discard(slot)
                op.attach(place, temporary_operand(slot))
        return first

    def flush(self, start: int) -> None:
        """Give what is pending its temporaries."""
        for one in self.pending[start:]:
            one.value.begins = one.first
            self.statements.append(Statement(one.value, one.first, one.last))
        del self.pending[start:]
