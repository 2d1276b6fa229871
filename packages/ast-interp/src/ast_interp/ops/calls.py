"""Calls of every other shape: many arguments, keywords, stars, `super()`, `__exit__`."""

from __future__ import annotations

import builtins

from ast_interp.ops.bases import pull, pull_all, slots_of
from ast_interp.ops.calling import (
    SPECIALS,
    CallingOp,
    CallMethodOp,
    CallOp,
    call_guest,
    call_host,
    call_host_keywords,
    call_special,
    call_special_keywords,
    call_tracked,
    enter,
    fail_argument,
    guest_code,
    told,
)
from ast_interp.ops.constructing import construct
from ast_interp.ops.names import cell_value
from ast_interp.ops.naming import type_name
from ast_interp.run.activation import empty, new_frame, release
from ast_interp.run.host import FINDS_METHODS, find_method
from ast_interp.run.kinds import CELL, METHOD
from ast_interp.run.machine import NONE, RAISED, UNSET, Frame, FunctionCode, Op, ReleasingOp, Value, operand_of
from ast_interp.run.unwind import fail, fail_within
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, CellType, FunctionType, cast, final, i64


@final
class CallMany(CallOp):
    """Call with any number of positional arguments."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.takes_operands()
        self.arguments: list[Value] = slots_of(instruction.operands[1:])

    def attach(self, place: int, value: Value) -> bool:
        if place:
            self.arguments[place - 1] = value
        else:
            self.callee = operand_of(value)
            self.callee_value = value
        return True

    def run(self, frame: Frame) -> Op:
        callee = pull(frame, self.callee, self.callee_value)
        if callee is RAISED:
            return fail_within(frame)
        arguments = pull_all(frame, self.arguments)
        if arguments is None:
            return fail_within(frame)
        function = self.function if callee is self.known else self.look_up(callee)
        if function is not None:
            return call_guest(self, frame, callee, function, arguments)
        if self.constructs:
            return construct(self, frame, callee, arguments)
        if self.special is not None:
            return call_special(self, frame, callee, arguments)
        return call_host(self, frame, callee, arguments)


@final
class CallKeyword(CallOp):
    """Call with keyword arguments."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.takes_operands()
        self.arguments: list[Value] = slots_of(instruction.operands[1:])
        self.names = cast("tuple[str, ...]", instruction.immediate)

    def attach(self, place: int, value: Value) -> bool:
        if place:
            self.arguments[place - 1] = value
        else:
            self.callee = operand_of(value)
            self.callee_value = value
        return True

    def run(self, frame: Frame) -> Op:
        callee = pull(frame, self.callee, self.callee_value)
        if callee is RAISED:
            return fail_within(frame)
        function = self.function if callee is self.known else self.look_up(callee)
        if function is not None:
            plan = self.plan
            if plan is not None and plan.function is function and plan.usable and not plan.collects:
                inner = new_frame(function)
                inner_slots = inner.slots
                index: i64 = 0
                for place in plan.places:
                    value = self.arguments[index].get(frame)
                    if value is RAISED:
                        empty(inner)
                        return fail_within(frame)
                    inner_slots[place] = value
                    index += 1
                if plan.settle(cast(FunctionType, callee), inner, []):
                    return enter(self, frame, inner)
                given = [inner_slots[place] for place in plan.places]
                empty(inner)
                return call_unplanned(self, frame, callee, function, given, self.names)
        arguments = pull_all(frame, self.arguments)
        if arguments is None:
            return fail_within(frame)
        return call_planned(self, frame, callee, function, False, UNSET, arguments, self.names)


@final
class CallMethodMany(CallMethodOp):
    """Call a method with any number of arguments, keywords included."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.takes_operands()
        self.arguments: list[Value] = slots_of(instruction.operands[1:])
        immediate = instruction.immediate
        self.names: tuple[str, ...] = cast("tuple[str, ...]", immediate[1]) if isinstance(immediate, tuple) else ()

    def attach(self, place: int, value: Value) -> bool:
        if place:
            self.arguments[place - 1] = value
        else:
            self.target = operand_of(value)
            self.target_value = value
        return True

    def run(self, frame: Frame) -> Op:
        target = pull(frame, self.target, self.target_value)
        if target is RAISED:
            return fail_within(frame)
        arguments = pull_all(frame, self.arguments)
        if arguments is None:
            return fail_argument(self, frame, target)
        method: Any = None
        frame.at = self.index
        try:
            if not FINDS_METHODS:
                bound = getattr(target, self.name)
            else:
                bound = find_method(target, self.name)
                if type(bound) is tuple:
                    bound = bound[0]
                else:
                    method = bound
        except BaseException as error:
            frame.error = error
            bound = None
        if frame.error is not None:
            return fail(frame, self.attribute)
        if method is not None:
            function = self.function if method is self.known else self.look_up(method)
            return call_planned(self, frame, method, function, True, target, arguments, self.names)
        if type(bound) is METHOD:
            method = bound.__func__
            function = self.function if method is self.known else self.look_up(method)
            if function is not None:
                return call_planned(self, frame, method, function, True, bound.__self__, arguments, self.names)
        return call_planned(self, frame, bound, self.look_up(bound), False, UNSET, arguments, self.names)


def call_planned(
    op: CallingOp,
    frame: Frame,
    callee: object,
    function: FunctionCode | None,
    bound: bool,
    target: object,
    arguments: list[object],
    names: tuple[str, ...],
) -> Op:
    """Call with the op's names, after an object that comes first (`bound`), by the op's plan where there can be one."""
    if function is not None and function.plain:
        inner: Frame | None = None
        try:
            plan = op.plan_for(function, bound, len(arguments), names)
            if plan.usable:
                inner = plan.bind(cast(FunctionType, callee), target, arguments)
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, op)
        if inner is not None:
            return enter(op, frame, inner)
    return call_unplanned(op, frame, callee, function, [target, *arguments] if bound else arguments, names)


def call_unplanned(
    op: CallingOp,
    frame: Frame,
    callee: object,
    function: FunctionCode | None,
    arguments: list[object],
    names: tuple[str, ...],
) -> Op:
    """Call with the last arguments by keyword what has no plan: what is not the guest's, or refuses them."""
    count = len(arguments) - len(names)
    if op.constructs:
        return construct(op, frame, callee, arguments, names)
    keywords: dict[str, object] = {}
    for index, name in enumerate(names):
        keywords[name] = arguments[count + index]
    if op.special is not None:
        return call_special_keywords(op, frame, callee, arguments[:count], keywords)
    if function is not None and told(op, function):
        return call_tracked(op, frame, callee, arguments[:count], keywords)
    return call_host_keywords(op, frame, callee, arguments[:count], keywords)


@final
class CallSpread(CallOp):
    """`f(*arguments, **keywords)`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.arguments: i64 = instruction.operands[1]
        self.keywords: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        callee = slots[self.callee]
        spread = slots[self.arguments]
        arguments: list[object] = []
        keywords: dict[str, object] = {}
        frame.at = self.index
        try:
            if type(spread) is not tuple and type(spread) is not list:
                if not hasattr(spread, "__iter__") and not hasattr(type(spread), "__getitem__"):
                    name = type_name(spread)
                    raise TypeError(f"{described(callee)} argument after * must be an iterable, not {name}")
            arguments = list(cast(Any, spread))
            if self.keywords != NONE:
                keywords = cast("dict[str, object]", slots[self.keywords])
                check_keywords(keywords)
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, self)
        function = self.function if callee is self.known else self.look_up(callee)
        if function is None and type(callee) is METHOD and type(callee.__func__) is FunctionType:
            function = guest_code(callee.__func__)
            if function is not None:
                arguments.insert(0, callee.__self__)
                callee = callee.__func__
                self.special = SPECIALS.standing
        if function is not None:
            if not keywords:
                return call_guest(self, frame, callee, function, arguments)
            names = tuple(keywords)
            arguments.extend(keywords.values())
            return call_planned(self, frame, callee, function, False, UNSET, arguments, names)
        if self.constructs:
            arguments.extend(keywords.values())
            return construct(self, frame, callee, arguments, tuple(keywords))
        if self.special is not None:
            return call_special_keywords(self, frame, callee, arguments, keywords)
        if keywords:
            return call_host_keywords(self, frame, callee, arguments, keywords)
        return call_host(self, frame, callee, arguments)


def check_keywords(keywords: dict[Any, object]) -> None:
    """Keywords are strings."""
    for name in keywords:
        if not isinstance(name, str):
            raise TypeError("keywords must be strings")


def described(callee: object) -> str:
    """A callee as CPython names it in error messages (`_PyObject_FunctionStr`)."""
    qualname = getattr(callee, "__qualname__", None)
    if not isinstance(qualname, str):
        return str(callee)
    module = getattr(callee, "__module__", None)
    if isinstance(module, str) and module != "builtins":
        return f"{module}.{qualname}()"
    return f"{qualname}()"


@final
class DictMerge(ReleasingOp):
    """Merge a mapping into the keywords of a call."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.target: i64 = instruction.operands[0]
        self.operand: i64 = instruction.operands[1]
        self.callee: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            merge_keywords(cast("dict[object, object]", slots[self.target]), slots[self.operand], slots[self.callee])
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def merge_keywords(target: dict[object, object], mapping: object, callee: object) -> None:
    """Add the entries of a mapping, refusing keys that are there already."""
    if type(mapping) is dict and not target:
        target.update(mapping)
        return
    source: Any = mapping
    if not hasattr(source, "keys"):
        raise TypeError(f"{described(callee)} argument after ** must be a mapping, not {type_name(mapping)}")
    keys: Any = source.keys
    for key in keys():
        if key in target:
            if not isinstance(key, str):
                raise TypeError("keywords must be strings")
            raise TypeError(f"{described(callee)} got multiple values for keyword argument '{key}'")
        target[key] = source[key]


@final
class CallSuper(CallOp):
    """`super()` without arguments."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.cell: i64 = instruction.operands[1]
        self.argument: i64 = instruction.operands[2]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        callee = slots[self.callee]
        if callee is not builtins.super:
            function = self.function if callee is self.known else self.look_up(callee)
            if function is not None:
                return call_guest(self, frame, callee, function, [])
            if self.special is not None:
                return call_special(self, frame, callee, [])
            return call_host(self, frame, callee, [])
        try:
            if self.argument == NONE:
                raise RuntimeError("super(): no arguments")
            first = slots[self.argument]
            if type(first) is CELL:
                unit = frame.code.unit
                # a parameter that inner functions capture; any other cell was given by the caller
                if unit.signature.names and unit.signature.names[0] in unit.cell_names:
                    first = cell_value(first)
            if first is UNSET:
                raise RuntimeError("super(): arg[0] deleted")
            if self.cell == NONE:
                raise RuntimeError("super(): __class__ cell not found")
            cls = cell_class(slots[self.cell])
            value = super_object(cls, first)
            release(slots, self.first, self.last)
            if self.destination >= 0:
                slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def cell_class(cell: object) -> object:
    """What the `__class__` cell holds."""
    try:
        return cast(CellType, cell).cell_contents
    except ValueError:
        pass
    raise RuntimeError("super(): empty __class__ cell")


def super_object(cls: object, first: object) -> object:
    """`super(cls, first)`, kept out of mypyc's sight, which would read it as its own."""
    return cast(Any, builtins.super)(cls, first)


@final
class CallExit(ReleasingOp):
    """`exit(type(exception), exception, traceback)`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.callee: i64 = instruction.operands[0]
        self.operand: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            error_value = cast(BaseException, slots[self.operand])
            value = slots[self.callee](type(error_value), error_value, error_value.__traceback__)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
