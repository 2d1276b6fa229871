"""Where observers see an observed unit stand: at which instructions lines begin, and what CPython's stack holds there.

A body's instructions have positions, and CPython's code begins a line where the position of the next instruction has
another line. Ours has instructions that CPython does not (they clean up, or jump), and says so by these rules. What is
on the stack decides whether a debugger may jump from one place to another. It is read off the temporaries: those that
are still needed at an instruction, each of the kind that the instruction made it that wrote it.

    for x in y:     place (1, "")   get_iter            and   place (1, "i")   for_next
        try:        place (2, "i")
            f(x)    place (3, "i")
        except E:   place (4, "ie")
            g(x)    place (5, "ie")
"""

from __future__ import annotations

from pyston_runtime.interfaces.code import FUNCTION, NONE, Body, CodeUnit, Instruction
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.typed import Final, final
from pyston_runtime.tracing.skeletons import EXCEPTION, ITERATOR, OBJECT, Place

#: Operations at which no line begins: they set the exception that is being handled, or lead back to a loop's head,
_ON_NO_LINE: Final = frozenset({"push_handled", "pop_handled", "back_edge"})
#: or clean up behind a statement, unless they are one themselves (`break`, `pass`).
_LEAVING: Final = frozenset({"jump", "clear", "reraise"})
_MAKE_ITERATORS: Final = frozenset({"get_iter", "get_aiter"})


@final
class Flow:
    """What a body's temporaries are, at each instruction: sets of them as numbers, bit by bit.

    Attributes:
        first: the slot of the first temporary.
        reached: whether control comes to the instruction at all.
        needed: the temporaries that it or something behind it reads.
        iterators: those that hold a loop's iterator.
        handled: those that hold what was handled before the handler.
        caught: those that hold a handler's own exception.
        pending: of those, the ones that are still to be looked at or raised again.
    """

    def __init__(self, body: Body) -> None:
        count = len(body.instructions)
        self.first = len(body.slot_names)
        self.reached = [False] * count
        self.iterators = [0] * count
        self.handled = [0] * count
        self.caught = [0] * count
        self._body = body
        self._written = [self._writes(one) for one in body.instructions]
        self._forward()
        self.needed = self._backward(False)
        self.pending = self._backward(True) if body.handlers else [0] * count

    def _bit(self, slot: int) -> int:
        return 1 << slot - self.first if self.first <= slot < self._body.slot_count else 0

    def _writes(self, one: Instruction) -> int:
        written = self._bit(one.destination)
        for slots in one.immediate if isinstance(one.immediate, tuple) else ():
            # the slots that `unpack`, `unpack_star` and `split_group` write
            for slot in slots if isinstance(slots, tuple) else (slots,):
                if isinstance(slot, int) and not isinstance(slot, bool) and one.destination == NONE:
                    written |= self._bit(slot)
        return written

    def _forward(self) -> None:
        """Which instructions are reached, and what kinds of temporaries come to them."""
        body = self._body
        instructions = body.instructions
        pending = [(0, 0, 0, 0)]
        while pending:
            index, iterators, handled, caught = pending.pop()
            if self.reached[index]:
                iterators |= self.iterators[index]
                handled |= self.handled[index]
                caught |= self.caught[index]
                if (iterators, handled, caught) == (self.iterators[index], self.handled[index], self.caught[index]):
                    continue
            self.reached[index] = True
            self.iterators[index] = iterators
            self.handled[index] = handled
            self.caught[index] = caught
            one = instructions[index]
            if one.handler != NONE:
                handler = body.handlers[one.handler]
                own = self._bit(handler.exception_slot)
                below = own - 1
                pending.append((handler.target, iterators & below, handled & below, caught & below | own))
            written = self._written[index]
            before = instructions[index - 1] if index else one
            resets = before.operation == "push_handled" and before.destination == one.destination
            iterators &= ~written
            handled &= ~written
            caught &= ~written
            if one.operation in _MAKE_ITERATORS:
                iterators |= written
            elif one.operation == "push_handled" or resets:
                handled |= written
            if one.target != NONE:
                pending.append((one.target, iterators, handled, caught))
            if OPERATIONS[one.operation].falls_through:
                pending.append((index + 1, iterators, handled, caught))

    def _backward(self, clearing: bool) -> list[int]:
        """Which temporaries are read at or behind each instruction; with `clearing`, to clear one is no reading."""
        body = self._body
        instructions = body.instructions
        needed = [0] * len(instructions)
        changed = True
        while changed:
            changed = False
            for index in range(len(instructions) - 1, -1, -1):
                if not self.reached[index]:
                    continue
                one = instructions[index]
                after = needed[index + 1] if OPERATIONS[one.operation].falls_through else 0
                if one.target != NONE:
                    after |= needed[one.target]
                after &= ~self._written[index]
                if one.handler != NONE:
                    handler = body.handlers[one.handler]
                    after |= needed[handler.target] & ~self._bit(handler.exception_slot)
                for slot in one.operands:
                    if clearing and one.operation == "clear":
                        after &= ~self._bit(slot)
                    else:
                        after |= self._bit(slot)
                if after != needed[index]:
                    needed[index] = after
                    changed = True
        return needed

    def slots(self, chosen: int) -> list[int]:
        """The temporaries of a set, in order."""
        found: list[int] = []
        slot = self.first
        while chosen:
            if chosen & 1:
                found.append(slot)
            chosen >>= 1
            slot += 1
        return found

    def stack(self, index: int) -> str:
        """What CPython's stack holds at an instruction."""
        letters: list[str] = []
        hidden = self.caught[index] & ~self.pending[index]
        for slot in self.slots(self.needed[index] & ~hidden):
            bit = self._bit(slot)
            if self.iterators[index] & bit:
                letters.append(ITERATOR)
            else:
                letters.append(EXCEPTION if self.handled[index] & bit else OBJECT)
        return "".join(letters)


@final
class Places:
    """The places of a unit.

    Attributes:
        flow: its temporaries.
        all: the places; those of one line do not stand side by side, since CPython would take the second for the first.
        numbers: by the index of an instruction, the number of the place that begins there; -1 for none.
    """

    def __init__(self, unit: CodeUnit, body: Body) -> None:
        self.flow = Flow(body)
        lines = _beginnings(unit, body)
        keys: list[tuple[int, str]] = []
        # the places that CPython's code comes to first in a line, each with those that it comes to within the line:
        # jumps lead to the former alone, which is so where the latter stand right behind them
        followers: dict[tuple[int, str], list[tuple[int, str]]] = {}
        ranks: dict[tuple[int, str], tuple[int, int]] = {}
        counts: dict[int, int] = {}
        known: set[tuple[int, str]] = set()
        leader = (NONE, "")
        entered = _entered(body, lines)
        for index, line in enumerate(lines):
            if line <= 0 or not self.flow.reached[index] or not entered[index]:
                keys.append((NONE, ""))
                continue
            key = (line, self.flow.stack(index))
            keys.append(key)
            within = index > 0 and lines[index - 1] == line == leader[0]
            if key not in known:
                known.add(key)
                if within:
                    followers[leader].append(key)
                else:
                    followers[key] = []
                    ranks[key] = (counts.get(line, 0), line)
                    counts[line] = counts.get(line, 0) + 1
            if not within and key in followers:
                leader = key
        ordered: list[tuple[int, str]] = []
        for key in sorted(ranks, key=ranks.__getitem__):
            ordered.append(key)
            ordered.extend(followers[key])
        self.all = [Place(line, stack) for line, stack in ordered]
        if not self.all:
            self.all.append(Place(unit.first_line, ""))
        found = {key: number for number, key in enumerate(ordered)}
        self.numbers = [found.get(key, -1) for key in keys]
        self._of_lines = {place.line: number for number, place in reversed(list(enumerate(self.all)))}

    def standing(self, index: int, line: int) -> int:
        """The number of the place at which a frame stands that is at an instruction of some line."""
        while index >= 0:
            number = self.numbers[index]
            if number >= 0 and self.all[number].line == line:
                return number
            index -= 1
        return self._of_lines.get(line, 0)


def _entered(body: Body, lines: list[int]) -> list[bool]:
    """Whether control may come to an instruction from another line than its own, or from behind it."""
    entered = [True]
    for index in range(1, len(lines)):
        entered.append(lines[index] != lines[index - 1])
    for index, one in enumerate(body.instructions):
        if one.target != NONE and (one.target <= index or lines[one.target] != lines[index]):
            entered[one.target] = True
    for handler in body.handlers:
        entered[handler.target] = True
    return entered


def _opens(instructions: list[Instruction], index: int) -> bool:
    """Whether an instruction is of a handler's entry, and no statement's."""
    one = instructions[index]
    if one.operation == "move" and index:
        one = instructions[index - 1] if instructions[index - 1].destination == one.destination else one
    return one.operation == "push_handled"


def _beginnings(unit: CodeUnit, body: Body) -> list[int]:
    """The line that begins at each instruction; -1 for none."""
    instructions = body.instructions
    lines = [one.position.line for one in instructions]
    for index, one in enumerate(instructions):
        behind = index > 0 and one.position == instructions[index - 1].position and not _opens(instructions, index - 1)
        if one.operation == "jump" and one.target == index + 1:
            # `Builder.mark`
            behind = False
        if one.operation in _ON_NO_LINE or _opens(instructions, index) or (behind and one.operation in _LEAVING):
            lines[index] = NONE
    last = instructions[-1]
    if (
        last.operation == "return"
        and last.operands[0] >= body.slot_count
        and body.constants[last.operands[0] - body.slot_count] is None
        and len(lines) > 1
        and last.position == instructions[-2].position
    ):
        # the return that no statement asks for happens in whatever line comes to the end
        lines[-1] = NONE
    if unit.kind != FUNCTION:
        end = last.position.line
        if end != max([one.position.line for one in instructions]):
            # what ends a class body or a module has the line of its head
            index = len(lines) - 1
            while index >= 0 and instructions[index].position.line == end:
                lines[index] = NONE
                index -= 1
    return lines
