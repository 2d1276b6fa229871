"""The machine's parts: ops, frames, linked code.

An op does its work on the slots of a frame and returns the op that follows. What would be a call on the host's stack is
a change of frames here: the op notes in `Frame.mode` what is to happen and returns `SWITCH`, and the driver goes on
in the other frame. So guest recursion costs no host stack, and a frame at rest is (op, slots).

The classes refer to each other, so they share this file. Names used in every op are kept short on purpose: none is
abbreviated.
"""

from __future__ import annotations

from _collections_abc import Callable
from _weakref import ReferenceType

from pyston_runtime.interfaces.code import COROUTINE, FUNCTION, PLAIN, CodeUnit, Instruction
from pyston_runtime.interfaces.code import NONE as _NONE
from pyston_runtime.interfaces.typed import Any, CodeType, Final, cast, final, i64
from pyston_runtime.tracebacks.frames import UNSET as _RUNTIME_UNSET
from pyston_runtime.tracebacks.frames import Owner

#: The mark of an empty slot; the runtime's, as a static of this module.
UNSET: Final[object] = _RUNTIME_UNSET

#: What `Value.get` returns when it has raised: the exception is in `Frame.error`, the op in `Frame.raiser`.
RAISED: Final = object()

#: In `CodeUnit.flags`: the unit is defined in a function.
CO_NESTED: Final = 0x10

#: No operand.
NONE: Final = _NONE

# Frame.mode: what the driver does after `SWITCH`
ENTER: Final = 0
LEAVE: Final = 1
GO: Final = 2
STOP: Final = 3

# Frame.status
RUNNING: Final = 0
RETURNED: Final = 1
YIELDED: Final = 2
DELEGATED: Final = 3
FAILED: Final = 4
#: Of a walked frame: what was raised has been on its way through the frame before.
RERAISED: Final = 5
#: Of a frame that was made to show where compiled code stands: who waits for it is not in `back`.
SHOWN: Final = 6


class Op:
    """One executable operation.

    Attributes:
        next: the op that follows.
        handler: where control goes when it raises, or None.
        index: the index of its instruction in the body, for positions.
        begins: the index of the first instruction that it carries out: the resume point before it.
    """

    def __init__(self) -> None:
        self.next: Op = self
        self.handler: Catch | None = None
        self.index: i64 = 0
        self.begins: i64 = 0

    def run(self, frame: Frame) -> Op:
        """Do the work; return the op that follows, or `SWITCH`."""
        raise NotImplementedError(type(self).__name__)

    def attach(self, place: int, value: Value) -> bool:
        """Take an operand from a value op instead of a slot.

        Args:
            place: which of the instruction's operands.
            value: what gives it.

        Returns:
            Whether this op can: the others read slots, and empty those that they use up.
        """
        return False

    def discard(self) -> bool:
        """Throw the result away instead of writing it; whether this op can."""
        return False


@final
class Switch(Op):
    """What an op returns when the driver must go on in another frame, or leave."""


SWITCH: Final = Switch()


class Value(Op):
    """An op that computes one value: for a slot when it is run, for another op when that one takes it with `get`.

    Attributes:
        destination: the slot that `run` writes.
    """

    def __init__(self, destination: i64) -> None:
        super().__init__()
        self.destination: i64 = destination

    def get(self, frame: Frame) -> Any:
        """Compute the value; `RAISED` when there is none."""
        raise NotImplementedError(type(self).__name__)

    def run(self, frame: Frame) -> Op:
        value = self.get(frame)
        if value is RAISED:
            return RAISING.run(frame)
        frame.slots[self.destination] = value
        return self.next


@final
class Raising(Op):
    """Goes where the exception in `Frame.error`, raised by the op `Frame.raiser`, leads; `unwind` says how."""

    def __init__(self) -> None:
        super().__init__()
        self.lead: Callable[[Frame], Op] | None = None

    def run(self, frame: Frame) -> Op:
        lead = self.lead
        assert lead is not None
        return lead(frame)


RAISING: Final = Raising()


@final
class Slot(Value):
    """What a slot holds, as an operand."""

    def __init__(self, slot: i64) -> None:
        super().__init__(NONE)
        self.slot: i64 = slot

    def get(self, frame: Frame) -> Any:
        return frame.slots[self.slot]


@final
class Temporary(Value):
    """What a temporary holds, as an operand: read for the last time."""

    def __init__(self, slot: i64) -> None:
        super().__init__(NONE)
        self.slot: i64 = slot

    def get(self, frame: Frame) -> Any:
        slot = self.slot
        value = frame.slots[slot]
        frame.slots[slot] = UNSET
        return value


#: Stands where an operand is in a slot.
NO_VALUE: Final[Value] = Slot(0)

#: An op's operand is a slot, `NONE` where a value op gives it, or this less a slot that is read for the last time.
LAST_READ: Final = -2


def operand_of(value: Value) -> i64:
    """What stands for an attached value op where a slot's number would stand."""
    return LAST_READ - value.slot if isinstance(value, Temporary) else NONE


@final
class Catch:
    """An exception handler: its first op, and the slot that receives the exception (all above it are cleared)."""

    def __init__(self, slot: i64) -> None:
        self.entry: Op = SWITCH
        self.slot: i64 = slot


@final
class Counts:
    """How often collected code was entered, and how often its loops went round."""

    def __init__(self) -> None:
        self.units: i64 = 0
        self.entries: i64 = 0
        self.back_edges: i64 = 0


@final
class Code:
    """A unit linked to ops.

    Attributes:
        unit: where it comes from.
        entry: the first op.
        template: the slots of a fresh frame: empty, but for the constants.
        clear: how many slots a frame has besides the constants.
        named: how many of them are locals and cells; a frame that returns has emptied its temporaries.
        free_start: the slot of the first free variable.
        entries, back_edges: how often it was entered, how often its loops went round.
        entry_maker: makes its traceback entries (`entries.EntryMaker`).
        makers: what else shows its frames, by whatever key its user chooses.
        collected: where these counts go in the end; None for nowhere.
        owner: the function's own code, for the code of its frames.
    """

    def __init__(self, unit: CodeUnit, template: list[object], clear: i64, named: i64, free_start: i64) -> None:
        self.unit = unit
        self.entry: Op = SWITCH
        self.template = template
        self.clear: i64 = clear
        self.named: i64 = named
        self.free_start: i64 = free_start
        self.entries: i64 = 0
        self.back_edges: i64 = 0
        self.entry_maker: object | None = None
        self.makers: dict[object, object] = {}
        self.collected: Counts | None = None
        self.owner: Owner | None = None

    def __del__(self) -> None:
        counts = self.collected
        if counts is not None:
            counts.units += 1
            counts.entries += self.entries
            counts.back_edges += self.back_edges


#: The globals of a FunctionCode whose stub was made before any function: the first one that is entered binds it.
UNBOUND: Final[dict[str, object]] = {}


@final
class FunctionCode:
    """A unit bound to its globals: what a stub hands to the interpreter.

    Attributes:
        unit: the code unit.
        globals, builtins: where its names are looked up.
        arity: how many arguments a call by position takes when that is all there is to the signature, else -1.
        plain: whether calls can be bound here: a function that is no generator or coroutine.
        coroutine: whether they make coroutines.
        bindable: the same for one without `*args` and `**kwargs`.
        names, positional, positional_only, variadic, keywords: of the signature (attributes of other packages are slow
            to read).
        named: how many parameters can be given by themselves.
        captures, nested: whether it has free variables; whether it is defined in a function.
        stub_reference: the `__code__` of its functions, weakly: the collector does not see what code objects hold, so a
            strong reference back would keep both for ever.
        code: the linked code, once it has been called.
        takes: `arity` from then on, and -1 before.
        room: how many arguments by position calls can bind here: of what is `plain`, from then on; else -1.
        parked: frames ready for reuse, chained by `Frame.back`.
        passing: whether it belongs to a namespace that may be thrown away (`ast_interp.run.passing`).
    """

    def __init__(self, unit: CodeUnit, globals: dict[str, object], builtins: dict[str, object], arity: i64) -> None:
        signature = unit.signature
        self.unit = unit
        self.globals = globals
        self.builtins = builtins
        self.names: tuple[str, ...] = signature.names
        self.stub_reference: ReferenceType[CodeType] | None = None
        self.code: Code | None = None
        self.parked: Frame | None = None
        self.arity: i64 = arity
        self.takes: i64 = -1
        self.room: i64 = -1
        self.positional = signature.positional
        self.positional_only = signature.positional_only
        self.named = signature.positional + signature.keyword_only
        # side by side, since each is a byte
        self.plain = unit.kind == FUNCTION and unit.flavour == PLAIN
        self.coroutine = unit.flavour == COROUTINE
        self.bindable = self.plain and not signature.variadic and not signature.keywords
        self.variadic = signature.variadic
        self.keywords = signature.keywords
        self.captures = bool(unit.free_names)
        self.nested = bool(unit.flags & CO_NESTED)
        self.passing = False

    def stub(self) -> CodeType | None:
        """The `__code__` of its functions; None when there is none, or none is left."""
        reference = self.stub_reference
        return None if reference is None else reference()

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as register code: it is a constant of stubs, which some pickle by value."""
        return _reduced(self)


def _reduced(code: FunctionCode | Handle) -> tuple[object, ...]:
    """What pickles code stands above this stage, and is found by its name, as by those who read the pickle."""
    from importlib import import_module

    return cast("tuple[object, ...]", cast(Any, import_module("ast_interp.pickles")).reduced(code))


@final
class Handle:
    """What a stub holds in place of a FunctionCode that may be thrown away: see `ast_interp.run.passing`.

    Attributes:
        unit: of the FunctionCode.
        reference: what keeps the FunctionCode, weakly.
        stub_reference: the stub, weakly.
        spare: a FunctionCode for the call that the stub is about to make, where that is gone.
        missed: how many such calls there were.
    """

    def __init__(self, unit: CodeUnit, reference: ReferenceType[Any]) -> None:
        self.unit = unit
        self.reference = reference
        self.stub_reference: ReferenceType[CodeType] | None = None
        self.spare: FunctionCode | None = None
        self.missed = 0

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled likewise."""
        return _reduced(self)


@final
class Frame:
    """An activation of a code unit.

    Attributes:
        slots: locals, cells, temporaries, constants.
        function, code: what runs.
        named: `code.named`.
        globals, builtins: where global names are looked up.
        namespace: the local names of a class body or of `exec` with locals of its own; of a function, what `locals()`
            gave last (before 3.13); else None.
        back: the guest frame that called this one and waits for it; None at the bottom of a driver run.
        destination: the slot of `back` that receives the result; `NONE` to throw it away.
        op: while suspended: the op that called, yielded or delegated.
        at: the instruction whose op has called host code last.
        resume: the op to go on with, for modes ENTER of the bottom frame and GO.
        mode: what the driver does when an op of this frame returns `SWITCH`: ENTER the frame in `switch`, LEAVE to
            `back`, GO on in the frame in `switch`, STOP with the frame in `switch`, or with this one.
        switch: see `mode`; otherwise without meaning.
        value: the result, when the driver leaves with one.
        error: the exception on its way, when there is one.
        raiser: the op that raised it, where `Value.get` returned `RAISED`.
        status: why the driver left.
        depth: how many guest frames are below in this driver run.
        constructs: whether this is the `__init__` of the instance in `value`, which is the call's result.
        walked: whether it is observed: a frame of the host's stands for it, which exceptions pass (`tracing.walking`).
    """

    def __init__(self, function: FunctionCode, code: Code) -> None:
        self.slots: list[Any] = code.template.copy()
        self.function = function
        self.code = code
        self.named: i64 = code.named
        self.globals = function.globals
        self.builtins = function.builtins
        self.namespace: object | None = None
        self.back: Frame | None = None
        self.destination: i64 = 0
        self.op: Op = SWITCH
        self.at: i64 = 0
        self.resume: Op = SWITCH
        self.mode: i64 = STOP
        self.switch: Frame | None = None
        self.value: object = None
        self.error: BaseException | None = None
        self.raiser: Op = SWITCH
        self.status: i64 = RUNNING
        self.depth: i64 = 0
        self.constructs = False
        self.walked = False


class ReleasingOp(Op):
    """An op that empties temporaries when it has succeeded: the slots from `release` up to, not including, `kept`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__()
        released = instruction.released
        self.release: i64 = 0
        self.kept: i64 = 0
        if released:
            self.release = min(released)
            self.kept = max(released) + 1
            if self.kept - self.release != len(set(released)):
                raise AssertionError(f"{instruction.operation}: released temporaries {released} are not adjacent")
        self.destination: i64 = instruction.destination
