"""What a hot unit's instructions meet, recorded by ops of their own that stand before the real ones.

Recording in the real ops would cost every run of every program; here only a unit that is already hot pays, for a few
entries or rounds.
"""

from __future__ import annotations

from ast_interp.ops.calling import function_code, special_for
from ast_interp.run.machine import UNSET, Frame, FunctionCode, Op
from pyston_runtime.interfaces.code import NONE, Body
from pyston_runtime.interfaces.feedback import InstructionFeedback, UnitFeedback
from pyston_runtime.interfaces.typed import BuiltinFunctionType, Final, FunctionType, ModuleType, final, i64

_MOST_TYPES: Final = 4
_WORD: Final = 2**63
_HEAP_TYPE: Final = 1 << 9
_UNSET_TYPE: Final = type(UNSET)


@final
class Seen:
    """What one instruction met.

    Attributes:
        types: for each operand, the types in order of first appearance.
        result: the types of its result.
        value: the one callee, global, class that a method is called on, or code of a function that is made; the codes
            of closures or of several functions that were called, as a tuple; `UNSET` for none yet.
        several: whether there was more than one.
        visited: whether it was run at all while it was recorded.
    """

    def __init__(self, operands: int) -> None:
        self.types: list[list[type]] = [[] for _ in range(operands)]
        self.result: list[type] = []
        self.value: object = UNSET
        self.several = False
        self.visited = False

    def meet(self, value: object) -> None:
        """Take note of a callee, a global's value, a class or code."""
        if self.value is UNSET:
            self.value = value
        elif self.value is not value:
            self.several = True

    def meet_callee(self, callee: object) -> None:
        """Take note of what is called: of closures, which are made anew and keep others alive, and of several functions
        it is their codes.
        """
        before = self.value
        closes = type(callee) is FunctionType and callee.__closure__ is not None
        if self.several or (not closes and (before is UNSET or before is callee)):
            self.meet(callee)
            return
        known: tuple[object, ...] = ()
        if type(before) is FunctionType:
            known = (before.__code__,)
        elif type(before) is tuple:
            known = before
        if type(callee) is not FunctionType or not (known or before is UNSET):
            self.several = True
            return
        code = callee.__code__
        if all([code is not one for one in known]):
            known = (*known, code)
        self.value = known
        self.several = len(known) > _MOST_TYPES

    def feedback(self, index: int) -> InstructionFeedback:
        """The same, for a tier."""
        value = None if self.several or self.value is UNSET else self.value
        return InstructionFeedback(index, tuple([tuple(types) for types in self.types]), tuple(self.result), value)


def note(types: list[type], value: object) -> None:
    """Add a value's type to those seen."""
    kind = type_of(value)
    if kind in types or kind is _UNSET_TYPE:
        return
    types.append(kind if len(types) < _MOST_TYPES else object)


def type_of(value: object) -> type:
    """The type to record: `object` for an int that no machine word holds."""
    if type(value) is int and not -_WORD <= value < _WORD:
        return object
    return type(value)


@final
class Profile:
    """A unit's recorded feedback."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.states: dict[int, list[list[type]]] = {}
        self.seen: list[Seen] = [Seen(len(instruction.operands)) for instruction in body.instructions]

    def meet_state(self, place: int, slots: list[object]) -> None:
        """Take note of the slots at a loop's head or at the start."""
        state = self.states.get(place)
        if state is None:
            state = [[] for _ in range(self.body.slot_count)]
            self.states[place] = state
        for types, value in zip(state, slots, strict=False):
            kind = type_of(value)
            if kind not in types:
                types.append(kind if len(types) < _MOST_TYPES else object)

    def feedback(
        self,
        entries: int,
        back_edges: int,
        function: FunctionCode,
        deopts: frozenset[int],
    ) -> UnitFeedback:
        """The profile as data."""
        instructions = {index: seen.feedback(index) for index, seen in enumerate(self.seen) if seen.visited}
        states = {place: tuple([tuple(types) for types in slots]) for place, slots in self.states.items()}
        return UnitFeedback(
            entries, back_edges, instructions, states, function.globals, function.builtins, function.stub(), deopts
        )


def may_call_unseen(callee: object) -> bool:
    """Whether compiled code may call this, although no frame stands for the caller's meanwhile.

    Only what lives for long anyway: the profile and compiled code keep the callee alive.
    """
    if type(callee) is FunctionType:
        return function_code(callee.__code__) is not None
    if type(callee) is type:
        if not callee.__flags__ & _HEAP_TYPE:
            return special_for(callee) is None
        constructor = getattr(callee, "__init__")
        if getattr(callee, "__new__") is not object.__new__:
            return False
        if type(constructor) is FunctionType:
            return function_code(constructor.__code__) is not None
        return constructor is object.__init__
    return (
        type(callee) is BuiltinFunctionType and isinstance(callee.__self__, ModuleType) and special_for(callee) is None
    )


def _stays(receiver: object) -> bool:
    """Whether what a method is called on is a class that lives for long anyway, so that it may be kept alive."""
    return type(receiver) is type and "<locals>" not in receiver.__qualname__


@final
class Record(Op):
    """Note what the instruction at `index` is about to read, and what the one before it wrote."""

    def __init__(self, profile: Profile, index: int) -> None:
        super().__init__()
        self.index = index
        self.begins = index
        body = profile.body
        instruction = body.instructions[index]
        self.seen = profile.seen[index]
        self.operands: list[int] = list(instruction.operands)
        self.calls = instruction.operation == "call"
        self.method = instruction.operation in ("call_method", "call_method_keyword")
        self.before: Seen | None = None
        self.written: i64 = NONE
        self.global_before = False
        self.function_before = False
        if index > 0 and body.instructions[index - 1].destination != NONE:
            self.before = profile.seen[index - 1]
            self.written = body.instructions[index - 1].destination
            self.global_before = body.instructions[index - 1].operation in ("load_global", "load_name")
            self.function_before = body.instructions[index - 1].operation == "make_function"

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        self.seen.visited = True
        place = 0
        for slot in self.operands:
            if slot != NONE:
                note(self.seen.types[place], slots[slot])
            place += 1
        if self.calls:
            callee = slots[self.operands[0]]
            if may_call_unseen(callee):
                self.seen.meet_callee(callee)
            else:
                self.seen.several = True
        elif self.method:
            receiver = slots[self.operands[0]]
            if _stays(receiver):
                self.seen.meet(receiver)
            else:
                self.seen.several = True
        before = self.before
        if before is not None:
            value = slots[self.written]
            note(before.result, value)
            if self.global_before and value is not UNSET:
                before.meet(value)
            if self.function_before and type(value) is FunctionType and not frame.function.passing:
                before.meet(value.__code__)
        return self.next
