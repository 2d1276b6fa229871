"""`compile` for guest code: a tree, or a code object that enters the interpreter."""

from __future__ import annotations
import __future__

import _ast as ast
import builtins
import os
import sys

from ast_interp.run.entry import HOOKS, unbound_stub
from pyston_runtime.dynamic.code_objects import make_code_object
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.parser import Parser
from pyston_runtime.interfaces.typed import Any, CodeType, Final, Protocol, cast

# a program may put something else in its place
_audit: Final = sys.audit

#: The compiler flags of `__future__` features: what code hands on to code that it compiles.
FUTURE_FLAGS: Final[int] = (
    __future__.annotations.compiler_flag
    | __future__.generator_stop.compiler_flag
    | __future__.barry_as_FLUFL.compiler_flag
    | __future__.unicode_literals.compiler_flag
    | __future__.print_function.compiler_flag
    | __future__.with_statement.compiler_flag
    | __future__.absolute_import.compiler_flag
    | __future__.division.compiler_flag
)
_BARRY: Final[int] = __future__.barry_as_FLUFL.compiler_flag
_TYPE_COMMENTS: Final = ast.PyCF_TYPE_COMMENTS
_ONLY_AST: Final = ast.PyCF_ONLY_AST
#: Of the parsers' `feature_version`; the host takes older ones.
_OLDEST_GRAMMAR: Final = 8
_MODES: Final = ("exec", "eval", "single")


class Compiler(Protocol):
    """What is needed of an interpreter."""

    @property
    def parser(self) -> Parser:
        """Its parser."""
        ...

    def compile(self, source: str | bytes | ast.AST, filename: str, mode: str = "exec", flags: int = 0) -> CodeUnit:
        """See `Interpreter.compile`."""
        ...


class Request:
    """The arguments of `compile`."""

    def __init__(
        self,
        source: object,
        filename: object,
        mode: object,
        flags: int = 0,
        dont_inherit: object = False,
        optimize: int = -1,
        *,
        _feature_version: int = -1,
    ) -> None:
        self.source = source
        self.filename = filename
        self.mode = mode
        self.flags = flags
        self.inherits = not dont_inherit
        self.optimize = optimize
        self.feature_version = _feature_version


def compile_dynamic(
    interpreter: Compiler, inherited: int, arguments: list[object], keywords: dict[str, object]
) -> object:
    """`compile(*arguments, **keywords)` as guest code calls it.

    Args:
        interpreter: what compiles.
        inherited: the flags of the calling code.
        arguments, keywords: as given.

    Returns:
        A code object, or a tree where the flags ask for one.
    """
    try:
        request = Request(*cast(Any, arguments), **cast(Any, keywords))
    except TypeError:
        # not the built-in's signature: it says so itself
        return cast(Any, builtins.compile)(*arguments, **keywords)
    flags = request.flags
    if not isinstance(flags, int) or not isinstance(request.optimize, int):
        return cast(Any, builtins.compile)(*arguments, **keywords)
    if request.inherits:
        flags |= inherited & FUTURE_FLAGS
    filename = file_name(request.filename)
    source = _source(request.source)
    if (
        filename is None
        or source is None
        or request.mode not in _MODES
        or flags & ~(FUTURE_FLAGS | _TYPE_COMMENTS | _ONLY_AST)
        or flags & _BARRY
        or not -1 <= request.optimize <= 2
        or -1 < request.feature_version < _OLDEST_GRAMMAR
    ):
        return _by_host(request, flags)
    mode = str(request.mode)
    if flags & _ONLY_AST:
        if isinstance(source, ast.AST):
            return _by_host(request, flags)
        version = (3, request.feature_version) if request.feature_version >= 0 else None
        comments = bool(flags & _TYPE_COMMENTS)
        return interpreter.parser.parse(source, filename, mode, feature_version=version, type_comments=comments)
    if isinstance(source, ast.AST):
        # the host's compiler checks that a tree is well-formed; what it makes of it is not used
        _by_host(request, flags)
    _audit("compile", request.source, filename)
    if request.optimize not in (-1, sys.flags.optimize):
        from ast_interp.dynamic.optimizing import optimized

        tree = source if isinstance(source, ast.AST) else interpreter.parser.parse(source, filename, mode)
        source = optimized(tree, request.optimize)
    return code_of(interpreter.compile(source, filename, mode, flags))


def code_of(unit: CodeUnit) -> CodeType:
    """The code object of a compiled program."""
    nested: list[CodeType] = []
    for instruction in unit.body().instructions:
        inner = instruction.immediate
        if isinstance(inner, CodeUnit):
            nested.append(unbound_stub(inner))
    return make_code_object(unit, tuple(nested), HOOKS)


def file_name(given: object) -> str | None:
    """The file name as a string; None for what is none."""
    if type(given) is str:
        return given
    if isinstance(given, (str, bytes, os.PathLike)):
        return os.fsdecode(cast(Any, given))
    return None


def _source(given: object) -> str | bytes | ast.AST | None:
    if isinstance(given, (str, ast.AST)):
        return given
    if isinstance(given, bytes):
        return given
    if isinstance(given, (bytearray, memoryview)):
        return bytes(given)
    return None


def _by_host(request: Request, flags: int) -> object:
    """What the host's compiler does with the request: for its errors, and for what the interpreter does not run."""
    return cast(Any, builtins.compile)(
        request.source,
        request.filename,
        request.mode,
        flags,
        True,
        request.optimize,
        _feature_version=request.feature_version,
    )
