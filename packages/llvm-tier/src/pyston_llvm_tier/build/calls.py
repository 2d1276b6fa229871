"""Calls: of the one callee seen, of methods by the classes seen, of classes, and of whatever may be called unseen.

Guest functions and built-in ones are called from here, by the native convention where the function is known. Host code
written in Python may look at its caller's frame, for which nothing of the host's stands: it is called with the
interpreter's help, which makes one. What the interpreter serves itself (`sys._getframe`, `exec`) is left to it.
"""

from __future__ import annotations

from types import BuiltinFunctionType, CodeType, FunctionType, MethodDescriptorType, ModuleType
from typing import Final, cast

from pyston_llvm_tier.build.builder import OBSERVING, STABLE_TYPES, Builder
from pyston_llvm_tier.build.builtin_calls import call_builtin, call_builtin_method
from pyston_llvm_tier.build.callees import (
    HEAP_TYPE,
    Binding,
    bind,
    code_cases,
    construction,
    is_guest,
    is_unserved,
    plain_callee,
)
from pyston_llvm_tier.build.supers import call_of_super
from pyston_llvm_tier.ir.kinds import BASE_OF_TYPE, NO, OBJ, PERHAPS, Kind
from pyston_llvm_tier.native.fields import Method, look_up, method_of, plain_class, version_of
from pyston_runtime.interfaces.code import NONE, Instruction

_MOST_ARGUMENTS: Final = 16
#: How many defaults of functions that vary are tried, so as to fill parameters that a call leaves out.
_MOST_DEFAULTS: Final = 5
_BY_POSITION: Final[tuple[str, ...]] = ()


def call(builder: Builder, register: Instruction) -> None:
    """A call of what a slot holds."""
    names = _keyword_names(register.immediate if register.operation == "call_keyword" else _BY_POSITION)
    callee = builder.ref(register.operands[0])
    arguments = tuple([builder.ref(slot) for slot in register.operands[1:]])
    seen = builder.seen()
    if seen is None or len(arguments) > _MOST_ARGUMENTS:
        builder.leave("a call of many arguments")
        return
    if call_of_super(builder, register, native_call):
        return
    target = seen.value
    if isinstance(target, tuple) and callee < 0:
        # by its name, which is guarded
        target = builder.value(callee)
    if isinstance(target, tuple) and _call_codes(builder, register, callee, target, arguments, names):
        return
    if target is None or isinstance(target, tuple) or (callee >= 0 and builder.avoided()):
        _call_any(builder, register, callee, arguments, names)
        return
    if callee >= 0:
        builder.boxed(callee)
        constant = builder.constant(target)
        builder.emit("guard_is", (callee, constant), exit=builder.exit("callee changed"))
        callee = constant
    elif builder.value(callee) is not target:
        builder.leave("callee varies")
        return
    _call_known(builder, register, callee, arguments, names)


def call_super(builder: Builder, register: Instruction) -> None:
    """`super()` with the cell of the class around it."""
    if not call_of_super(builder, register, native_call):
        builder.leave("super() that is no call of one method")


def make_function(builder: Builder, register: Instruction) -> None:
    """A function with positional defaults and a closure at most; its code is the one that was met."""
    seen = builder.seen()
    defaults, keyword_defaults, annotations, closure = register.operands
    code = None if seen is None else seen.value
    if not isinstance(code, CodeType) or keyword_defaults != NONE or annotations != NONE or builder.avoided():
        builder.leave("a function with more than defaults and a closure")
        return
    parts = tuple([builder.constant(None) if slot == NONE else builder.ref(slot) for slot in (defaults, closure)])
    for ref in parts:
        builder.boxed(ref)
    given = (builder.constant(code), builder.constant(builder.feedback.globals), *parts)
    result = Kind("obj", detail=FunctionType)
    builder.finish("make_function", register, given, result, error=builder.error())


def _call_known(
    builder: Builder, register: Instruction, callee: int, arguments: tuple[int, ...], names: tuple[str, ...]
) -> None:
    """A call of a constant."""
    target = builder.value(callee)
    seen = builder.seen()
    if not names and call_builtin(builder, register, target, arguments):
        return
    if isinstance(target, FunctionType) and not is_guest(target, builder.feedback):
        _call_any(builder, register, callee, arguments, names)
        return
    if isinstance(target, FunctionType):
        binding = bind(target, len(arguments), names)
        if binding is not None:
            _guard_defaults(builder, target, binding)
            native_call(builder, register, callee, _bound(builder, binding, arguments))
            return
    made = None if builder.avoided() else construction(target, len(arguments), names, builder.feedback)
    if made is not None:
        for ref in arguments:
            _no_range(builder, ref)
        builder.emit("guard_version", (callee,), immediate=made.version, exit=builder.exit("the class has changed"))
        if made.initializer is not None:
            _guard_defaults(builder, cast(FunctionType, made.initializer), made.binding)
        given = _bound(builder, made.binding, (callee, *arguments))
        builder.finish("construct", register, (callee, *given[1:]), OBJ, immediate=made, error=builder.error())
        return
    for ref in arguments:
        builder.boxed(ref)
    builder.finish("py_call", register, (callee, *arguments), OBJ, immediate=names or None, error=builder.error())
    builder.want_result(register.destination, () if seen is None else seen.result)


def _keyword_names(immediate: object) -> tuple[str, ...]:
    return tuple([str(name) for name in immediate]) if isinstance(immediate, tuple) else ()


def _call_any(
    builder: Builder, register: Instruction, callee: int, arguments: tuple[int, ...], names: tuple[str, ...]
) -> None:
    """A callee that varies: anything that does not look at its caller's frame."""
    shown = builder.feedback.code is None or builder.avoided()
    if callee < 0:
        if not is_unserved(builder.value(callee)):
            builder.leave(f"callee {OBSERVING}")
            return
        shown = shown or not _plain_constant(builder, callee)
    builder.boxed(callee)
    for ref in arguments:
        builder.boxed(ref)
    if callee >= 0 and shown:
        builder.emit("guard_unserved", (callee,), exit=builder.exit(f"callee {OBSERVING}"))
    elif callee >= 0:
        builder.emit("guard_callable", (callee,), exit=builder.exit("callee is to see its caller"))
    op = "call_shown" if shown else "py_call"
    builder.finish(op, register, (callee, *arguments), OBJ, immediate=names or None, error=builder.error())
    seen = builder.seen()
    builder.want_result(register.destination, () if seen is None else seen.result)


def _call_codes(
    builder: Builder,
    register: Instruction,
    callee: int,
    codes: tuple[object, ...],
    arguments: tuple[int, ...],
    names: tuple[str, ...],
) -> bool:
    """A callee that varies, of a few codes that were seen; whether they can all be called by the native convention."""
    if builder.avoided():
        return False
    found = [code_cases(codes, defaults, len(arguments), names, builder.feedback) for defaults in range(_MOST_DEFAULTS)]
    cases = next((one for one in found if one is not None), None)
    if cases is None:
        return False
    builder.boxed(callee)
    for ref in arguments:
        _no_range(builder, ref)
    builder.emit("guard_callees", (callee,), immediate=cases, exit=builder.exit(f"callee {OBSERVING}"))
    _native(builder, register, "call_codes", (callee, *arguments), (cases, names or None), "")
    return True


def _plain_constant(builder: Builder, callee: int) -> bool:
    """Whether a constant callee does not look at its caller's frame; of a class, as it is now."""
    target = builder.value(callee)
    if not plain_callee(target, builder.feedback.code):
        return False
    if type(target) is type and target.__flags__ & HEAP_TYPE:
        version = version_of(target)
        if version == 0:
            return False
        builder.emit("guard_version", (callee,), immediate=version, exit=builder.exit("the class has changed"))
    return True


def _guard_defaults(builder: Builder, function: FunctionType, binding: Binding) -> None:
    if binding.defaults is not None:
        refs = (builder.constant(function), builder.constant(binding.defaults))
        builder.emit("guard_defaults", refs, exit=builder.exit("the defaults have changed"))


def _bound(builder: Builder, binding: Binding, arguments: tuple[int, ...]) -> tuple[int, ...]:
    """The arguments in the order of the parameters, defaults among them."""
    defaults = binding.defaults or ()
    return tuple([arguments[place] if place >= 0 else builder.constant(defaults[~place]) for place in binding.places])


def _no_range(builder: Builder, ref: int) -> None:
    if builder.kind(ref).base in ("range", "range_iter"):
        builder.boxed(ref)


def native_call(
    builder: Builder,
    register: Instruction,
    callee: int,
    arguments: tuple[int, ...],
    cases: tuple[Method, ...] = (),
    symbol: str = "",
) -> None:
    """A call by the native convention: numbers unboxed where nobody has seen an object of them.

    Args:
        builder: the state.
        register: the call.
        callee: the function, a constant; the receiver where there are `cases`.
        arguments: one for each parameter.
        cases: the methods that the call can mean.
        symbol: the operator that the call stands for, whose method may decline.
    """
    for ref in arguments:
        _no_range(builder, ref)
    given = arguments if cases else (callee, *arguments)
    _native(builder, register, "call_cases" if cases else "call_native", given, cases, symbol)


def _native(builder: Builder, register: Instruction, op: str, given: tuple[int, ...], how: object, symbol: str) -> None:
    """The call itself, and the guard of its result where that was always a number of one type."""
    seen = builder.seen()
    types: tuple[type, ...] = () if seen is None else seen.result
    base = BASE_OF_TYPE.get(types[0]) if len(types) == 1 and not builder.avoided() else None
    error = builder.error()
    dest = register.destination
    wanted = base is not None and dest != NONE and builder.pc + 1 not in builder.feedback.deopts
    keep = base != "bool" and not (wanted and builder.value_only(dest))
    result = None if dest == NONE else OBJ
    builder.finish(op, register, given, result, immediate=(how, None, symbol), error=error)
    if base is None or not wanted or dest == NONE:
        return
    # The result's guard belongs to the call: when it fails, the object is in the slot and the call is over.
    last = builder.out.pop()
    exit = builder.exit(f"result not {base}", builder.pc + 1)
    builder.guards += 1
    unboxed = Kind(base, PERHAPS if keep else NO)
    immediate = (how, (base, keep), symbol)
    builder.out.append(last._replace(result=unboxed, immediate=immediate, exit=exit))
    builder.state[dest] = unboxed


def call_method(builder: Builder, register: Instruction) -> None:
    """`a.name(...)`."""
    names = _BY_POSITION
    name = register.immediate
    if register.operation == "call_method_keyword" and isinstance(name, tuple):
        name, names = name[0], _keyword_names(name[1])
    name = str(name)
    holder = builder.ref(register.operands[0])
    arguments = tuple([builder.ref(slot) for slot in register.operands[1:]])
    seen = builder.seen()
    types = () if seen is None else seen.types[0]
    if seen is None or len(arguments) > _MOST_ARGUMENTS:
        builder.leave("a call of many arguments")
        return
    if builder.kind(holder).base in ("obj", "const") and types and not builder.avoided():
        found = _cases(builder, types, name, len(arguments) + 1, names)
        if found is not None:
            cases, binding = found
            builder.emit("guard_method", (holder,), immediate=cases, exit=builder.exit(f"another method {name}"))
            _guard_defaults(builder, cast(FunctionType, cases[0].function), binding)
            given = _bound(builder, binding, (holder, *arguments))
            if len(cases) == 1:
                native_call(builder, register, builder.constant(cases[0].function), given)
            else:
                native_call(builder, register, holder, given, cases)
            return
    if _class_method(builder, register, holder, name, arguments, names):
        return
    if _module_function(builder, register, holder, name, arguments, names):
        return
    if _builtin_method(builder, register, types, name, holder, arguments, names):
        return
    builder.boxed(holder)
    for ref in arguments:
        builder.boxed(ref)
    if builder.feedback.code is None or builder.avoided() or any(_seen_by(builder, kind, name) for kind in types):
        exit = builder.exit(f"method {name} {OBSERVING}")
        builder.emit("guard_look_up", (holder, builder.constant(name)), immediate="shown", exit=exit)
        given = (holder, builder.constant(name), *arguments)
        builder.finish("call_shown_method", register, given, OBJ, immediate=names or None, error=builder.error())
        builder.want_result(register.destination, () if seen is None else seen.result)
        return
    exit = builder.exit(f"method {name} is to see its caller")
    builder.emit("guard_look_up", (holder, builder.constant(name)), exit=exit)
    _through_host(builder, register, name, holder, arguments, names)


def _class_method(
    builder: Builder, register: Instruction, holder: int, name: str, arguments: tuple[int, ...], names: tuple[str, ...]
) -> bool:
    """A call of a guest function through the one class that holds it, `C.name(...)`; whether it was such."""
    seen = builder.seen()
    target = builder.value(holder) if holder < 0 else None if seen is None else seen.value
    if builder.avoided() or type(target) is not type or not plain_class(target) or hasattr(type, name):
        return False
    found = look_up(target, name)
    given = arguments
    if type(found) is classmethod:
        found, given = found.__func__, (builder.constant(target), *arguments)
    elif type(found) is staticmethod:
        found = found.__func__
    version = version_of(target)
    if version == 0 or not isinstance(found, FunctionType) or not is_guest(found, builder.feedback):
        return False
    binding = bind(found, len(given), names)
    if binding is None:
        return False
    constant = builder.constant(target)
    if holder >= 0:
        if builder.kind(holder).base != "obj":
            return False
        builder.emit("guard_is", (holder, constant), exit=builder.exit(f"method {name} of another class"))
    builder.emit("guard_version", (constant,), immediate=version, exit=builder.exit("the class has changed"))
    _guard_defaults(builder, found, binding)
    native_call(builder, register, builder.constant(found), _bound(builder, binding, given))
    return True


def _seen_by(builder: Builder, kind: type, name: str) -> bool:
    """Whether a method of a class is known to be host code written in Python, which may look at its caller."""
    found = look_up(kind, name)
    return isinstance(found, FunctionType) and not is_guest(found, builder.feedback)


def _module_function(
    builder: Builder, register: Instruction, holder: int, name: str, arguments: tuple[int, ...], names: tuple[str, ...]
) -> bool:
    """A call of what is an attribute of a module known by name; whether it was such."""
    if builder.kind(holder).base != "const" or builder.avoided():
        return False
    module = builder.value(holder)
    found = module.__dict__.get(name) if isinstance(module, ModuleType) else None
    if found is None:
        return False
    if not is_unserved(found):
        builder.leave(f"{name} {OBSERVING}")
        return True
    constant = builder.constant(found)
    immediate = (name, constant)
    builder.emit("guard_member", (holder,), immediate=immediate, exit=builder.exit(f"{name} of a module changed"))
    if isinstance(found, BuiltinFunctionType) or is_guest(found, builder.feedback):
        _call_known(builder, register, constant, arguments, names)
    else:
        _call_any(builder, register, constant, arguments, names)
    return True


def _cases(
    builder: Builder, types: tuple[type, ...], name: str, count: int, names: tuple[str, ...]
) -> tuple[tuple[Method, ...], Binding] | None:
    """The guest methods that a name means on each class seen, when they are all called in one way."""
    cases: list[Method] = []
    bindings: set[Binding] = set()
    for kind in types:
        method = None if kind in STABLE_TYPES else method_of(kind, name)
        if method is None or not is_guest(method.function, builder.feedback):
            return None
        binding = bind(cast(FunctionType, method.function), count, names)
        if binding is None or (len(types) > 1 and binding.defaults is not None):
            return None
        cases.append(method)
        bindings.add(binding)
    return (tuple(cases), bindings.pop()) if len(bindings) == 1 else None


def _builtin_method(
    builder: Builder,
    register: Instruction,
    types: tuple[type, ...],
    name: str,
    holder: int,
    arguments: tuple[int, ...],
    names: tuple[str, ...],
) -> bool:
    """A built-in method of a built-in type; whether it was one."""
    if len(types) != 1 or types[0] not in STABLE_TYPES or builder.avoided():
        return False
    if not isinstance(getattr(types[0], name, None), MethodDescriptorType):
        return False
    if builder.kind(holder).base in BASE_OF_TYPE.values():
        builder.boxed(holder)
    elif not builder.guard_type(holder, types[0]):
        return False
    if not names and call_builtin_method(builder, register, types[0], name, (holder, *arguments)):
        return True
    for ref in arguments:
        builder.boxed(ref)
    _through_host(builder, register, name, holder, arguments, names)
    return True


def _through_host(
    builder: Builder,
    register: Instruction,
    name: str,
    holder: int,
    arguments: tuple[int, ...],
    names: tuple[str, ...],
) -> None:
    given = (builder.constant(name), holder, *arguments)
    builder.finish("py_call_method", register, given, OBJ, immediate=names or None, error=builder.error())
    seen = builder.seen()
    builder.want_result(register.destination, () if seen is None else seen.result)
