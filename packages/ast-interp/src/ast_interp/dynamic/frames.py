"""Guest frames as the host's frame objects, and calls under them.

Guest-to-guest calls have no host frame. What looks for frames gets genuine ones, made for the occasion: the running
frame's, and those of the guest frames that wait for it. Calls of the host's Python code run under one (its immediate
caller), since what they call may look (`namedtuple`, `logging`, `warnings`).
"""

from __future__ import annotations

import sys
from _collections_abc import Callable

from ast_interp.dynamic.namespaces import local_mapping, shown_names
from ast_interp.ops.calling import CallingOp, HostCaller
from ast_interp.run.entries import entry_maker, local_values
from ast_interp.run.machine import UNSET, Code, Frame, Op
from ast_interp.run.polling import LIMITS
from ast_interp.run.wiring import MACHINE
from ast_interp.tracing.watch import quietly
from pyston_runtime.interfaces.code import FUNCTION, Inlined, Position
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FrameType, cast, final, i64, partial
from pyston_runtime.tracebacks.base import at_base, visible_frame
from pyston_runtime.tracebacks.entries import is_own
from pyston_runtime.tracebacks.standing import (
    HANDED,
    Link,
    Standing,
    call_standing,
    call_under_one,
    frame_of,
    take_back,
)

#: Held here too: names of other packages are slow to read.
_HANDED: Final[list[object]] = HANDED

#: How many guest frames a call of the host's Python code runs under.
_USUAL: Final = 1
_ALL: Final = sys.maxsize


def chain_of(frame: Frame, limit: int) -> list[Link]:
    """The standing frames of a guest frame that is at `frame.op`, and of those that wait for it, innermost first."""
    if LIMITS.observed:
        return cast("list[Link]", quietly(partial(_chain, frame, limit)))
    return _chain(frame, limit)


def _chain(frame: Frame, limit: int) -> list[Link]:
    links: list[Link] = []
    current: Frame | None = frame
    while current is not None and len(links) < limit:
        place_at(current).add_links(links, current)
        if current.walked:
            # the frame itself is one of the host's
            links.pop()
            break
        current = current.back
    return links


def _nothing_stands() -> object:
    raise AssertionError("nothing stands here yet")


@final
class Place:
    """How the frames of a code are shown while they stand at one instruction.

    Attributes:
        spans: what stands for the frame, innermost first: comprehensions that are shown as frames, then itself (None).
        positions: where each of them stands.
        names: the locals that each shows.
        slots: where the values of the last one's are; None where `_values` has to look.
        simple: whether nothing but the frame itself stands, and its locals are in its slots.
        standing, stands, at_once: what stood for the frame last, the function, and whether it takes from `HANDED`.
        globals, unbound, count: for which globals, number of arguments, and whether each local had no value.
    """

    def __init__(self, code: Code, index: int) -> None:
        self.code = code
        body = code.unit.body()
        position = body.instructions[index].position
        spans: list[Inlined | None] = [span for span in body.inlined if span.first <= index <= span.last]
        if spans:
            spans.sort(key=_length)
        spans.append(None)
        self.spans = spans
        self.positions: list[Position] = []
        for span in spans:
            self.positions.append(position)
            if span is not None:
                position = span.position
        self.function = code.unit.kind == FUNCTION
        self.slots: list[int] | None = None if self.function else []
        shown = shown_names(code)
        self.names = tuple(dict.fromkeys([name for name, _ in shown]))
        if self.function and not entry_maker(code).captured and len(self.names) == len(shown):
            self.slots = [slot for _, slot in shown]
        self.simple = len(spans) == 1 and self.slots is not None
        self.standing: Standing | None = None
        self.stands: Callable[[], object] = _nothing_stands
        self.at_once = False
        self.globals: dict[str, object] | None = None
        self.unbound: list[bool] = []
        self.count = -1

    def remember(self, globals: dict[str, object], unbound: tuple[int, ...], arguments: int) -> None:
        """Find what stands for the frame now."""
        standing = self.standing_for(0, unbound, arguments, True)
        self.standing = standing
        self.stands = cast("Callable[[], object]", standing.function_in(globals))
        self.at_once = standing.at_once
        self.globals = globals
        self.unbound = [index in unbound for index in range(len(self.slots or ()))]
        self.count = arguments

    def fits(self, given: list[object]) -> bool:
        """Whether just these locals had no value the last time, too."""
        index: i64 = 0
        for unbound in self.unbound:
            if (given[index] is UNSET) is not unbound:
                return False
            index += 1
        return True

    def standing_for(self, number: int, unbound: tuple[int, ...], arguments: int, alone: bool) -> Standing:
        """What stands for the frame, or for one of the comprehensions in it."""
        span = self.spans[number]
        position = self.positions[number]
        makers = self.code.makers
        # not the span itself: a body that was let go comes back with others
        key = ("standing", None if span is None else (span.first, span.last), position, unbound, arguments, alone)
        found = makers.get(key)
        if found is None:
            unit = self.code.unit
            name = unit.name if span is None else span.name
            qualname = unit.qualname if span is None else span.qualname
            found = Standing(unit, name, qualname, self.names, unbound, position, arguments, alone)
            makers[key] = found
        return cast(Standing, found)

    def values(self, frame: Frame) -> list[object]:
        """The values of the shown locals, UNSET where unbound."""
        places = self.slots
        if places is None:
            return _values(frame)
        slots = frame.slots
        return [slots[slot] for slot in places]

    def given(self, frame: Frame, callee: object, arguments: list[object]) -> list[object]:
        """What is handed over for a call, where this is simple: see `call_under_one`."""
        places = cast("list[int]", self.slots)
        slots = frame.slots
        count: i64 = len(places)
        index: i64 = len(arguments)
        given: list[object] = [callee] * (count + index + 1)
        place: i64 = 0
        while place < count:
            given[place] = slots[places[place]]
            place += 1
        while index > 0:
            index -= 1
            given[place] = arguments[index]
            place += 1
        return given

    def add_links(self, links: list[Link], frame: Frame) -> None:
        """Add the links of a frame that stands here."""
        mapping: object = frame.namespace
        if not self.function:
            mapping = local_mapping(frame)
            if mapping is frame.globals:
                mapping = None
        for number in range(len(self.spans)):
            values = self.values(frame)
            links.append((self.standing_for(number, unbound_in(values), 0, False), frame.globals, values, mapping))


def unbound_in(values: list[object]) -> tuple[int, ...]:
    """Which of them are UNSET."""
    for value in values:
        if value is UNSET:
            return tuple([index for index, value in enumerate(values) if value is UNSET])
    return ()


def place_at(frame: Frame) -> Place:
    """Where a frame stands that is at `frame.op`."""
    op = frame.op
    if isinstance(op, CallingOp):
        # remembered by the op: the table takes a number of its own for each look
        place = op.place
        if place is None:
            place = op.place = _place_in_table(frame, op)
        return cast(Place, place)
    return _place_in_table(frame, op)


def _place_in_table(frame: Frame, op: Op) -> Place:
    code = frame.code
    index = int(op.index)
    found = code.makers.get(index)
    if found is None:
        found = Place(code, index)
        code.makers[index] = found
    return cast(Place, found)


def _length(span: Inlined | None) -> int:
    return 0 if span is None else span.last - span.first


def _values(frame: Frame) -> list[object]:
    """The values of the shown names, UNSET where unbound."""
    slots = local_values(frame, len(frame.code.unit.body().slot_names))
    values: dict[str, object] = {}
    for name, slot in shown_names(frame.code):
        value = slots[slot]
        if name not in values or value is not UNSET:
            values[name] = value
    return list(values.values())


def call_under_frame(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what runs Python code of the host; its caller's frame can be seen."""
    if not callable(callee):
        return cast(Any, callee)(*arguments, **keywords)
    if keywords:
        callee = partial(callee, *arguments, **keywords)
        arguments = []
    return _call_under_place(frame, place_at(frame), callee, arguments)


@final
class UnderFrame(HostCaller):
    """Calls of ordinary code of the host."""

    def call(self, frame: Frame, op: CallingOp, callee: object, arguments: list[object]) -> object:
        """Call it under the frame of its caller, which is at `op`."""
        place = op.place
        if place is None:
            place = op.place = _place_in_table(frame, op)
        return _call_under_place(frame, cast(Place, place), callee, arguments)


def _call_under_place(frame: Frame, place: Place, callee: object, arguments: list[object]) -> object:
    if not place.simple or frame.walked or LIMITS.observed or (frame.namespace is not None and not place.function):
        return call_under(chain_of(frame, _USUAL), partial(cast(Any, callee), *arguments))
    given = place.given(frame, callee, arguments)
    count = len(arguments)
    globals = frame.globals
    if place.count != count or place.globals is not globals or not place.fits(given):
        place.remember(globals, unbound_in(given), count)
    try:
        if place.at_once:
            _HANDED.append(given)
            return place.stands()
        return call_under_one(cast(Standing, place.standing), globals, given)
    except BaseException as error:
        take_back(given)
        leave_out(error, [cast(Standing, place.standing).code])
        raise


def call_under_all(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what walks frames: all guest frames of this run can be seen."""
    return call_under(chain_of(frame, _ALL), partial(cast(Any, callee), *arguments, **keywords))


def call_observable(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what may have guest frames observed: all of this run can be seen, and may go on. For call ops alone."""
    return MACHINE.stand(frame, partial(cast(Any, callee), *arguments, **keywords))


def call_under_chain(frame: Frame, callee: partial[object]) -> object:
    """Call something so that all guest frames of this run can be seen."""
    return call_under(chain_of(frame, _ALL), callee)


def call_under(links: list[Link], callee: partial[object]) -> object:
    """Call something under standing frames, which leave no traceback entries."""
    try:
        return call_standing(links, callee)
    except BaseException as error:
        leave_out(error, [link[0].code for link in links])
        raise


def leave_out(error: BaseException, codes: list[CodeType]) -> None:
    """Take the leading entries of ours, and of what stood, out of an exception's traceback."""
    traceback = error.__traceback__
    while traceback is not None and (traceback.tb_frame.f_code in codes or is_own(traceback.tb_frame)):
        traceback = traceback.tb_next
    error.__traceback__ = traceback


def get_frame(frame: Frame, depth: int) -> FrameType:
    """`sys._getframe(depth)` as the guest frame calls it.

    Raises:
        ValueError: the call stack is not so deep.
    """
    links = chain_of(frame, _ALL)
    if not links:
        return host_frame(depth)
    find = partial(frame_of, links, depth, at_base())
    return cast(FrameType, quietly(find)) if LIMITS.observed else find()


def host_frame(depth: int) -> FrameType:
    """The frame that stands for a walked one, or one further out."""
    found: FrameType | None = visible_frame()
    while found is not None and depth > 0:
        found = found.f_back
        depth -= 1
    if found is None:
        raise ValueError("call stack is not deep enough")
    return found
