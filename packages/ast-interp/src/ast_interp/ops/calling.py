"""What all call ops share: which callees are guest functions, and how a guest frame is entered.

A callee is remembered by identity where that keeps nothing alive that matters: a function of a module or of a class in
one, a built-in function of a module, a class. Reassigning `f.__code__` would not be seen, so whoever does it calls
`forget_callees`. Every other guest function is recognised by its `__code__`.
"""

from __future__ import annotations

import gc
import sys
from _collections_abc import Callable
from sys import intern

from ast_interp.ops.binding import Plan, bind
from ast_interp.process.polling import LIMITS, check_depth, poll
from ast_interp.run.activation import CODE_CONSTANT, held_code, link, release
from ast_interp.run.host import closure_of, code_of
from ast_interp.run.kinds import BUILTIN, COROUTINE, FUNCTION, GENERATOR, METHOD, MODULE
from ast_interp.run.machine import (
    CO_NESTED,
    ENTER,
    NO_VALUE,
    NONE,
    SWITCH,
    UNSET,
    Frame,
    FunctionCode,
    Handle,
    Op,
    ReleasingOp,
    Value,
)
from ast_interp.run.passing import kept_code
from ast_interp.run.unwind import fail, fail_within
from ast_interp.run.wiring import MACHINE, TAKEN_OVER
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import (
    Any,
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    CodeType,
    Final,
    FunctionType,
    MethodDescriptorType,
    MethodWrapperType,
    WrapperDescriptorType,
    cast,
    final,
    i64,
)

_POLL_MASK: Final = 1023
#: More plans than that are not kept at one op: its callees or their keywords vary too much.
_MOST_PLANS: Final = 4

#: (calling frame, callee, arguments, keyword arguments) -> result
Special = Callable[[Frame, object, list[object], dict[str, object]], object]


def _call_plainly(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    return cast(Any, callee)(*arguments, **keywords)


def complains(value: object) -> bool:
    """Whether the host may have something to say when a value dies, in the name of the frame that it sees."""
    kind = type(value)
    return kind is GENERATOR or kind is COROUTINE


def drop(frame: Frame, op: Op, held: list[object]) -> None:
    """Let go of a generator or coroutine, the only thing that a list holds.

    The host warns of coroutines that were never awaited, and tells what is wrong with a generator that goes on when it
    is closed: in the name of the frame that it sees then.
    """
    frame.op = op
    frame.at = op.index
    SPECIALS.tracked(frame, held.clear, [], {})


def _call_and_drop(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    drop(frame, frame.op, [SPECIALS.tracked(frame, callee, arguments, keywords)])
    return None


class HostCaller:
    """Calls ordinary code of the host, whose immediate caller can be seen."""

    def call(self, frame: Frame, op: CallingOp, callee: object, arguments: list[object]) -> object:
        """Call it from `frame`, which is at `op`."""
        return cast(Any, callee)(*arguments)


@final
class Specials:
    """What is not simply called; filled by the interpreter.

    Attributes:
        functions: built-in functions that look at their caller's frame, and what is done instead of calling them.
        standing: calls what runs Python code of the host, with a host frame that stands for the guest's.
        host: does so where it has turned out that nothing else has to be known of the code.
        tracked: calls what notes all frames that it is called from.
    """

    def __init__(self) -> None:
        self.functions: dict[object, Special] = {}
        self.standing: Special = _call_plainly
        self.host = HostCaller()
        self.tracked: Special = _call_plainly


SPECIALS: Final = Specials()
_tracking_depth: Final = sys.get_coroutine_origin_tracking_depth


#: Callables of these types run no Python code of their own.
_NATIVE: Final = frozenset(
    {BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType, MethodWrapperType, ClassMethodDescriptorType}
)
_REMEMBERED: Final = frozenset({BuiltinFunctionType, type})
#: In `type.__flags__`: made by a class statement, or by C code that makes classes while it runs.
HEAP_TYPE: Final = 1 << 9


def special_for(callee: object) -> Special | None:
    """How a callee that is no guest function is called; None for simply."""
    kind = type(callee)
    if kind is BUILTIN:
        return SPECIALS.functions.get(callee) if SPECIALS.functions else None
    if kind in _NATIVE:
        return None
    if kind is type and not cast(type, callee).__flags__ & HEAP_TYPE:
        if cast(type, callee).__module__ == "typing":
            # type variables and aliases note the module that makes them
            return SPECIALS.standing
        return SPECIALS.functions.get(callee)
    return SPECIALS.standing


class CallingOp(ReleasingOp):
    """A call: the temporaries from `first` up to, not including, `last` are used up, the destination included."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.known: object = UNSET
        self.code: CodeType | None = None
        self.function: FunctionCode | None = None
        self.special: Special | None = None
        self.closure = False
        self.constructs = False
        # whether the callee found last is host code that nothing else has to be known of
        self.ordinary = False
        # where frames stand during the call (`dynamic.places.Place`)
        self.place: object | None = None
        self.initializer: FunctionCode | None = None
        self.initializer_code: CodeType | None = None
        self.plan: Plan | None = None
        self.count = len(instruction.operands) - 1
        self.first: i64 = self.release
        self.last: i64 = self.kept
        destination = instruction.destination
        if destination in instruction.operands and destination == int(self.release) - 1:
            self.first = destination
        elif destination in instruction.operands and self.release == self.kept:
            self.first = destination
            self.last = destination + 1

    def takes_operands(self) -> None:
        """This op reads its operands by `attach`: none is left in a temporary."""
        self.first = 0
        self.last = 0

    def discard(self) -> bool:
        self.destination = NONE
        return True

    def look_up(self, callee: object) -> FunctionCode | None:
        """Find the guest code behind a callee, and remember what can be remembered.

        In a pure build another thread may be at this very op: nothing is forgotten that is found again.
        """
        special: Special | None = None
        if type(callee) is FUNCTION:
            code = code_of(callee)
            if code is self.code:
                if self.function is None:
                    special = SPECIALS.functions.get(callee, SPECIALS.standing)
                self.special = special
                self.constructs = False
                return self.function
            function = guest_code(callee)
            code = code_of(callee)
            self.code = code
            self.ordinary = False
            self.function = function
            self.closure = closure_of(callee) is not None
            # `known` must never outlive the `function` it was stored with: a closure is looked up each time; so is a
            # function within a function, whose defaults would live on
            nested = self.closure or (code.co_flags & CO_NESTED != 0 if function is None else function.nested)
            if function is None:
                special = SPECIALS.functions.get(callee, SPECIALS.standing)
            self.special = special
            self.constructs = False
            self.known = UNSET if nested else callee
            return function
        self.code = None
        self.function = None
        self.ordinary = False
        if type(callee) is BUILTIN and type(callee.__self__) is not MODULE:
            # a method of some object, which would be kept alive with it
            self.special = None
            self.constructs = False
            self.known = UNSET
            return None
        if callee is not type or self.count != 1:
            special = special_for(callee)
        self.special = special
        self.constructs = type(callee) is type and special is SPECIALS.standing
        remembered = special is None and type(callee) in _REMEMBERED
        if self.constructs:
            # a class within a function would live on
            remembered = "<locals>" not in cast(type, callee).__qualname__
        self.known = callee if remembered else UNSET
        return None

    def plan_for(self, function: FunctionCode, bound: bool, count: int, names: tuple[str, ...]) -> Plan:
        """Where the arguments of this call go in a callee's frame."""
        plan = self.plan
        count_of_plans: i64 = 0
        while plan is not None:
            if plan.function is function and plan.count == count and plan.bound == bound:
                # `f(**keywords)` gives other names each time, or the same in another order
                if plan.names is names or plan.names == names:
                    return plan
            plan = plan.other
            count_of_plans += 1
        plan = Plan(function, bound, count, names)
        if count_of_plans < _MOST_PLANS:
            plan.other = self.plan
        self.plan = plan
        return plan

    def forget(self) -> None:
        """Look the next callee up again."""
        self.known = UNSET


def forget_callees() -> None:
    """Have every call op look its callee up again: a function has got another `__code__`.

    That is rare, so that calls check nothing for it: the ops are searched for among all objects. What a start has
    frozen stays unfrozen then: freezing it again would freeze the program's own objects too, which the collector would
    never free.
    """
    gc.unfreeze()
    for found in gc.get_objects():
        if isinstance(found, CallingOp):
            found.forget()


class CallOp(CallingOp):
    """A call of what a slot holds."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.callee: i64 = instruction.operands[0]
        self.callee_value: Value = NO_VALUE


class CallMethodOp(CallingOp):
    """A call of a method of what a slot holds."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: i64 = instruction.operands[0]
        self.target_value: Value = NO_VALUE
        self.target_slot: i64 = instruction.operands[0]
        # stands for this op where the attribute fails: its range is the attribute's
        self.attribute: Op = self
        immediate = instruction.immediate
        self.name = intern(str(immediate[0] if isinstance(immediate, tuple) else immediate))


def fail_argument(op: CallMethodOp, frame: Frame, target: object) -> Op:
    """An argument has raised; `unwind` asks first whether the object has such a method, and finds it in its slot."""
    frame.slots[op.target_slot] = target
    return fail_within(frame)


def guest_code(callee: FunctionType) -> FunctionCode | None:
    """The FunctionCode of a function, bound to the function's own globals; None for a function of the host's."""
    function = held_code(callee)
    if function is not None:
        return function
    function = function_code(code_of(callee), callee)
    if function is not None and function.globals is not callee.__globals__:
        return MACHINE.rebind(callee)
    return function


def function_code(code: CodeType, callee: FunctionType | None = None) -> FunctionCode | None:
    """The FunctionCode in a stub's constants, the last of a doubled one's; None for a code object of the host's.

    Args:
        code: the code object.
        callee: the function that has it, where that is known.
    """
    constants = code.co_consts
    if len(constants) > CODE_CONSTANT:
        found = constants[CODE_CONSTANT]
        if isinstance(found, FunctionCode):
            return found
        if isinstance(found, Handle):
            return kept_code(found, callee)
        found = constants[-1]
        if isinstance(found, FunctionCode):
            return found
    return None


def enter(op: CallingOp, frame: Frame, inner: Frame) -> Op:
    """Go on in `inner`, whose arguments are in place; `op` gets its result."""
    if op.first < op.last:
        release(frame.slots, op.first, op.last)
    entries = link(frame, op, inner, op.destination)
    if inner.depth > LIMITS.recursion or entries & _POLL_MASK == 0:
        frame.switch = None
        try:
            check_depth(inner.depth)
            if LIMITS.observed and MACHINE.observes():
                value = MACHINE.call_observed(frame, inner)
                if value is TAKEN_OVER:
                    return SWITCH
                if value is not UNSET:
                    if op.destination >= 0:
                        frame.slots[op.destination] = value
                    return op.next
            if LIMITS.watched:
                MACHINE.poll_under(frame)
            else:
                poll()
            hot = MACHINE.hot_entry
            if hot is not None and entries & _POLL_MASK == 0:
                hot(inner)
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            inner.back = None
            return fail(frame, op)
        frame.switch = inner
        frame.mode = ENTER
    return SWITCH


def call_guest(op: CallingOp, frame: Frame, callee: object, function: FunctionCode, arguments: list[object]) -> Op:
    """Call a guest function whose arguments do not simply fill its slots: a first call, or defaults are needed."""
    if function.plain:
        inner: Frame | None = None
        try:
            inner = bind(function, cast(FunctionType, callee), arguments)
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, op)
        if inner is not None:
            return enter(op, frame, inner)
    if told(op, function):
        return call_tracked(op, frame, callee, arguments, {})
    return call_host(op, frame, callee, arguments)


def tracks(function: FunctionCode) -> bool:
    """Whether a function makes coroutines that note where they were created."""
    return function.coroutine and _tracking_depth() > 0


def told(op: CallingOp, function: FunctionCode) -> bool:
    """Whether somebody is told of a call: of where a coroutine was created, or was dropped at once."""
    return function.coroutine and (op.destination < 0 or _tracking_depth() > 0)


def call_tracked(
    op: CallingOp, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]
) -> Op:
    """Call a function that notes its callers."""
    op.special = _call_and_drop if op.destination < 0 else SPECIALS.tracked
    following = call_special_keywords(op, frame, callee, arguments, keywords)
    op.special = None
    return following


def deliver(op: CallingOp, frame: Frame, value: object) -> Op:
    """Put a call's result where it goes; the op that follows."""
    slots = frame.slots
    release(slots, op.first, op.last)
    if op.destination >= 0:
        slots[op.destination] = value
    return op.next


def call_host(op: CallingOp, frame: Frame, callee: object, arguments: list[object]) -> Op:
    """Call through the host's protocol."""
    frame.at = op.index
    try:
        value = cast(Any, callee)(*arguments)
        return deliver(op, frame, value)
    except BaseException as error:
        frame.error = error
    return fail(frame, op)


def call_host_keywords(
    op: CallingOp, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]
) -> Op:
    """Call through the host's protocol, with keywords."""
    frame.at = op.index
    try:
        value = cast(Any, callee)(*arguments, **keywords)
        return deliver(op, frame, value)
    except BaseException as error:
        frame.error = error
    return fail(frame, op)


def call_special(op: CallingOp, frame: Frame, callee: object, arguments: list[object]) -> Op:
    """Call a built-in function that looks at its caller's frame, what runs host code, or a bound guest method."""
    if op.ordinary:
        return _call_ordinary(op, frame, callee, arguments)
    if type(callee) is METHOD:
        method = callee.__func__
        if type(method) is FUNCTION:
            function = guest_code(method)
            if function is not None:
                return call_guest(op, frame, method, function, [callee.__self__, *arguments])
    return call_special_keywords(op, frame, callee, arguments, {})


def _call_ordinary(op: CallingOp, frame: Frame, callee: object, arguments: list[object]) -> Op:
    frame.op = op
    frame.at = op.index
    try:
        value = SPECIALS.host.call(frame, op, callee, arguments)
        return deliver(op, frame, value)
    except BaseException as error:
        frame.error = error
    return fail(frame, op)


def call_special_keywords(
    op: CallingOp, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]
) -> Op:
    """The same, with keyword arguments."""
    if op.ordinary and not keywords:
        return _call_ordinary(op, frame, callee, arguments)
    # by now another thread may have looked up a callee that is simply called
    special = op.special or special_for(callee) or _call_plainly
    frame.op = op
    frame.at = op.index
    try:
        value = special(frame, callee, arguments, keywords)
        if value is TAKEN_OVER:
            return SWITCH
        return deliver(op, frame, value)
    except BaseException as error:
        frame.error = error
    return fail(frame, op)
