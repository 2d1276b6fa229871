"""Global names, and names in the namespace of a module or class body."""

from __future__ import annotations

from ast_interp.ops.bases import NamedOperandOp, NamedUseOp, NameOp, NameValue, pull
from ast_interp.ops.calling import complains, drop
from ast_interp.ops.slots import unbound_free
from ast_interp.run.activation import release
from ast_interp.run.context import in_context
from ast_interp.run.machine import RAISED, UNSET, Frame, Op
from ast_interp.run.unwind import fail, fail_within, raised
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, CellType, cast, final, i64


def undefined(name: str) -> NameError:
    """The error for a name that is nowhere."""
    return NameError(f"name '{name}' is not defined", name=name)


@final
class LoadGlobal(NameValue):
    """Globals, then builtins."""

    def get(self, frame: Frame) -> Any:
        name = self.name
        value = frame.globals.get(name, UNSET)
        if value is UNSET:
            if type(frame.globals) is not dict or type(frame.builtins) is not dict:
                return self.ask(frame)
            value = frame.builtins.get(name, UNSET)
            if value is UNSET:
                frame.error = in_context(undefined(name))
                frame.raiser = self
                return RAISED
        return value

    def ask(self, frame: Frame) -> object:
        """Globals and builtins of classes of their own may know more names (`__missing__`), or refuse to be asked."""
        try:
            value = in_namespace(frame.globals, self.name)
            if value is UNSET:
                value = in_namespace(frame.builtins, self.name)
            if value is not UNSET:
                return value
        except BaseException as error:
            frame.error = error
        if frame.error is None:
            frame.error = in_context(undefined(self.name))
        frame.raiser = self
        return RAISED


@final
class StoreGlobal(NamedUseOp):
    """Write a global."""

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return fail_within(frame)
        frame.globals[self.name] = value
        return self.next


@final
class DeleteGlobal(NameOp):
    """Delete a global."""

    def run(self, frame: Frame) -> Op:
        if self.name not in frame.globals:
            return raised(frame, self, in_context(undefined(self.name)))
        if complains(frame.globals[self.name]):
            drop(frame, self, [frame.globals.pop(self.name)])
        else:
            del frame.globals[self.name]
        return self.next


def in_namespace(namespace: object, name: str) -> object:
    """Look a name up in a class's namespace, which may be any mapping; UNSET where it is missing."""
    if type(namespace) is dict:
        return cast("dict[str, object]", namespace).get(name, UNSET)
    try:
        return cast(Any, namespace)[name]
    except KeyError:
        return UNSET


@final
class LoadName(NameValue):
    """Namespace, then globals, then builtins."""

    def get(self, frame: Frame) -> Any:
        name = self.name
        try:
            namespace = frame.namespace
            value = in_namespace(frame.globals if namespace is None else namespace, name)
            if value is UNSET:
                if namespace is not None:
                    value = frame.globals.get(name, UNSET)
                if value is UNSET:
                    value = in_namespace(frame.builtins, name)
            if value is not UNSET:
                return value
        except BaseException as error:
            frame.error = error
        if frame.error is None:
            frame.error = in_context(undefined(name))
        frame.raiser = self
        return RAISED


@final
class StoreName(NamedUseOp):
    """Write into the namespace."""

    def run(self, frame: Frame) -> Op:
        value = pull(frame, self.operand, self.operand_value)
        if value is RAISED:
            return fail_within(frame)
        try:
            namespace = frame.namespace
            if namespace is None:
                frame.globals[self.name] = value
            else:
                cast(Any, namespace)[self.name] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


@final
class DeleteName(NameOp):
    """Delete from the namespace."""

    def run(self, frame: Frame) -> Op:
        missing = False
        try:
            namespace: Any = frame.globals if frame.namespace is None else frame.namespace
            try:
                if type(namespace) is dict and complains(namespace.get(self.name)):
                    drop(frame, self, [namespace.pop(self.name)])
                else:
                    del namespace[self.name]
            except KeyError:
                missing = True
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, self)
        if missing:
            return raised(frame, self, in_context(undefined(self.name)))
        return self.next


@final
class LoadNamespace(NameOp):
    """The namespace itself."""

    def run(self, frame: Frame) -> Op:
        namespace = frame.namespace
        frame.slots[self.destination] = frame.globals if namespace is None else namespace
        return self.next


@final
class LoadClassCell(NameOp):
    """The namespace, then a cell: a free variable in a class body or annotation scope."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        operands = instruction.operands
        self.cell: i64 = operands[0]
        self.mapping: i64 = operands[1] if len(operands) > 1 else -1

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        try:
            namespace = frame.namespace if self.mapping < 0 else slots[self.mapping]
            value = in_namespace(namespace, self.name)
            if value is UNSET:
                value = cell_value(slots[self.cell])
            if value is not UNSET:
                release(slots, self.release, self.kept)
                slots[self.destination] = value
                return self.next
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, self)
        return raised(frame, self, in_context(unbound_free(self.name)))


def cell_value(cell: object) -> object:
    """What a cell holds; UNSET when it is empty."""
    try:
        return cast(CellType, cell).cell_contents
    except ValueError:
        return UNSET


@final
class LoadClassGlobal(NamedOperandOp):
    """A class's namespace, then globals, then builtins: a global name in an annotation scope."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        name = self.name
        try:
            value = in_namespace(slots[self.operand], name)
            if value is UNSET:
                value = frame.globals.get(name, UNSET)
                if value is UNSET:
                    value = frame.builtins.get(name, UNSET)
            if value is not UNSET:
                release(slots, self.release, self.kept)
                slots[self.destination] = value
                return self.next
        except BaseException as error:
            frame.error = error
        if frame.error is not None:
            return fail(frame, self)
        return raised(frame, self, in_context(undefined(name)))
