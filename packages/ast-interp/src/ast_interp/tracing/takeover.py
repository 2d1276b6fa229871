"""Calls under frames that may go on as the host's.

A call that may look at frames, or bring an observer, runs under one standing frame for each guest frame that waits.
When it is done, a standing frame that nobody holds, traces or profiles just returns, as `tracebacks.standing` has it.
One that somebody does goes on as the frame itself: its guest frame is run up to the next statement, hands over what it
holds, and the host's code goes on there (`pyston_runtime.tracing.taken`).

Before: guest frames `main` -> `work`, the latter calling `pdb.set_trace()`. During the call: host frames `main`,
`work`, `set_trace`. After: host frames `main`, `work`, where `work` runs the host's code of its next statement and
`main` stands; when `work` returns, `main` goes on likewise.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from types import CellType, CodeType, FunctionType, TracebackType

from ast_interp.dynamic.frames import Link, links_of
from ast_interp.ops.calling import CallingOp
from ast_interp.run.driver import drive
from ast_interp.run.machine import ENTER, FAILED, GO, RETURNED, STOP, SWITCH, UNSET, Frame, Op, ReleasingOp, release
from ast_interp.run.polling import LIMITS
from ast_interp.run.unwind import empty, unwind
from ast_interp.run.wiring import MACHINE, TAKEN_OVER
from ast_interp.tracing.places import KINDS, Place
from ast_interp.tracing.watch import monitored, quietly
from pyston_runtime.interfaces.code import CLASS, FUNCTION, PLAIN
from pyston_runtime.interfaces.typed import Any, Final, cast, final, partial
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracebacks.standing import call_standing
from pyston_runtime.tracing.taken import LEAVE, Takeover

#: How many frames can be taken over at once: each costs the host's stack some C frames.
_MOST: Final = 64
_KEY: Final = "takeover"

#: Frames that stand and are being run up to their next statement.
_standing: Final[set[Frame]] = set()
_handed: Final[dict[int, list[object]]] = {}


def _take() -> object:
    return _handed[get_ident()].pop()


#: How far out the innermost frame is that can be seen: functions of ours are hidden, but for the one that asks.
OUT: Final = 1 if type(_take) is FunctionType else 0


def _references() -> int:
    """How many references there are to the frame object of the innermost visible frame."""
    return sys.getrefcount(sys._getframe(OUT))


def _calibrate() -> int:
    probe: dict[str, Any] = {}
    exec("def probe(count): return count()", probe)
    return cast(int, probe["probe"](_references))


_NOBODY: Final = _calibrate()


@final
class Ways:
    """The takeover of one linked code's frames.

    Attributes:
        takeover: the host's code with its ways in.
        places: where the frames can go in.
        slots: for each of the host's names, the slot that holds it, or -1.
    """

    def __init__(self, takeover: Takeover, places: dict[int, Place], slots: list[int]) -> None:
        self.takeover = takeover
        self.places = places
        self.slots = slots

    def values(self, frame: Frame) -> tuple[object, ...]:
        """What a frame's places hold, `UNSET` where unbound."""
        slots = frame.slots
        return tuple([UNSET if slot < 0 else slots[slot] for slot in self.slots])


def _ways_of(frame: Frame) -> Ways | None:
    """How frames of this code are taken over; None where they cannot be."""
    code = frame.code
    if _KEY not in code.makers:
        code.makers[_KEY] = quietly(partial(_make_ways, frame))
    return cast("Ways | None", code.makers[_KEY])


def _make_ways(frame: Frame) -> Ways | None:
    unit = frame.code.unit
    if unit.flavour != PLAIN or unit.kind not in KINDS or (unit.kind == CLASS and unit.free_names):
        return None
    # few programs need these, and they import the host's `dis`
    from ast_interp.tracing.observation import defining_code
    from ast_interp.tracing.statements import places_of

    host = defining_code(frame.function)
    if host is None:
        return None
    places = places_of(unit, host)
    takeover = Takeover(host, [place.way for place in places.values()], _take)
    if not places or not takeover.possible():
        return None
    slot_names = unit.body().slot_names
    slots = [slot_names.index(name) if name in slot_names else -1 for name in takeover.names]
    return Ways(takeover, places, slots)


@final
class Stand:
    """One call under standing frames."""

    def __init__(self, frame: Frame, callee: partial[object]) -> None:
        self.callee = callee
        self.frames: list[Frame] = []
        self.ways: list[Ways | None] = []
        self.links: list[list[Link]] = []
        self.backs: list[Frame | None] = []
        self.rest: Frame | None = frame
        while self.rest is not None and len(self.frames) < _MOST:
            current = self.rest
            if current in _standing:
                self.rest = None
                break
            self.frames.append(current)
            self.backs.append(current.back)
            self.ways.append(_ways_of(current))
            self.links.append(links_of(current))
            self.rest = current.back
        self.instances: dict[int, object] = {}
        # the outcome of the level that was left last
        self.value: object = None
        self.error: BaseException | None = None
        #: whether that level's frame, and those above it, have not come to their end but go on in the interpreter
        self.unfinished = False
        #: the frame to go on in then; None when not even the call's result has been delivered
        self.resumes: Frame | None = None

    def call(self, level: int) -> None:
        """Call the standing frames of a level; the outcome is noted."""
        ways = self.ways[level]
        links = self.links[level]
        self.unfinished = False
        try:
            if ways is None:
                call_standing(links, partial(self.work, level))
            else:
                run = partial(self.enter, level)
                value = call_standing(links[:-1], run) if len(links) > 1 else run()
                if not self.unfinished and self.error is None:
                    self.value = value
            raised = None
        except BaseException as error:
            raised = error
        if raised is not None:
            self.error = raised
            self.unfinished = False
            raised.__traceback__ = without_own(raised.__traceback__)
        elif level in self.instances and not self.unfinished and self.error is None:
            if self.value is None:
                self.value = self.instances[level]
            else:
                self.error = TypeError(f"__init__() should return None, not '{type(self.value).__name__}'")

    def enter(self, level: int) -> object:
        """Call the standing frame that can go on."""
        frame = self.frames[level]
        ways = self.ways[level]
        assert ways is not None
        takeover = ways.takeover
        position = frame.code.unit.body().instructions[int(frame.op.index)].position
        code = takeover.at(position)
        thread = get_ident()
        handed = _handed.setdefault(thread, [])
        depth = len(handed)
        handed.append(partial(self.work, level))
        handed.append(ways.values(frame))
        try:
            return self.run(code, frame, ways)
        finally:
            del handed[depth:]
            if not handed:
                _handed.pop(thread, None)

    def run(self, code: CodeType, frame: Frame, ways: Ways) -> object:
        """Run the standing frame's code."""
        unit = frame.code.unit
        if unit.kind != FUNCTION:
            namespace = frame.namespace
            return cast(object, eval(code, frame.globals, cast(Any, frame.globals if namespace is None else namespace)))
        free = len(code.co_freevars)
        cells: tuple[object, ...] | None = None
        if free:
            cells = tuple([frame.slots[slot] for slot in ways.slots[len(ways.slots) - free :]])
        function: Any = FunctionType(code, frame.globals, None, None, cast("tuple[CellType, ...] | None", cells))
        signature = unit.signature
        keywords = dict.fromkeys(signature.names[signature.positional :][: signature.keyword_only])
        return cast(object, function(*[None] * signature.positional, **keywords))

    def wanted(self) -> bool:
        """Whether the innermost visible frame, a standing one, is to be genuine from now on."""
        if _references() > _NOBODY:
            return True
        if not LIMITS.observed:
            return False
        if sys.getprofile() is not None or monitored():
            return True
        return sys._getframe(OUT).f_trace is not None and sys.gettrace() is not None

    def work(self, level: int) -> tuple[object, ...]:
        """What a standing frame does.

        Returns:
            Which way into the host's code, the locals, what is pushed; or LEAVE, the result, nothing.
        """
        if level == 0:
            self.do_call()
            self.resumes = None
            if self.ways[0] is None or not self.wanted():
                self.unfinished = True
                return LEAVE, None, ()
        else:
            self.call(level - 1)
            if self.unfinished:
                if self.resumes is not None:
                    self.frames[level - 1].back = self.backs[level - 1]
                if self.ways[level] is None or not self.wanted():
                    return LEAVE, None, ()
                self.drive_above(level)
        frame = self.frames[level]
        frame.back = None
        if self.error is not None:
            _announce(self.error)
        if self.deliver_to(frame) is None:
            return LEAVE, None, ()
        if self.ways[level] is None:
            self.unfinished = True
            self.resumes = frame
            return LEAVE, None, ()
        _standing.add(frame)
        try:
            return self.go_on(level)
        finally:
            _standing.discard(frame)

    def do_call(self) -> None:
        """Do what is stood for."""
        self.error = None
        try:
            self.value = self.callee()
            raised = None
        except BaseException as error:
            raised = error
        self.error = raised

    def drive_above(self, level: int) -> None:
        """Run the frames above a level to their end, in the interpreter."""
        bottom = self.frames[level - 1]
        start = self.resumes
        self.unfinished = False
        bottom.back = None
        if start is None:
            start = self.deliver_to(self.frames[0])
        if start is not None:
            self.settle(drive(start))

    def settle(self, left: Frame) -> None:
        """Note how a frame has ended."""
        self.error = None
        if left.status == FAILED:
            self.error = left.error
            left.error = None
        else:
            self.value = left.value
            left.value = None

    def deliver_to(self, frame: Frame) -> Frame | None:
        """Give a frame the outcome of what it waits for.

        Returns:
            The frame to go on in; None when an exception has left them all, which is the outcome then.
        """
        op = frame.op
        error = self.error
        if error is not None:
            self.error = None
            following = unwind(frame, op, error, True)
            if following is not SWITCH:
                frame.resume = following
                return frame
            left = frame if frame.switch is None else frame.switch
            frame.switch = None
            if frame.mode == STOP:
                self.settle(left)
                return None
            return left
        value = self.value
        self.value = None
        slots = frame.slots
        if isinstance(op, CallingOp):
            release(slots, op.first, op.last)
        elif isinstance(op, ReleasingOp):
            release(slots, op.release, op.kept)
        if isinstance(op, ReleasingOp) and op.destination >= 0:
            slots[op.destination] = value
        frame.resume = op.next
        return frame

    def go_on(self, level: int) -> tuple[object, ...]:
        """Run a level's frame up to the next statement."""
        frame = self.frames[level]
        ways = self.ways[level]
        assert ways is not None
        op = frame.resume
        while True:
            place = ways.places.get(int(op.begins))
            if place is not None:
                held = _in_use(frame)
                if len(held) == place.temporaries:
                    if not self.wanted():
                        self.unfinished = True
                        self.resumes = frame
                        frame.resume = op
                        return LEAVE, None, ()
                    return self.hand_over(level, frame, ways, place, held)
            following = run_op(frame, op)
            if following is SWITCH:
                mode = frame.mode
                if mode == ENTER:
                    following = self.call_inner(frame)
                elif mode == GO and frame.switch is frame:
                    frame.switch = None
                    following = frame.resume
                elif mode == STOP:
                    left = frame if frame.switch is None else frame.switch
                    frame.switch = None
                    self.settle(left)
                    return LEAVE, self.value, ()
                if following is SWITCH:
                    self.settle(frame)
                    return LEAVE, None, ()
            op = following

    def call_inner(self, frame: Frame) -> Op:
        """Run the frame that an op calls to its end, and give its result to the op's frame."""
        inner = frame.switch
        assert inner is not None
        frame.switch = None
        inner.back = None
        inner.resume = inner.code.entry
        left = drive(inner)
        if left.status == FAILED:
            error = left.error
            left.error = None
            assert error is not None
            return unwind(frame, frame.op, error, True)
        value = left.value
        left.value = None
        if inner.destination >= 0:
            frame.slots[inner.destination] = value
        return frame.op.next

    def hand_over(self, level: int, frame: Frame, ways: Ways, place: Place, held: list[object]) -> tuple[object, ...]:
        """Give the frame's locals and what it holds to the host's code."""
        values = ways.values(frame)
        pushed = [held[index] for index in place.pushed]
        pushed.reverse()
        if frame.constructs:
            self.instances[level] = frame.value
            frame.constructs = False
            frame.value = None
        empty(frame)
        if LIMITS.observed and sys.version_info >= (3, 12):
            # code that begins behind its `RESUME` has not been given its events yet
            monitoring: Any = sys.monitoring
            monitoring.restart_events()
        self.unfinished = False
        self.error = None
        return place.way, values, tuple([None if one is UNSET else one for one in pushed])


def _announce(error: BaseException) -> None:
    """Tell the trace function of the innermost visible frame of an exception that has come to it."""
    shown = sys._getframe(OUT)
    trace: Any = shown.f_trace
    if trace is not None and LIMITS.observed and sys.gettrace() is not None:
        entry = TracebackType(error.__traceback__, shown, shown.f_lasti, shown.f_lineno)
        event = partial(trace, shown, "exception", (type(error), error, entry))
        shown.f_trace = cast(Any, quietly(event))


def run_op(frame: Frame, op: Op) -> Op:
    """Run an op; what comes from outside meanwhile is as if it had raised it (`driver.drive`)."""
    try:
        return op.run(frame)
    except BaseException as error:
        outside = error
    return unwind(frame, op, outside, True)


def _in_use(frame: Frame) -> list[object]:
    """What the frame's temporaries hold, the lowest first."""
    return [value for value in frame.slots[int(frame.named) : int(frame.code.clear)] if value is not UNSET]


def live_frame(frame: Frame, depth: int) -> object:
    """`sys._getframe(depth)` as a guest frame calls it; the frames go on as what it gives, where that is kept."""
    return stand(frame, cast("partial[object]", partial(sys._getframe, depth + OUT)))


def stand(frame: Frame, callee: partial[object]) -> object:
    """Call something under standing frames, any of which may go on.

    Returns:
        The call's value; or TAKEN_OVER, and the frame's `mode` and `switch` say where the driver goes on.

    Raises:
        BaseException: what the call raises, where no frame was taken over.
    """
    run = cast(Stand, quietly(partial(Stand, frame, callee)) if LIMITS.observed else Stand(frame, callee))
    last = len(run.frames) - 1
    if last < 0:
        return callee()
    run.call(last)
    bottom = run.frames[last]
    frame.switch = None
    if run.unfinished:
        start = run.resumes
        if start is None:
            error = run.error
            if error is not None:
                raise error
            return run.value
        bottom.back = run.backs[last]
        frame.mode = GO
        frame.switch = start
        return TAKEN_OVER
    back = run.backs[last]
    error = run.error
    if back is None:
        bottom.back = None
        if error is not None:
            bottom.error = error
            bottom.status = FAILED
        else:
            bottom.value = run.value
            bottom.status = RETURNED
        frame.mode = STOP
        frame.switch = None if bottom is frame else bottom
        return TAKEN_OVER
    if error is not None:
        following = unwind(back, back.op, error, True)
        if following is SWITCH:
            frame.mode = back.mode
            frame.switch = back if back.switch is None else back.switch
            return TAKEN_OVER
        back.resume = following
    else:
        if bottom.destination >= 0:
            back.slots[bottom.destination] = run.value
        back.resume = back.op.next
    frame.mode = GO
    frame.switch = back
    return TAKEN_OVER


def install() -> None:
    """Have calls under frames done here."""
    MACHINE.stand = stand
    MACHINE.live_frame = live_frame
