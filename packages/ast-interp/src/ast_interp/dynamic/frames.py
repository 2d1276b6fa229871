"""Guest frames as the host's frame objects, and calls under them.

Guest-to-guest calls have no host frame. What looks for frames gets genuine ones, made for the occasion: the running
frame's, and those of the guest frames that wait for it. Calls of the host's Python code run under one (its immediate
caller), since what they call may look (`namedtuple`, `logging`, `warnings`).
"""

from __future__ import annotations

import sys

from ast_interp.dynamic.namespaces import local_mapping, shown_names
from ast_interp.run.entries import entry_maker, local_values
from ast_interp.run.machine import UNSET, Code, Frame, Op
from ast_interp.run.polling import LIMITS
from ast_interp.run.wiring import MACHINE
from ast_interp.tracing.watch import quietly
from pyston_runtime.interfaces.code import FUNCTION, Inlined, Position
from pyston_runtime.interfaces.typed import Any, Final, FrameType, cast, final, partial
from pyston_runtime.tracebacks.base import at_base, visible_frame
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracebacks.standing import Standing, call_standing, frame_of

Link = tuple[Standing, dict[str, object], tuple[object, ...], object]

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
        _add(links, current, current.op)
        if current.walked:
            # the frame itself is one of the host's
            links.pop()
            break
        current = current.back
    return links


@final
class Place:
    """How the frames of a code are shown while they stand at one instruction.

    Attributes:
        standings: what stands for the frame, innermost first: comprehensions that are shown as frames, then itself.
        counts: how many locals each of them shows.
        slots: where the shown names' values are, one for each; empty where `_values` has to look.
        function: whether the code is a function's.
    """

    def __init__(self, code: Code, index: int) -> None:
        body = code.unit.body()
        position = body.instructions[index].position
        spans: list[Inlined | None] = [span for span in body.inlined if span.first <= index <= span.last]
        if spans:
            spans.sort(key=_length)
        spans.append(None)
        self.standings: list[Standing] = []
        for span in spans:
            self.standings.append(_standing(code, span, position))
            if span is not None:
                position = span.position
        self.counts: list[int] = [standing.count for standing in self.standings]
        self.function = code.unit.kind == FUNCTION
        self.slots: list[int] = []
        if self.function and not entry_maker(code).captured:
            names = shown_names(code)
            if len(names) == len({name for name, _ in names}):
                self.slots = [slot for _, slot in names]


def _add(links: list[Link], frame: Frame, op: Op) -> None:
    code = frame.code
    index = int(op.index)
    found = code.makers.get(index)
    if found is None:
        found = Place(code, index)
        code.makers[index] = found
    place = cast(Place, found)
    values: tuple[object, ...] = ()
    mapping: object = frame.namespace
    if place.function:
        if place.slots:
            slots = frame.slots
            values = tuple([slots[slot] for slot in place.slots])
        else:
            values = _values(frame)
    else:
        mapping = local_mapping(frame)
        if mapping is frame.globals:
            mapping = None
    for number, standing in enumerate(place.standings):
        links.append((standing, frame.globals, values if place.counts[number] else (), mapping))


def _length(span: Inlined | None) -> int:
    return 0 if span is None else span.last - span.first


def _standing(code: Code, span: Inlined | None, position: Position) -> Standing:
    # not the span itself: a body that was let go comes back with others
    key = ("standing", None if span is None else (span.first, span.last), position)
    found = code.makers.get(key)
    if found is None:
        unit = code.unit
        names: dict[str, None] = {}
        for name, _ in shown_names(code):
            names[name] = None
        name = unit.name if span is None else span.name
        qualname = unit.qualname if span is None else span.qualname
        found = Standing(unit, name, qualname, tuple(names), position)
        code.makers[key] = found
    return cast(Standing, found)


def _values(frame: Frame) -> tuple[object, ...]:
    """The values of the shown names, UNSET where unbound."""
    slots = local_values(frame, len(frame.code.unit.body().slot_names))
    values: dict[str, object] = {}
    for name, slot in shown_names(frame.code):
        value = slots[slot]
        if name not in values or value is not UNSET:
            values[name] = value
    return tuple(values.values())


def call_under_frame(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what runs Python code of the host; its caller's frame can be seen."""
    if not callable(callee):
        return cast(Any, callee)(*arguments, **keywords)
    return call_under(chain_of(frame, _USUAL), partial(cast(Any, callee), *arguments, **keywords))


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
        traceback = without_own(error.__traceback__)
        codes = [link[0].code for link in links]
        while traceback is not None and traceback.tb_frame.f_code in codes:
            traceback = traceback.tb_next
        error.__traceback__ = traceback
        raise


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
