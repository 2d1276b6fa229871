"""Imports."""

from __future__ import annotations

import builtins
import sys

from ast_interp.ops.bases import NamedOperandOp, NameOp, SlotOp
from ast_interp.ops.calling import SPECIALS
from ast_interp.ops.naming import type_name
from ast_interp.run.activation import release
from ast_interp.run.machine import SWITCH, Frame, Op
from ast_interp.run.unwind import fail
from ast_interp.run.wiring import TAKEN_OVER
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Any, Final, cast, final, i64

_IMPORT: Final[object] = builtins.__import__


@final
class ImportName(NameOp):
    """`__import__(name, globals, locals, names, level)`."""

    def __init__(self, instruction: Instruction) -> None:
        super().__init__(instruction)
        self.names: i64 = instruction.operands[0]
        self.level: i64 = instruction.operands[1]

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            function = frame.builtins.get("__import__")
            if function is None:
                raise ImportError("__import__ not found")
            local_names = frame.globals if frame.namespace is None else frame.namespace
            names, level = slots[self.names], slots[self.level]
            if function is not _IMPORT or (level == 0 and is_loaded(self.name, names)):
                value = cast(Any, function)(self.name, frame.globals, local_names, names, level)
            else:
                # a module's code is about to run, and may look at who imports it
                frame.op = self
                special = SPECIALS.functions.get(function, SPECIALS.standing)
                value = special(frame, function, [self.name, frame.globals, local_names, names, level], {})
                if value is TAKEN_OVER:
                    return SWITCH
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def is_loaded(name: str, names: object) -> bool:
    """Whether importing `names` from a module runs no code: the module is there, and has them all."""
    module = sys.modules.get(name)
    if module is None:
        return False
    if names is not None:
        for wanted in cast("tuple[str, ...]", names):
            if not hasattr(module, wanted):
                return False
    return True


@final
class ImportFrom(NamedOperandOp):
    """`module.name`, or the submodule that is being imported."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            value = import_from(slots[self.operand], self.name)
            release(slots, self.release, self.kept)
            slots[self.destination] = value
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def import_from(module: object, name: str) -> object:
    """The name of a module, or the submodule of that name (language reference 7.11).

    Raises:
        ImportError: with CPython's explanation.
    """
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    package = getattr(module, "__name__", None)
    if isinstance(package, str):
        found = sys.modules.get(f"{package}.{name}")
        if found is not None:
            return found
    else:
        package = None
    shown = package if package is not None else "<unknown module name>"
    spec = getattr(module, "__spec__", None)
    origin = getattr(module, "__file__", None)
    if not isinstance(origin, str):
        location = "unknown location"
        path = None
    else:
        location = origin
        path = origin
    reason = ""
    if getattr(spec, "_initializing", False):
        reason = f"cannot import name {name!r} from partially initialized module {shown!r} "
        reason += f"(most likely due to a circular import) ({location})"
    else:
        reason = f"cannot import name {name!r} from {shown!r} ({location})"
    error: Any = ImportError(reason, name=package, path=path)
    if sys.version_info >= (3, 12):
        error.name_from = name
    raise error


@final
class ImportStar(SlotOp):
    """`from module import *`."""

    def run(self, frame: Frame) -> Op:
        slots = frame.slots
        frame.at = self.index
        try:
            namespace: Any = frame.globals if frame.namespace is None else frame.namespace
            import_star(slots[self.operand], namespace)
            release(slots, self.release, self.kept)
            return self.next
        except BaseException as error:
            frame.error = error
        return fail(frame, self)


def import_star(module: object, namespace: Any) -> None:
    """Bind what `__all__` names, or every public name."""
    names = getattr(module, "__all__", None)
    public_only = names is None
    if names is None:
        contents = getattr(module, "__dict__", None)
        if contents is None:
            raise ImportError("from-import-* object has no __dict__ and no __all__")
        names = list(contents)
    for name in names:
        if not isinstance(name, str):
            where = "__dict__" if public_only else "__all__"
            kind = "Key" if public_only else "Item"
            shown = getattr(module, "__name__", "?")
            raise TypeError(f"{kind} in {shown}.{where} must be str, not {type_name(name)}")
        if public_only and name.startswith("_"):
            continue
        namespace[name] = getattr(module, name)
