"""How guest frames are shown while they stand at an instruction: by which host functions, with which locals."""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.dynamic.namespaces import local_mapping, shown_names
from ast_interp.ops.calling import CallingOp
from ast_interp.run.entries import entry_maker, local_values
from ast_interp.run.machine import UNSET, Code, Frame
from pyston_runtime.interfaces.code import FUNCTION, Inlined, Position
from pyston_runtime.interfaces.typed import cast, final, i64
from pyston_runtime.tracebacks.standing import Link, Standing


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
            owner = self.code.owner if span is None else None
            found = Standing(unit, name, qualname, self.names, unbound, position, arguments, alone, owner)
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
            place = op.place = place_in_table(frame, int(op.index))
        return cast(Place, place)
    return place_in_table(frame, int(op.index))


def place_in_table(frame: Frame, index: int) -> Place:
    """Where a frame stands that is at an instruction."""
    code = frame.code
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
