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
from _collections_abc import Callable
from _thread import get_ident

from ast_interp.link.linker import make_ops, set_target
from ast_interp.ops.calling import CallingOp
from ast_interp.run.activation import empty, park
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
)
from ast_interp.run.unwind import catch
from ast_interp.run.wiring import MACHINE
from ast_interp.tracing import calls
from ast_interp.tracing.places import Places
from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.code import FUNCTION, NONE, Body
from pyston_runtime.interfaces.typed import (
    Any,
    CellType,
    CodeType,
    Final,
    FrameType,
    FunctionType,
    cast,
    final,
    i64,
    partial,
)
from pyston_runtime.tracebacks.base import visible_frame
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracing.skeletons import (
    CALLS,
    CAUGHT,
    DELEGATES,
    ERROR,
    GO_ON,
    HANDLED,
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

# a program may put something else in their place
_get_frame: Final = sys._getframe
_handled: Final = sys.exception

_NOT_BEGUN: Final = -1
#: The key of a course in `Code.makers`.
_COURSE: Final = "course"


@final
class Course:
    """One function's code, ready to be walked; `course[cells, arguments]` is a new walker.

    Attributes:
        function: the function.
        code: its ops, one for each instruction.
        body: the instructions.
        calling: by their index, whether they are calls that the skeleton makes.
        ops: by the index of their instruction.
        places: where it may stand; their numbers are those of the skeleton's blocks.
        numbers: by the same index as the ops, the number of the place that begins there; -1 for none.
        lines: by their numbers, the lines of the places.
        skeleton: the host code.
        slots: of the skeleton's names, in order; -1 for one without.
    """

    def __init__(self, function: FunctionCode) -> None:
        self.function = function
        unit = function.unit
        body = unit.body()
        self.ops, self.code = _link(function, body)
        self.places = Places(unit, body)
        self.numbers: list[int] = self.places.numbers
        self.body = body
        self.calling = [one.operation in calls.CALLS for one in body.instructions]
        self.lines: list[int] = [place.line for place in self.places.all]
        self.adopted: dict[int, list[tuple[Frame, partial[object]]]] = {}
        self.skeleton = Skeleton(unit, self.places.all, self)
        names = body.slot_names
        self.slots: list[int] = [names.index(name) if name in names else -1 for name in self.skeleton.names]

    def __getitem__(self, given: tuple[tuple[object, ...], tuple[object, ...]]) -> Walker:
        waiting = self.adopted.get(get_ident())
        if waiting:
            adopted = waiting.pop()
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
        self.adopted.setdefault(get_ident(), []).append((frame, action))


def _host_frame() -> FrameType:
    """The skeleton's frame: the innermost, but for the pure interpreter's own."""
    return _get_frame() if _COMPILED else visible_frame()


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


def _behind(body: Body, calling: int, begins: int) -> int:
    """Where control goes from a call that is waited for: to the op that begins at `begins`, by way of the jumps that
    lead there, which linking has left out, and at which lines begin.
    """
    instructions = body.instructions
    for index in range(calling + 1, begins):
        if instructions[index].operation == "jump":
            target = instructions[index].target
            while target < begins and instructions[target].operation == "jump":
                target = instructions[target].target
            return index if target == begins else begins
    return begins


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
        wanted: a call that the skeleton is to make.
        adopted: whether it is an adopted frame's, whose call has not returned yet.
        pending: a way out of a block that is to be taken at the next step.
    """

    def __init__(self, course: Course, host: FrameType, frame: Frame, action: partial[object] | None) -> None:
        self.course = course
        self.frame = frame
        self.op: Op = course.code.entry
        self.action = action
        self.following = self.op
        # not in the frame's `value`, where one that constructs has the instance
        self.wanted: calls.Call | None = None
        self.adopted = action is not None
        self.destination = NONE
        if action is not None:
            calling = frame.op
            if isinstance(calling, CallingOp):
                self.destination = int(calling.destination)
            else:
                self.destination = course.function.unit.body().instructions[calling.index].destination
            self.op = course.ops[calling.index]
            self.following = course.ops[_behind(course.body, int(calling.index), int(frame.op.next.begins))]
            frame.code = course.code
            frame.op = self.op
        elif course.function.unit.kind != FUNCTION:
            namespace: object = cast(Any, host).f_locals
            if namespace is not frame.globals:
                frame.namespace = namespace
        frame.walked = True
        self.block = _NOT_BEGUN
        self.first = host.f_lasti
        self.shown: tuple[object, ...] | None = None
        self.pending: tuple[bool, object] | None = None
        self.error: BaseException | None = None

    def __getitem__(self, what: int) -> object:
        if what == STEP:
            host = _host_frame()
            return _unseen(host, partial(self.step, host)) if _SEEN else self.step(host)
        if what == SHOW:
            return self.show()
        if what == VALUE:
            return self.value()
        if what == ERROR:
            return self.error
        if what == CAUGHT:
            return self.caught()
        if what == HANDLED:
            return _handled()
        assert what == GO_ON
        return _unseen(_host_frame(), self.within) if _SEEN else self.within()

    def __setitem__(self, what: int, sent: object) -> None:
        assert what == SENT
        frame = self.frame
        if frame.destination >= 0:
            frame.slots[frame.destination] = sent
        self.op = frame.resume
        if self.adopted:
            # what the frame calls next may be the first to be observed
            self.adopted = False
            MACHINE.observes()

    def step(self, host: FrameType) -> tuple[bool, object]:
        """Go on from the line that the host's frame stands on."""
        number = self.course.skeleton.steps.get(host.f_lasti - self.first, _NOT_BEGUN)
        if number == _NOT_BEGUN:
            return self.begin()
        pending = self.pending
        if pending is not None:
            self.pending = None
            return pending
        shown = self.shown
        if shown is not None and host.f_trace is not None:
            self.take_over(host, shown)
        if number != self.block and not self.move(number):
            return self.way_out()
        action = self.action
        if action is not None:
            self.action = None
            return self.asked((({}, ()), action), self.destination, self.following)
        return self.walk()

    def begin(self) -> tuple[bool, object]:
        """Go up to the first line."""
        course = self.course
        index = int(self.op.index)
        number = course.numbers[index]
        if self.action is not None:
            number = course.places.standing(index, course.function.unit.body().instructions[index].position.line)
        elif number < 0:
            path = self.walk()
            if path[0]:
                return path
            # no way out can be taken here: it is taken from a block
            self.pending = path
        self.block = max(number, self.block, 0)
        return course.skeleton.paths[self.block]

    def within(self) -> tuple[bool, object]:
        """Go on where only the way to another block can be taken: others are taken when this one is entered again."""
        path = self.walk()
        if not path[0]:
            self.pending = path
        return path

    def walk(self) -> tuple[bool, object]:
        """Run up to the next line, or to whatever ends the walk before; the path there."""
        bottom = self.frame
        bottom.status = RUNNING
        frame = bottom
        op = self.op
        numbers = self.course.numbers
        lines = self.course.lines
        line = NONE
        if self.block >= 0:
            line = lines[self.block]
            number = numbers[op.index]
            if number >= 0 and lines[number] != line:
                # what was awaited is there, and the next line begins with it
                self.block = number
                return self.course.skeleton.paths[number]
        calling = self.course.calling
        while True:
            before = op
            if frame is bottom and not isinstance(op, Interrupted) and calling[op.index]:
                ahead = self.call(op)
                if ahead is not None:
                    return ahead
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
                number = numbers[op.index]
                if number >= 0 and (lines[number] != line or op.index <= before.index):
                    self.op = op
                    self.block = number
                    return self.course.skeleton.paths[number]

    def call(self, op: Op) -> tuple[bool, object] | None:
        """Have the skeleton make a call; None where the op is to do it."""
        frame = self.frame
        try:
            found = calls.call_of(op, frame, self.course.body)
        except BaseException as error:
            error.__traceback__ = without_own(error.__traceback__)
            frame.error = error
            frame.status = FAILED
            frame.op = op
            return self.way_out()
        if found is None:
            return None
        assert isinstance(op, CallingOp)
        self.op = op
        return self.asked(found, op.destination, op.next)

    def asked(self, call: calls.Call, destination: i64, following: Op) -> tuple[bool, object]:
        """The path to a call; its result goes to a slot, and control to an op."""
        frame = self.frame
        self.wanted = call
        frame.destination = destination
        frame.resume = following
        return CALLS

    def way_out(self) -> tuple[bool, object]:
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
        """What the frame has returned or yielded, or what it calls."""
        frame = self.frame
        wanted = self.wanted
        if wanted is not None:
            self.wanted = None
            return wanted
        value = frame.value
        frame.value = None
        return value

    def caught(self) -> bool:
        """Whether the exception being handled is caught in the frame; if so, what follows is its handler."""
        error = _handled()
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
        flow = course.places.flow
        index = course.numbers.index(number)
        here = int(self.op.index)
        frame = self.frame
        slots = frame.slots
        needed = flow.needed[index]
        self.block = number
        if any([slots[slot] is UNSET for slot in flow.slots(needed)]):
            frame.op = self.op
            frame.error = ValueError("can't jump into the middle of a block")
            frame.status = FAILED
            return False
        left = flow.slots(flow.needed[here] & flow.handled[here] & ~needed)
        if left:
            # out of a handler: what was handled around it is handled again
            set_handled(slots[left[0]])
        for slot in range(flow.first, course.function.unit.body().slot_count):
            if not needed >> slot - flow.first & 1:
                slots[slot] = UNSET
        self.op = course.ops[index]
        return True


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
#: Whether exceptions that pass the interpreter's own frames are events of the nearest frame that can be seen.
_SEEN: Final = not _COMPILED and sys.version_info >= (3, 12)


def _deaf(frame: FrameType, event: str, argument: object) -> object:
    """A trace function that notes nothing."""
    return _deaf


def _unseen(host: FrameType, work: Callable[[], object]) -> object:
    """Do the interpreter's work while its own exceptions are no events of the skeleton's frame."""
    trace = host.f_trace
    if trace is None:
        return work()
    host.f_trace = _deaf
    try:
        return work()
    finally:
        if host.f_trace is _deaf:
            host.f_trace = trace
