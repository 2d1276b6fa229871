"""Walk through an observed unit line by line, for its skeleton.

A skeleton (`pyston_runtime.tracing.skeletons`) is host code that stands on the unit's lines. Its walker runs the
guest's frame: from where it stands up to the next instruction that begins a line, a return, an exception or a `yield`,
and tells the skeleton where to go. The ops of a walked frame are not folded, so that each instruction has its own line.
A call of another guest function goes through that function's own skeleton.

The frame's locals are the guest's slots. The skeleton shows them in its host frame, which a debugger may write to;
what has changed there since the last line is taken over before the next.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from types import CellType, CodeType, FrameType, FunctionType

from ast_interp.link.linker import make_ops, set_target
from ast_interp.ops.calling import CallingOp
from ast_interp.run.driver import Interrupted
from ast_interp.run.machine import (
    DELEGATED,
    ENTER,
    FAILED,
    GO,
    LEAVE,
    RERAISED,
    RETURNED,
    RUNNING,
    SWITCH,
    UNSET,
    YIELDED,
    Code,
    Frame,
    FunctionCode,
    Op,
    park,
)
from ast_interp.run.unwind import catch, empty
from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.code import FUNCTION, NONE, Body, CodeUnit
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.typed import Any, Final, cast, final, i64, partial
from pyston_runtime.tracebacks.base import visible_frame
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracing.skeletons import (
    CAUGHT,
    DELEGATES,
    ERROR,
    GO_ON,
    RAISES,
    RAISES_OUT,
    RERAISES,
    RERAISES_OUT,
    RETURNS,
    SENT,
    SHOW,
    STEP,
    VALUE,
    YIELDS,
    Skeleton,
)

_NOT_BEGUN: Final = -1
#: The key of a course in `Code.makers`.
_COURSE: Final = "course"
#: Operations at which no line begins: they set the exception that is being handled,
_HANDLING: Final = frozenset({"push_handled", "pop_handled"})
#: or clean up behind a statement, unless they are one themselves (`break`, `pass`).
_LEAVING: Final = frozenset({"jump", "clear", "reraise"})


@final
class Course:
    """One function's code, ready to be walked; `course[cells, arguments]` is a new walker.

    Attributes:
        function: the function.
        code: its ops, one for each instruction.
        ops: by the index of their instruction.
        blocks: by the same index, the number of the block of its line; -1 for no line.
        skeleton: the host code.
        slots: of the skeleton's names, in order; -1 for one without.
    """

    def __init__(self, function: FunctionCode) -> None:
        self.function = function
        unit = function.unit
        body = unit.body()
        self.ops, self.code = _link(function, body)
        lines = sorted({one.position.line for one in body.instructions if one.position.line > 0})
        if not lines:
            lines = [unit.first_line]
        numbers = {line: number for number, line in enumerate(lines)}
        self.blocks: list[int] = _blocks(unit, body, numbers)
        self.adopted: dict[int, tuple[Frame, partial[object]]] = {}
        self.skeleton = Skeleton(unit, lines, self)
        names = body.slot_names
        self.slots: list[int] = [names.index(name) if name in names else -1 for name in self.skeleton.names]

    def __getitem__(self, given: tuple[tuple[object, ...], tuple[object, ...]]) -> Walker:
        adopted = self.adopted.pop(get_ident(), None)
        if adopted is not None:
            return Walker(self, _host_frame(), adopted[0], adopted[1])
        frame = Frame(self.function, self.code)
        slots = frame.slots
        for index, value in enumerate(given[1]):
            slots[index] = value
        place: i64 = self.code.free_start
        for cell in given[0]:
            slots[place] = cell
            place += 1
        return Walker(self, _host_frame(), frame, None)

    def adopt(self, frame: Frame, action: partial[object]) -> None:
        """Have the next walker of this thread go on with a frame, doing what it waits for first."""
        self.adopted[get_ident()] = (frame, action)


def _host_frame() -> FrameType:
    """The skeleton's frame: the innermost, but for the pure interpreter's own."""
    return sys._getframe() if _COMPILED else visible_frame()


def _blocks(unit: CodeUnit, body: Body, numbers: dict[int, int]) -> list[int]:
    """The block of each instruction's line; -1 for one at which no line begins.

    Args:
        unit, body: what is walked.
        numbers: the blocks, by their lines.
    """
    lines = [one.position.line for one in body.instructions]
    blocks = [numbers.get(line, -1) for line in lines]
    for index, one in enumerate(body.instructions):
        # the way back to a loop's head is no line of its own, but for `continue`
        again = one.operation == "back_edge" and lines[index] == lines[one.target]
        # nor is what leaves a statement
        behind = index > 0 and one.position == body.instructions[index - 1].position
        if again or one.operation in _HANDLING or (behind and one.operation in _LEAVING):
            blocks[index] = -1
    last = body.instructions[-1]
    if (
        last.operation == "return"
        and last.operands[0] >= body.slot_count
        and body.constants[last.operands[0] - body.slot_count] is None
        and len(lines) > 1
        and last.position == body.instructions[-2].position
    ):
        # the return that no statement asks for happens in whatever line comes to the end
        blocks[-1] = -1
    if unit.kind != FUNCTION and lines[-1] != max(lines):
        # what ends a class body or a module has the line of its head
        index = len(lines) - 1
        while lines[index] == lines[-1]:
            blocks[index] = -1
            index -= 1
    return blocks


def _link(function: FunctionCode, body: Body) -> tuple[list[Op], Code]:
    """Make an op of each instruction and connect them."""
    ops, catches = make_ops(body)
    for index, op in enumerate(ops):
        if index + 1 < len(ops):
            op.next = ops[index + 1]
        target = body.instructions[index].target
        if target != NONE:
            set_target(op, ops[target])
    for one, handler in zip(catches, body.handlers, strict=True):
        one.entry = ops[handler.target]
    template: list[object] = [UNSET] * body.slot_count
    template.extend(body.constants)
    named = len(body.slot_names)
    code = Code(function.unit, template, body.slot_count, named, named - len(function.unit.free_names))
    code.entry = ops[0]
    return ops, code


@final
class Walker:
    """One activation.

    Attributes:
        frame: the guest's frame.
        op: what runs next; while an exception is on its way, or a `yield`, the op that it comes from.
        block: the number of the block of the line that the frame stands on.
        shown: what the host's frame shows as locals.
        action: what an adopted frame waits for, until that is done; its result is the op's.
        destination: where its result goes.
        following: the op behind it.
        pending: a way out of a block that is to be taken at the next step.
    """

    def __init__(self, course: Course, host: FrameType, frame: Frame, action: partial[object] | None) -> None:
        self.course = course
        self.frame = frame
        self.op: Op = course.code.entry
        self.action = action
        self.following: Op | None = None
        self.destination = NONE
        if action is not None:
            calling = frame.op
            if isinstance(calling, CallingOp):
                self.destination = int(calling.destination)
            else:
                self.destination = course.function.unit.body().instructions[calling.index].destination
            self.op = course.ops[calling.index]
            self.following = course.ops[frame.op.next.begins]
            frame.code = course.code
            frame.op = self.op
        elif course.function.unit.kind != FUNCTION:
            namespace: object = cast(Any, host).f_locals
            if namespace is not frame.globals:
                frame.namespace = namespace
        frame.walked = True
        self.block = _NOT_BEGUN
        self.first = host.f_lasti + course.skeleton.first_step
        self.shown: tuple[object, ...] | None = None
        self.pending: object = None
        self.error: BaseException | None = None

    def __getitem__(self, what: int) -> object:
        if what == STEP:
            return self.step(_host_frame())
        if what == SHOW:
            return self.show()
        if what == VALUE:
            return self.value()
        if what == ERROR:
            return self.error
        if what == CAUGHT:
            return self.caught()
        assert what == GO_ON
        return self.within()

    def __setitem__(self, what: int, sent: object) -> None:
        assert what == SENT
        frame = self.frame
        if frame.destination >= 0:
            frame.slots[frame.destination] = sent
        self.op = frame.resume

    def step(self, host: FrameType) -> object:
        """Go on from the line that the host's frame stands on."""
        place = host.f_lasti - self.first
        if place < 0:
            return self.begin()
        number = place // self.course.skeleton.block
        pending = self.pending
        if pending is not None:
            self.pending = None
            return pending
        shown = self.shown
        if shown is not None and host.f_trace is not None:
            self.take_over(host, shown)
        if number != self.block and not self.move(number):
            return self.way_out()
        if self.action is not None and not self.act(self.action):
            return self.way_out()
        return self.walk()

    def act(self, action: partial[object]) -> bool:
        """Do what the adopted frame waits for; whether that raised nothing."""
        frame = self.frame
        following = self.following
        assert following is not None
        self.action = None
        try:
            value = action()
        except BaseException as error:
            error.__traceback__ = without_own(error.__traceback__)
            frame.error = error
            frame.status = FAILED
            return False
        if self.destination >= 0:
            frame.slots[self.destination] = value
        self.op = following
        return True

    def begin(self) -> object:
        """Go up to the first line."""
        number = self.course.blocks[self.op.index]
        if number < 0 and self.action is None:
            return self.within()
        number = max(number, 0)
        self.block = number
        return self.course.skeleton.paths[number]

    def within(self) -> object:
        """Go on where no way out of a block can be taken: one is taken from the line's block, as a step of its own."""
        path = self.walk()
        if cast("tuple[bool, object]", path)[0]:
            return path
        self.pending = path
        self.block = max(self.block, 0)
        return self.course.skeleton.paths[self.block]

    def walk(self) -> object:
        """Run up to the next line, or to whatever ends the walk before; the path there."""
        bottom = self.frame
        bottom.status = RUNNING
        frame = bottom
        op = self.op
        blocks = self.course.blocks
        block = self.block
        while True:
            before = op
            try:
                following = op.run(frame)
            except BaseException as error:
                following = Interrupted(op, error)
            if following is SWITCH:
                mode = frame.mode
                if mode == ENTER:
                    assert frame.switch is not None
                    frame = frame.switch
                    op = frame.code.entry
                    continue
                if mode == LEAVE:
                    assert frame.back is not None
                    back = frame.back
                    park(frame)
                    frame = back
                    before = frame.op
                    following = before.next
                elif mode == GO:
                    assert frame.switch is not None
                    switch = frame.switch
                    frame.switch = None
                    frame = switch
                    before = frame.op
                    following = frame.resume
                else:
                    frame.switch = None
                    return self.way_out()
            op = following
            if frame is bottom and not isinstance(op, Interrupted):
                number = blocks[op.index]
                if number >= 0 and (number != block or op.index <= before.index):
                    self.op = op
                    self.block = number
                    return self.course.skeleton.paths[number]

    def way_out(self) -> object:
        """The path for what the frame has stopped with."""
        frame = self.frame
        status = frame.status
        if status == RETURNED:
            return RETURNS
        self.op = frame.op
        if status == YIELDED:
            return YIELDS
        if status == DELEGATED:
            return DELEGATES
        self.error = frame.error
        frame.error = None
        inside = self.op.handler is not None
        if status == RERAISED:
            return RERAISES if inside else RERAISES_OUT
        assert status == FAILED
        return RAISES if inside else RAISES_OUT

    def value(self) -> object:
        """What the frame has returned or yielded."""
        frame = self.frame
        value = frame.value
        frame.value = None
        return value

    def caught(self) -> bool:
        """Whether the exception being handled is caught in the frame; if so, what follows is its handler."""
        error = sys.exception()
        assert error is not None
        self.error = None
        handler = self.op.handler
        if handler is None:
            empty(self.frame)
            return False
        self.op = catch(self.frame, handler, error)
        return True

    def show(self) -> tuple[object, ...] | None:
        """The values that the host's frame is to show; None if it shows them already."""
        frame = self.frame
        if frame.status == RETURNED:
            # it is empty by now
            return None
        slots = frame.slots
        captured = self.course.skeleton.captured
        names = self.course.skeleton.names
        shown = self.shown
        values: list[object] = []
        changed = shown is None
        for index, slot in enumerate(self.course.slots):
            value = slots[slot] if slot >= 0 else UNSET
            if names[index] in captured and type(value) is not CellType:
                value = CellType()
            if shown is not None and shown[index] is not value:
                changed = True
            values.append(value)
        if not changed:
            return None
        self.shown = tuple(values)
        return self.shown

    def take_over(self, host: FrameType, shown: tuple[object, ...]) -> None:
        """Take over what a debugger has changed in the host's frame; cells are the guest's own."""
        values = cast(Any, host).f_locals
        captured = self.course.skeleton.captured
        slots = self.frame.slots
        changed = list(shown)
        for index, name in enumerate(self.course.skeleton.names):
            slot = self.course.slots[index]
            if name in captured or slot < 0:
                continue
            value = values.get(name, UNSET)
            if value is not shown[index]:
                slots[slot] = value
                changed[index] = value
        self.shown = tuple(changed)

    def move(self, number: int) -> bool:
        """A debugger has set `f_lineno`: go on at the first instruction of another line; whether that is possible."""
        course = self.course
        body = course.function.unit.body()
        index = course.blocks.index(number)
        frame = self.frame
        slots = frame.slots
        needed = _needed(body, index)
        self.block = number
        if any([slots[slot] is UNSET for slot in needed]):
            frame.op = self.op
            frame.error = ValueError("can't jump into the middle of a block")
            frame.status = FAILED
            return False
        left = [one.destination for one in body.instructions if one.operation == "push_handled"]
        for slot in sorted(set(left) - needed):
            if slots[slot] is None or isinstance(slots[slot], BaseException):
                # out of a handler: what was handled around it is handled again
                set_handled(slots[slot])
                break
        for slot in range(len(body.slot_names), body.slot_count):
            if slot not in needed:
                slots[slot] = UNSET
        self.op = course.ops[index]
        return True


def _needed(body: Body, start: int) -> set[int]:
    """The temporaries that must be there for control to go on at an instruction."""
    first = len(body.slot_names)
    count = len(body.instructions)
    live: list[set[int]] = [set() for _ in range(count)]
    changed = True
    while changed:
        changed = False
        for index in range(count - 1, -1, -1):
            one = body.instructions[index]
            after: set[int] = set()
            if OPERATIONS[one.operation].falls_through and index + 1 < count:
                after |= live[index + 1]
            if one.target != NONE:
                after |= live[one.target]
            after.discard(one.destination)
            if one.handler != NONE:
                handler = body.handlers[one.handler]
                after |= live[handler.target] - {handler.exception_slot}
            after |= {slot for slot in one.operands if first <= slot < body.slot_count}
            if after != live[index]:
                live[index] = after
                changed = True
    return live[start]


def course_of(frame: Frame) -> Course:
    """The course of a frame's function: one for all, since the collector does not see what its code holds."""
    makers = frame.code.makers
    found = makers.get(_COURSE)
    if found is None:
        found = Course(frame.function)
        makers[_COURSE] = found
    return cast(Course, found)


def skeleton_code(function: FunctionCode) -> CodeType:
    """The host code of an observed function."""
    return Course(function).skeleton.code


#: Compiled functions are not Python's, and have no frames.
_COMPILED: Final = type(skeleton_code) is not FunctionType
