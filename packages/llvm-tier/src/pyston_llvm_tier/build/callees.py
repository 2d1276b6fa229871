"""What a call will do, found when it is built: which functions it can mean, and where each parameter comes from.

Only guest functions are called by the native convention. They are known by their stubs: the same kind of object stands
in the same place of every stub's constants.
"""

from __future__ import annotations

from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, Final, NamedTuple

from pyston_llvm_tier.llvm.calling import CO_COROUTINE, MADE_ALIKE, NATIVE, PLAIN_CLASSES, SERVED
from pyston_llvm_tier.native.fields import look_up, plain_class, version_of
from pyston_runtime.dynamic.served import SERVED_FUNCTIONS
from pyston_runtime.interfaces.feedback import UnitFeedback

_CO_VARIADIC: Final = 0x04 | 0x08
#: generators, coroutines, asynchronous generators
_CO_SUSPENDS: Final = 0x20 | 0x80 | 0x200
_STUB_CONSTANT: Final = 2
HEAP_TYPE: Final = 1 << 9
_ABSTRACT: Final = 1 << 20


class Binding(NamedTuple):
    """How the parameters of a function are filled.

    Attributes:
        places: for each parameter the index of the argument, or `~n` for the default number n of `defaults`.
        defaults: the tuple of defaults that is assumed, or None where none is used.
    """

    places: tuple[int, ...]
    defaults: tuple[object, ...] | None


class Construction(NamedTuple):
    """What calling a class does.

    Attributes:
        holder: the class.
        version: the version at which this holds.
        initializer: its `__init__`, or None where that is object's.
        binding: how its parameters are filled, the instance being argument 0.
    """

    holder: type
    version: int
    initializer: FunctionType | None
    binding: Binding


def stub_kind(code: CodeType | None) -> type | None:
    """The type of what stands in the constants of a stub."""
    if code is None or len(code.co_consts) <= _STUB_CONSTANT:
        return None
    return type(code.co_consts[_STUB_CONSTANT])


def is_guest(function: object, feedback: UnitFeedback) -> bool:
    """Whether a function is a guest's, like the one that is being compiled, and does not note its callers."""
    kind = stub_kind(feedback.code)
    return kind is not None and type(function) is FunctionType and _plain_code(function.__code__, kind)


def _plain_code(code: CodeType, kind: type | None) -> bool:
    """Whether a code is a stub with a constant of this kind, and makes no coroutines: these note who made them."""
    return stub_kind(code) is kind and not code.co_flags & CO_COROUTINE


def bind(function: FunctionType, count: int, names: tuple[str, ...] = ()) -> Binding | None:
    """Bind arguments to a function's parameters when that is the same for every such call.

    Args:
        function: what is called.
        count: how many arguments there are in all.
        names: the keyword names of the last of them.

    Returns:
        The binding; None for variadic parameters, keyword-only ones, or a call that is wrong.
    """
    return bind_code(function.__code__, function.__defaults__ or (), count, names)


def bind_code(code: CodeType, defaults: tuple[object, ...], count: int, names: tuple[str, ...] = ()) -> Binding | None:
    """The same for a function of a code with these defaults."""
    if code.co_kwonlyargcount or code.co_flags & _CO_VARIADIC or count > code.co_argcount:
        return None
    by_position = count - len(names)
    places: list[int | None] = [*range(by_position), *[None] * (code.co_argcount - by_position)]
    parameters = code.co_varnames[: code.co_argcount]
    for index, name in enumerate(names, by_position):
        if name not in parameters[code.co_posonlyargcount :]:
            return None
        place = parameters.index(name)
        if places[place] is not None:
            return None
        places[place] = index
    if None not in places:
        return Binding(tuple([place for place in places if place is not None]), None)
    first = code.co_argcount - len(defaults)
    filled: list[int] = []
    for index, filler in enumerate(places):
        if filler is None and index < first:
            return None
        filled.append(~(index - first) if filler is None else filler)
    return Binding(tuple(filled), defaults)


class CodeCase(NamedTuple):
    """One of the codes that a called function can have.

    Attributes:
        code: the code.
        places: where its parameters come from; `~n` is default number n of the function called.
        defaults: how many defaults the function must have for that; 0 where none is used.
        cells: how many cells its closure has.
    """

    code: CodeType
    places: tuple[int, ...]
    defaults: int
    cells: int


def code_cases(
    codes: tuple[object, ...], defaults: int, count: int, names: tuple[str, ...], feedback: UnitFeedback
) -> tuple[CodeCase, ...] | None:
    """How calls of functions of these codes are bound; None where one of them is not called by the native convention.

    Args:
        codes: the codes.
        defaults: how many defaults the functions are taken to have.
        count, names: of the arguments, as for `bind`.
        feedback: of the unit that calls.
    """
    cases: list[CodeCase] = []
    kind = stub_kind(feedback.code)
    for code in codes:
        if (
            not isinstance(code, CodeType)
            or kind is None
            or stub_kind(code) is not kind
            or code.co_flags & _CO_SUSPENDS
        ):
            return None
        binding = bind_code(code, (None,) * defaults, count, names)
        if binding is None:
            return None
        used = 0 if binding.defaults is None else defaults
        cases.append(CodeCase(code, binding.places, used, len(code.co_freevars)))
    return tuple(cases)


def suspends(function: FunctionType) -> bool:
    """Whether calling a function makes a generator or a coroutine."""
    return bool(function.__code__.co_flags & _CO_SUSPENDS)


def plain_callee(callee: Any, code: CodeType | None) -> bool:
    """Whether a callee does not look at its caller's frame: `llvm.calling` has the same for generated code."""
    kind = type(callee)
    if kind is FunctionType:
        return _plain_code(callee.__code__, stub_kind(code))
    if kind is MethodType:
        return plain_callee(callee.__func__, code)
    if kind is BuiltinFunctionType:
        return all(callee is not served for served in SERVED_FUNCTIONS)
    if kind is type:
        return _plain_class(callee, code)
    return any(kind is native for native in NATIVE)


def is_unserved(callee: object) -> bool:
    """Whether a callee is none of those that the interpreter serves."""
    return all(callee is not served for served in SERVED)


def _plain_class(holder: type, code: CodeType | None) -> bool:
    if any(holder is plain for plain in PLAIN_CLASSES):
        return True
    new = look_up(holder, "__new__")
    if not holder.__flags__ & HEAP_TYPE:
        return issubclass(holder, BaseException)
    if new not in [kind.__new__ for kind in MADE_ALIKE] and not _native_exception(new):
        return False
    initializer = look_up(holder, "__init__")
    if type(initializer) is FunctionType:
        return stub_kind(initializer.__code__) is stub_kind(code)
    return type(initializer) is type(object.__init__)


def _native_exception(new: object) -> bool:
    """Whether a `__new__` is that of one of the host's own exceptions."""
    holder = getattr(new, "__self__", None) if type(new) is BuiltinFunctionType else None
    return isinstance(holder, type) and issubclass(holder, BaseException) and not holder.__flags__ & HEAP_TYPE


def construction(holder: object, count: int, names: tuple[str, ...], feedback: UnitFeedback) -> Construction | None:
    """What calling a class with so many arguments does; None where that is left to the host."""
    if type(holder) is not type or not plain_class(holder) or holder.__flags__ & _ABSTRACT:
        return None
    if look_up(holder, "__new__") is not object.__dict__["__new__"] or object not in holder.__bases__ + holder.__mro__:
        return None
    if any(not _ordinary(base) for base in holder.__mro__[:-1]):
        return None
    version = version_of(holder)
    if version == 0:
        return None
    initializer = look_up(holder, "__init__")
    if initializer is object.__init__:
        return None if count else Construction(holder, version, None, Binding((0,), None))
    if not isinstance(initializer, FunctionType) or not is_guest(initializer, feedback) or suspends(initializer):
        return None
    binding = bind(initializer, count + 1, names)
    return None if binding is None else Construction(holder, version, initializer, binding)


def _ordinary(base: type) -> bool:
    """Whether a class is made by `class` on nothing but such: its instances are allocated as object's are."""
    return type(base) is type and bool(base.__flags__ & HEAP_TYPE)
