"""Functions, classes, annotations."""

from __future__ import annotations

from ast_interp.ops.bases import NameOp
from ast_interp.run.activation import release
from ast_interp.run.entry import bind_unit, stub_of
from ast_interp.run.host import new_function
from ast_interp.run.machine import NONE, Frame, FunctionCode, Op, ReleasingOp
from ast_interp.run.passing import keep, new_owner, passing_stub
from ast_interp.run.unwind import fail
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.code import CodeUnit, Instruction
from pyston_runtime.interfaces.typed import Any, CellType, CodeType, cast, final, i64


@final
class MakeFunction(ReleasingOp):
    """A function of a unit; the unit's stub is made once for each set of globals."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        operands = instruction.operands
        self.defaults: i64 = operands[0]
        self.keyword_defaults: i64 = operands[1]
        self.annotations: i64 = operands[2]
        self.closure: i64 = operands[3]
        self.unit = cast(CodeUnit, instruction.immediate)
        self.bound: FunctionCode | None = None
        self.stub: CodeType | None = None
        self.owner: object | None = None

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            bound = self.bound
            if bound is None or bound.globals is not frame.globals or bound.builtins is not frame.builtins:
                bound = bind_unit(self.unit, frame.globals, frame.builtins)
                self.bound = bound
                bound.passing = frame.function.passing
                self.stub = None
                self.owner = None
            stub = self.stub
            if stub is None:
                if bound.passing and MACHINE.observed_stub is None:
                    # not kept: it is for its functions to keep
                    if self.owner is None:
                        self.owner = new_owner(bound)
                    stub = passing_stub(bound, self.owner)
                else:
                    stub = stub_of(bound)
                    self.stub = stub
            defaults = cast("tuple[object, ...]", slots[self.defaults]) if self.defaults != NONE else None
            closure = cast("tuple[CellType, ...]", slots[self.closure]) if self.closure != NONE else None
            function = new_function(stub, frame.globals, defaults, closure)
            if self.keyword_defaults != NONE:
                function.__kwdefaults__ = cast("dict[str, Any]", slots[self.keyword_defaults])
            if self.annotations != NONE:
                function.__annotations__ = cast("dict[str, Any]", slots[self.annotations])
            if self.owner is not None and self.stub is None:
                keep(function, self.owner)
            release(slots, self.release, self.kept)
            slots[self.destination] = function
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class LoadBuildClass(NameOp):
    """`__build_class__`."""

    def run(self, frame: Frame) -> Op:
        try:
            value = frame.builtins.get("__build_class__")
            if value is None:
                raise NameError("__build_class__ not found")
            frame.slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class SetupAnnotations(NameOp):
    """Make `__annotations__` where the namespace has none."""

    def run(self, frame: Frame) -> Op:
        try:
            namespace: Any = frame.globals if frame.namespace is None else frame.namespace
            missing = False
            try:
                namespace["__annotations__"]
            except KeyError:
                missing = True
            if missing:
                namespace["__annotations__"] = {}
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)
