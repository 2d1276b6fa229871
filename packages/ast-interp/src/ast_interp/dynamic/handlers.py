"""What happens when guest code calls a built-in function that looks at its caller."""

from __future__ import annotations

import builtins
import marshal
import sys
from _collections_abc import Callable
from _thread import interrupt_main
from _warnings import warn

from ast_interp.dynamic.frames import UnderFrame, call_observable, call_under_all, call_under_frame, get_frame
from ast_interp.dynamic.namespaces import local_mapping
from ast_interp.dynamic.portable import marshal_in, marshal_out
from ast_interp.ops.calling import SPECIALS, CallingOp, Special, forget_callees
from ast_interp.process import watch
from ast_interp.process.imports import import_unseen
from ast_interp.process.polling import LIMITS
from ast_interp.run.entry import execute_unit
from ast_interp.run.machine import Frame
from ast_interp.run.rebinding import rebound_code
from ast_interp.run.wiring import MACHINE
from pyston_runtime.dynamic.code_objects import unit_of_code
from pyston_runtime.dynamic.served import FRAME_MODULE_FUNCTIONS, OBSERVING_FUNCTIONS, SIGNALLING_FUNCTIONS
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FunctionType, MethodType, cast
from pyston_runtime.tracebacks.base import frames_below, host_depth

# a program may put something else in its place
_audit: Final = sys.audit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.dynamic.compiling import Compiler

_BLANKS: Final = " \t"
_LARGEST_LIMIT: Final = 1 << 27
#: Functions of the host's library that look at every frame there is: module and qualified name.
_DEBUGGERS: Final = ("pdb", "bdb")
_WALKERS: Final = ("inspect", "traceback", "warnings", "pdb", "bdb", "faulthandler")


def _load_compiling() -> None:
    # not with this module: it takes `_ast`, whose classes take as long as all of these handlers
    import ast_interp.dynamic.compiling  # noqa: F401


class Handlers:
    """The handlers, for one interpreter.

    Args:
        interpreter: what compiles.
    """

    def __init__(self, interpreter: Compiler) -> None:
        self.interpreter = interpreter

    def install(self) -> None:
        """Have the call ops use them."""
        table: dict[object, Special] = {
            builtins.globals: _globals,
            builtins.locals: _locals,
            builtins.vars: _vars,
            builtins.dir: _dir,
            builtins.exec: self.execute,
            builtins.eval: self.evaluate,
            builtins.compile: self.compile,
            builtins.__build_class__: call_under_frame,
            builtins.__import__: call_under_all,
            builtins.type: call_under_frame,
            builtins.breakpoint: call_observable,
            sys._getframe: _getframe,
            sys.setrecursionlimit: _set_recursion_limit,
            sys.getrecursionlimit: _get_recursion_limit,
            warn: call_under_all,
            builtins.setattr: _set_attribute,
            FunctionType: _make_function,
            marshal.dump: marshal_out,
            marshal.dumps: marshal_out,
            marshal.load: marshal_in,
            marshal.loads: marshal_in,
        }
        for function in FRAME_MODULE_FUNCTIONS:
            table[function] = _frame_module
        for function in OBSERVING_FUNCTIONS:
            table[function] = call_observable
        for function in SIGNALLING_FUNCTIONS:
            table[function] = _call_signalling
        SPECIALS.functions.update(table)
        SPECIALS.standing = _call_host_code
        SPECIALS.host = UnderFrame()
        SPECIALS.tracked = call_under_all
        MACHINE.poll_under = _poll_under

    def compile(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """`compile(...)`."""
        import_unseen(_load_compiling)
        from ast_interp.dynamic.compiling import compile_dynamic

        return compile_dynamic(self.interpreter, frame.code.unit.flags, arguments, keywords)

    def execute(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """`exec(...)`."""
        self._run(frame, builtins.exec, arguments, keywords)
        return None

    def evaluate(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """`eval(...)`."""
        return self._run(frame, builtins.eval, arguments, keywords)

    def _run(
        self, frame: Frame, function: Callable[..., object], arguments: list[object], keywords: dict[str, object]
    ) -> object:
        evaluates = function is builtins.eval
        given = list(arguments)
        names = dict(keywords)
        if sys.version_info >= (3, 13):
            for name in ("globals", "locals"):
                if name in names and len(given) == (1 if name == "globals" else 2):
                    given.append(names.pop(name))
                elif name == "globals" and "locals" in names and len(given) == 1:
                    given.append(None)
        if not 1 <= len(given) <= 3 or names:
            return self._by_host(frame, function, given, names)
        source = given[0]
        global_names: object = given[1] if len(given) > 1 else None
        local_names: object = given[2] if len(given) > 2 else None
        if global_names is None:
            global_names = frame.globals
            if local_names is None:
                local_names = local_mapping(frame)
        elif local_names is None:
            local_names = global_names
        if not isinstance(global_names, dict) or not hasattr(type(local_names), "__getitem__"):
            # the built-in's own words for what is wrong
            return call_under_frame(frame, function, ["0", *given[1:]], {})
        if isinstance(source, CodeType):
            unit = unit_of_code(source)
            if unit is None or len(source.co_freevars) > 0:
                return call_under_frame(frame, function, [source, global_names, local_names], {})
            _audit("exec", source)
        elif isinstance(source, (str, bytes, bytearray, memoryview)):
            text: str | bytes = source if isinstance(source, str) else bytes(source)
            if evaluates:
                text = text.lstrip(_BLANKS) if isinstance(text, str) else text.lstrip(_BLANKS.encode())
            mode = "eval" if evaluates else "exec"
            unit = self.interpreter.compile(text, "<string>", mode, frame.code.unit.flags)
            # all of it, so that what the compiler refuses is refused before anything runs
            unit.body()
            _audit("exec", None)
        else:
            return call_under_frame(frame, function, given, {})
        return run_in(frame, unit, cast("dict[str, object]", global_names), local_names)

    def _by_host(
        self, frame: Frame, function: Callable[..., object], arguments: list[object], keywords: dict[str, object]
    ) -> object:
        """Calls of other shapes: errors, and `closure=`."""
        given = list(arguments)
        if given and len(given) < 3 and "closure" in keywords:
            if len(given) == 1:
                given += [frame.globals, local_mapping(frame)]
        return call_under_frame(frame, function, given, keywords)


def run_in(frame: Frame, unit: CodeUnit, global_names: dict[str, object], local_names: object) -> object:
    """Run a unit in the given namespaces, as a part of what `frame` does."""
    if "__builtins__" not in global_names:
        global_names["__builtins__"] = frame.builtins
    passing = global_names is not frame.globals or frame.function.passing
    return execute_unit(unit, global_names, local_names, int(frame.depth) + 1, passing)


def _globals(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    if arguments or keywords:
        return cast(Any, builtins.globals)(*arguments, **keywords)
    return frame.globals


def _locals(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    if arguments or keywords:
        return cast(Any, builtins.locals)(*arguments, **keywords)
    return local_mapping(frame)


def _vars(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    if arguments or keywords:
        return cast(Any, builtins.vars)(*arguments, **keywords)
    return local_mapping(frame)


def _dir(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    if arguments or keywords:
        return cast(Any, builtins.dir)(*arguments, **keywords)
    names: list[Any] = list(cast(Any, local_mapping(frame)).keys())
    names.sort()
    return names


def _getframe(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    depth = arguments[0] if len(arguments) == 1 else 0
    if keywords or len(arguments) > 1 or not isinstance(depth, int):
        return cast(Any, sys._getframe)(*arguments, **keywords)
    if watch.armed():
        # it may be observed through the frame, which then runs as the host's from here on, at a fraction of its speed
        return MACHINE.live_frame(frame, max(depth, 0))
    return get_frame(frame, max(depth, 0))


def _frame_module(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """`sys._getframemodulename(...)`: the module of a frame, None where there is no such frame."""
    depth = arguments[0] if arguments else keywords.get("depth", 0)
    if len(arguments) + len(keywords) > 1 or keywords.keys() - {"depth"} or not isinstance(depth, int):
        return cast(Any, callee)(*arguments, **keywords)
    try:
        found = get_frame(frame, max(depth, 0))
    except ValueError:
        return None
    return cast(Any, found).f_globals.get("__name__")


def _call_host_code(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what runs Python code of the host."""
    op = frame.op
    calling = op if isinstance(op, CallingOp) else None
    if type(callee) is FunctionType:
        # None where its globals have no name
        module: object = getattr(callee, "__module__")
        if module == "signal" and callee.__name__ == "signal":
            LIMITS.watched = True
        if module == "runpy":
            from pyston_runtime.imports.starters import serve_runpy_of_program

            serve_runpy_of_program()
        if module in _WALKERS:
            served = _served(frame, str(module), callee.__name__, arguments, keywords)
            if served is not _NOT_SERVED:
                return served
            special = call_observable if module in _DEBUGGERS else call_under_all
            return special(frame, callee, arguments, keywords)
    if type(callee) is MethodType and getattr(callee.__func__, "__module__", None) in _DEBUGGERS:
        return call_observable(frame, callee, arguments, keywords)
    if "stacklevel" in keywords or "stack_info" in keywords:
        # as `logging` and `warnings` take them, and who hands on to them
        return call_under_all(frame, callee, arguments, keywords)
    if calling is not None:
        calling.ordinary = True
    return call_under_frame(frame, callee, arguments, keywords)


_NOT_SERVED: Final = object()
#: Functions of `traceback` whose first parameter is the frame to start from, and where it stands.
_FRAME_FIRST: Final = ("print_stack", "extract_stack", "format_stack", "walk_stack")


def _served(frame: Frame, module: str, name: str, arguments: list[object], keywords: dict[str, object]) -> object:
    """Calls that can be given the guest's frame."""
    if module == "inspect":
        inspect: Any = sys.modules["inspect"]
        if name == "currentframe" and not arguments and not keywords:
            return get_frame(frame, 0)
        if name == "stack" and len(arguments) + len(keywords) <= 1:
            context = arguments[0] if arguments else keywords.get("context", 1)
            return inspect.getouterframes(get_frame(frame, 0), context)
    elif module == "traceback" and name in _FRAME_FIRST:
        traceback: Any = sys.modules["traceback"]
        if (not arguments or arguments[0] is None) and keywords.get("f") is None:
            rest = {key: value for key, value in keywords.items() if key != "f"}
            return getattr(traceback, name)(get_frame(frame, 0), *arguments[1:], **rest)
    return _NOT_SERVED


def _call_signalling(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """Call what signal handlers may run within, or right behind: they are given the frame of the call."""
    if LIMITS.watched or callee is interrupt_main:
        # of these, it alone leaves it to its caller to look for the signal
        return call_under_all(frame, callee, arguments, keywords)
    return cast(Any, callee)(*arguments, **keywords)


def _poll_under(frame: Frame) -> None:
    """Let signal handlers in: the host looks for them behind any call that the standing function makes."""
    call_under_frame(frame, bool, [], {})


def _set_recursion_limit(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    limit = arguments[0] if len(arguments) == 1 else None
    if keywords or not isinstance(limit, int) or not 0 < limit < _LARGEST_LIMIT:
        return cast(Any, sys.setrecursionlimit)(*arguments, **keywords)
    # our own frames count for the host where we are not compiled, and there is room for them
    base = frames_below() if LIMITS.factor > 1 else host_depth()
    depth = base + int(frame.depth) + 1
    if depth >= limit:
        message = f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        raise RecursionError(message)
    LIMITS.set(limit, base)
    return None


def _get_recursion_limit(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    if arguments or keywords:
        return cast(Any, sys.getrecursionlimit)(*arguments, **keywords)
    return LIMITS.get()


def _set_attribute(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """`setattr(...)`: a function may get another `__code__`."""
    cast(Any, setattr)(*arguments, **keywords)
    if len(arguments) == 3 and arguments[1] == "__code__":
        forget_callees()
    return None


def _make_function(frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
    """`types.FunctionType(code, globals, ...)`: guest code is bound to the globals given."""
    if arguments and isinstance(arguments[0], CodeType):
        global_names = arguments[1] if len(arguments) > 1 else keywords.get("globals")
        if isinstance(global_names, dict):
            given = [rebound_code(arguments[0], global_names, frame.builtins), *arguments[1:]]
            return call_under_frame(frame, FunctionType, given, keywords)
    return cast(Any, FunctionType)(*arguments, **keywords)
