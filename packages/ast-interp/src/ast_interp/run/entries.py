"""Traceback entries of guest frames.

An EntryMaker serves one linked code. What it needs at every raise is kept in attributes of its own, because attributes
of `pyston_runtime` classes are slow to read from here.
"""

from __future__ import annotations

from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from ast_interp.run.host import push_entry, shown_frame
from ast_interp.run.kinds import CELL
from ast_interp.run.lookups import lookups_of
from ast_interp.run.machine import UNSET, Code, Frame
from pyston_runtime.interfaces.code import FUNCTION, Inlined, Position
from pyston_runtime.interfaces.typed import (
    CellType,
    Final,
    FrameType,
    FunctionType,
    TracebackType,
    cast,
    final,
    i64,
    partial,
)
from pyston_runtime.tracebacks.entries import without_own
from pyston_runtime.tracebacks.frames import PLACE, FrameMaker

_without_own: Final = without_own


@final
class EntryMaker:
    """Makes the traceback entries of one code.

    Attributes:
        names: what a frame shows as locals, its first slots.
        positions, lines: of every instruction.
        count: how many slots a frame shows as locals.
        values: where their values are handed over.
        lookups: the method that an argument's instruction comes before though it stands behind it.
        simple: the instructions at which a frame is shown by one of its own and no comprehension's; none of a unit that
            is no function.
        makers: what makes the frame objects, for each instruction that has raised.
        functions: the functions of these for `globals`, which make them.
    """

    def __init__(self, code: Code) -> None:
        unit = code.unit
        body = unit.body()
        self.unit = unit
        self.owner = code.owner
        self.names = tuple(body.slot_names)
        self.positions = [instruction.position for instruction in body.instructions]
        self.lines: list[int] = [position.line for position in self.positions]
        self.lookups = lookups_of(body)
        is_function = unit.kind == FUNCTION
        self.count: i64 = len(self.names) if is_function else 0
        # never nearly empty: a list gives its memory back when it is, and would ask for it anew at each entry
        self.values: list[object] = [None] * 4
        self.captured = frozenset(unit.cell_names) | frozenset(unit.free_names)
        self.simple: list[bool] = [is_function] * len(self.lines)
        for span in body.inlined:
            for index in range(span.first, span.last + 1):
                self.simple[index] = False
        self.makers: list[FrameMaker | None] = [None] * len(self.lines)
        self.functions: list[FunctionType | None] = []
        self.globals: dict[str, object] | None = None
        self.spans: dict[tuple[Inlined | None, Position], FrameMaker] = {}

    def push(self, frame: Frame, index: i64, error: BaseException) -> None:
        """Put the entry of a frame that stands at an instruction on top of an exception's traceback."""
        if not self.simple[index]:
            error.__traceback__ = self.shown_entry(frame, int(index), error.__traceback__)
            return
        function: FunctionType | None = None
        if self.globals is frame.globals:
            function = self.functions[index]
        if function is None:
            function = self.function_at(frame, int(index))
        slots = frame.slots
        if self.captured:
            slots = uncaptured(frame.code, slots[: self.count], self.captured)
        push_entry(error, shown_frame(function, self.values, slots, self.count), PLACE, self.lines[index])

    def function_at(self, frame: Frame, index: int) -> FunctionType:
        """The function that makes frame objects which stand at an instruction."""
        if self.globals is not frame.globals:
            self.globals = frame.globals
            self.functions = [None] * len(self.lines)
        function = self.maker_at(index).function_for(frame.globals)
        self.functions[index] = function
        return function

    def maker_at(self, index: int) -> FrameMaker:
        """What makes frame objects that stand at an instruction."""
        maker = self.makers[index]
        if maker is None:
            maker = self.new_maker(self.unit.name, self.unit.qualname, self.positions[index])
            self.makers[index] = maker
        return maker

    def new_maker(self, name: str, qualname: str, position: Position) -> FrameMaker:
        """The same for any name and place."""
        # a comprehension's frame is not the function's
        owner = self.owner if name == self.unit.name else None
        make = partial(FrameMaker, self.unit, name, qualname, self.names, position, self.values, owner)
        return cast(FrameMaker, quietly(make) if LIMITS.observed else make())

    def shown_entry(self, frame: Frame, index: int, traceback: TracebackType | None) -> TracebackType:
        """The same in the general case: cells, mappings, comprehensions shown as frames (3.11)."""
        code = frame.code
        body = code.unit.body()
        position = body.instructions[index].position
        spans: list[Inlined] = [span for span in body.inlined if span.first <= index <= span.last]
        if not spans:
            shown = self.frame_object(self.maker_at(index), frame)
            return TracebackType(traceback, shown, PLACE, position.line)
        spans.sort(key=_span_length)
        for span in spans:
            traceback = self.span_entry(frame, span, span.name, span.qualname, position, traceback)
            position = span.position
        return self.span_entry(frame, None, code.unit.name, code.unit.qualname, position, traceback)

    def span_entry(
        self,
        frame: Frame,
        span: Inlined | None,
        name: str,
        qualname: str,
        position: Position,
        traceback: TracebackType | None,
    ) -> TracebackType:
        """An entry of a comprehension's frame, or of the frame around it, at a position of its own."""
        maker = self.spans.get((span, position))
        if maker is None:
            maker = self.new_maker(name, qualname, position)
            self.spans[(span, position)] = maker
        return TracebackType(traceback, self.frame_object(maker, frame), PLACE, position.line)

    def frame_object(self, maker: FrameMaker, frame: Frame) -> FrameType:
        """A frame object that shows the frame's locals."""
        namespace = frame.namespace
        values = local_values(frame, int(self.count))
        return maker.make(frame.globals, values, frame.globals if namespace is None else namespace)


def local_values(frame: Frame, count: int) -> tuple[object, ...]:
    """The first `count` slots, cells replaced by what they hold."""
    captured = entry_maker(frame.code).captured
    shown = frame.slots[:count]
    return tuple(uncaptured(frame.code, shown, captured) if captured else shown)


def uncaptured(code: Code, shown: list[object], captured: frozenset[str]) -> list[object]:
    """The first slots of a frame, the cells of captured names replaced by what they hold."""
    values: list[object] = []
    for name, value in zip(code.unit.body().slot_names, shown, strict=False):
        if type(value) is CELL and name in captured:
            value = cell_contents(value)
        values.append(value)
    return values


def cell_contents(cell: CellType) -> object:
    """What a cell holds; UNSET when it is empty."""
    try:
        return cast(object, cell.cell_contents)
    except ValueError:
        return UNSET


def _span_length(span: Inlined) -> int:
    return span.last - span.first


def entry_maker(code: Code) -> EntryMaker:
    """The EntryMaker of a code, made when its first exception comes along."""
    maker = code.entry_maker
    if maker is None:
        maker = quietly(partial(EntryMaker, code)) if LIMITS.observed else EntryMaker(code)
        code.entry_maker = maker
    return cast(EntryMaker, maker)


def add_entry(frame: Frame, index: i64, error: BaseException) -> None:
    """Put a frame on top of an exception's traceback; entries of our own that lie there are dropped."""
    drop_own_entries(error)
    entry_maker(frame.code).push(frame, index, error)


def drop_own_entries(error: BaseException) -> None:
    """Take the entries of our own off the top of an exception's traceback."""
    traceback = error.__traceback__
    if traceback is not None:
        error.__traceback__ = _without_own(traceback)


def add_outer_entry(frame: Frame, index: i64, error: BaseException) -> None:
    """The same for a frame that an exception passes on its way out: what lies on top is a guest's entry."""
    entry_maker(frame.code).push(frame, index, error)
