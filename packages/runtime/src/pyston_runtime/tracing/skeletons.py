"""Skeletons: genuine host code with the lines of a guest's unit and none of its work.

Who traces, profiles or monitors a program wants CPython's events with CPython's frame objects. Only a frame of the
host's gets them. So an observed unit is run by its walker (the interpreter, which goes from line to line), and the
walker is asked to go on by host code that stands on those lines:

                                          line of the instructions
    RESUME                                the first
    walker = BEGIN[cells, arguments]      none
    -> hub
    block of line L:
        the stack as CPython has it there     none
        path = walker[STEP]               L    the guest runs until its next line, its return, an exception, a `yield`
        locals = walker[SHOW]             L
        if path says so: -> hub           L
        return walker[VALUE]              L    or: call, raise, re-raise, yield
        handler: path = walker[CAUGHT]    L    what was raised in this frame: where does it go on, if it does?
    hub: -> the block that `path` names   none

CPython itself fires the events, since it is CPython that comes to a line, returns or raises. `walker[...]` is no call,
so no profiler sees one. The walker stays on the stack and is no local. Blocks know their line from where
they stand; the way through the hub is a chain of pairs (flag, the rest of the chain).

Whether a debugger may jump from one line to another is for CPython to say as well. It goes by what is on the stack: an
iterator in a loop, what was handled before in a handler, a bound `__exit__` in a `with`. So each block has that many
and such things on its stack, above the walker.

The file passes 500 lines because the blocks, the hub and the ways between them are one code object, whose parts know
each other's places.
"""

from __future__ import annotations

import sys

from pyston_runtime.functions.stubs import mentions
from pyston_runtime.interfaces.code import ASYNC_GENERATOR, CLASS, COROUTINE, FUNCTION, GENERATOR, PLAIN, CodeUnit
from pyston_runtime.interfaces.typed import CodeType, Final, FunctionType, GeneratorType, cast, final
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.frames import UNSET
from pyston_runtime.tracing.assembling import (
    FAR_JUMP,
    JUMP_IF_FALSE,
    JUMP_IF_NOT_NONE,
    JUMP_IF_TRUE,
    NOWHERE,
    Assembler,
    Handlers,
    Locations,
    caches_of,
    far_jump,
)

# What a walker is asked for, and what a path begins with when it does not lead to the hub.
STEP: Final = 0
SHOW: Final = 1
VALUE: Final = 2
ERROR: Final = 3
CAUGHT: Final = 4
SENT: Final = 5
GO_ON: Final = 6
HANDLED: Final = 7

# What stands on the stack at a line, above the walker.
OBJECT: Final = "o"
ITERATOR: Final = "i"
EXCEPTION: Final = "e"
#: CPython looks at 21 entries; what is deeper it takes for an error.
_DEEPEST: Final = 14

_CO_OPTIMIZED_NEWLOCALS: Final = 0x3
_CO_VARARGS: Final = 0x4
_CO_VARKEYWORDS: Final = 0x8
_MOST_NAMES: Final = 200
_MOST_LINES: Final = 4000
_STACK: Final = 14 + _DEEPEST


def _path(index: int, what: object = None) -> tuple[bool, object]:
    """The path to the `index`th way out of a block."""
    path: tuple[bool, object] = (True, what)
    while index:
        path = (False, path)
        index -= 1
    return path


#: The ways out of a block but the hub.
RETURNS: Final = (False, _path(0))
RAISES_OUT: Final = (False, _path(1))
RERAISES_OUT: Final = (False, _path(2))
CALLS: Final = (False, _path(3))
RAISES: Final = (False, _path(4))
RERAISES: Final = (False, _path(5))
YIELDS: Final = (False, _path(6))
DELEGATES: Final = (False, _path(7))


def _make_raiser() -> object:
    """An object whose item under an exception is that exception, raised as it is.

    Throwing into a generator that has ended does that, with neither a frame nor a call that an observer would see. It
    is a generator of the host's: a compiled one raises StopIteration.
    """
    code = function_template("def nothing(): yield", "<nothing>")
    ended = cast("GeneratorType[None, None, None]", FunctionType(code, {})())
    ended.close()
    return type("Raiser", (), {"__getitem__": ended.throw})()


RAISER: Final = _make_raiser()
#: An iterator at its end.
_NOTHING: Final = iter(())
_READ_CELL: Final = "LOAD_FAST" if sys.version_info >= (3, 13) else "LOAD_CLOSURE"
#: 3.12 changed `SEND`: at the end, what it asked stays below the value; and a throw into a `yield from` has a handler.
_SEND_KEEPS_RECEIVER: Final = sys.version_info >= (3, 12)
#: In 3.12 a handler is a new line where what was awaited has failed. So it begins on none, and comes to its line with
#: the one instruction that never begins one.
_HANDLERS_BEGIN_LINES: Final = sys.version_info[:2] == (3, 12)
#: The labels in a block that its locations and handlers go by.
_MARKS: Final = ("line", "step", "leaving", "staying", "throw", "thrown", "cleanup", "handler", "handling", "out")
_NULL_ABOVE_CALLEE: Final = sys.version_info >= (3, 13)
_ASYNC_GEN_WRAP: Final = 4
_IS_YIELD_FROM: Final = 1 if sys.version_info >= (3, 13) else 0
_AFTER_YIELD: Final = 1
_AFTER_YIELD_FROM: Final = 2
_AFTER_AWAIT: Final = 3
_FLAVOUR_FLAGS: Final = {PLAIN: 0, GENERATOR: 0x20, COROUTINE: 0x80, ASYNC_GENERATOR: 0x200}


#: Where the host runs a `__getitem__` of Python's without a call, the frame stands at the end of the instruction.
_SUBSCRIPT_CACHES: Final = 2 * caches_of("BINARY_SUBSCR")


def _base(stack: str) -> int:
    """How much is on the stack in a block, the walker, which its work needs on top, included."""
    if not stack:
        return 1
    return 2 + len(stack) + stack.count(EXCEPTION)


def _way(code: Assembler, otherwise: str) -> None:
    """Take a way out of a block if the path on top of the stack, which is used up, begins with it."""
    code.emit("UNPACK_SEQUENCE", 2)
    code.jump(JUMP_IF_FALSE, otherwise)
    code.emit("POP_TOP")


@final
class _Template:
    """A code object to make others of."""

    def __init__(self) -> None:
        self.code = function_template("def skeleton(): pass\n", "<skeleton>")


_template: Final = _Template()


@final
class Place:
    """A line, and what is on the stack there.

    Attributes:
        line: the line.
        stack: a letter for each entry above the walker.
    """

    def __init__(self, line: int, stack: str) -> None:
        self.line = line
        self.stack = stack[:_DEEPEST]


@final
class Skeleton:
    """The host code of one unit.

    Attributes:
        places: where the guest may stand; blocks are numbered by their place here.
        names: the names whose values `walker[SHOW]` gives, in order.
        code: the code; its constant `begin` is to be replaced.
        paths: for each block, the path to it.
        steps: the block of each `walker[STEP]`, by its offset counted from that of `BEGIN[...]`.
    """

    def __init__(self, unit: CodeUnit, places: list[Place], begin: object) -> None:
        self.places = places
        self.paths: list[tuple[bool, object]] = [(False, None)] * len(places)
        variables = unit.cell_names if unit.kind == FUNCTION else ()
        local_names = unit.local_names if unit.kind == FUNCTION else ()
        cells = tuple([name for name in variables if name not in local_names])
        self.names: tuple[str, ...] = local_names + cells
        self.captured = frozenset(variables)
        self.steps: dict[int, int] = {}
        documentation = unit.documentation if unit.kind == FUNCTION else None
        self.constants: list[object] = [documentation, begin, UNSET, RAISER, None]
        self.code = self._assembled(unit)

    def _constant(self, value: object) -> int:
        for index, one in enumerate(self.constants):
            if index and (one is value or (type(value) is int and type(one) is int and one == value)):
                return index
        self.constants.append(value)
        return len(self.constants) - 1

    def _assembled(self, unit: CodeUnit) -> CodeType:
        signature = unit.signature
        free = unit.free_names
        first_free = len(self.names)
        front = Assembler()
        if free:
            front.emit("COPY_FREE_VARS", len(free))
        for index, name in enumerate(self.names):
            if name in self.captured:
                front.emit("MAKE_CELL", index)
        if unit.flavour != PLAIN:
            front.emit("RETURN_GENERATOR")
            front.emit("POP_TOP")
        locations = Locations(unit.first_line)
        locations.add(NOWHERE if unit.flavour == PLAIN else unit.first_line, len(front.code))
        first_line = unit.first_line if unit.kind in (FUNCTION, CLASS) else 0
        # where a doubled stub comes in: what is jumped to may begin a line, and `RESUME` must not
        front.emit("NOP")
        locations.add(NOWHERE, 2)
        before = len(front.code)
        front.emit("RESUME", 0)
        locations.add(first_line, len(front.code) - before)
        before = len(front.code)
        front.emit("LOAD_CONST", self._constant(self.constants[1]))
        for index in range(len(free)):
            front.emit(_READ_CELL, first_free + index)
        front.emit("BUILD_TUPLE", len(free))
        for index, name in enumerate(signature.names):
            front.emit("LOAD_DEREF" if name in self.captured else "LOAD_FAST", index)
        front.emit("BUILD_TUPLE", len(signature.names))
        front.emit("BUILD_TUPLE", 2)
        begin = len(front.code)
        front.emit("BINARY_SUBSCR")
        front.emit("COPY", 1)
        front.emit("LOAD_CONST", self._constant(STEP))
        front.emit("BINARY_SUBSCR")
        # `BEGIN[...]` and the first step say that nothing has run yet: no path, but to the hub
        self._mirror(front, "front ")
        front.emit("UNPACK_SEQUENCE", 2)
        front.emit("POP_TOP")
        front.finished()
        shapes: dict[str, tuple[bytes, dict[str, int]]] = {}
        starts: list[int] = []
        end = first_block = len(front.code) + FAR_JUMP
        for place in self.places:
            if place.stack not in shapes:
                shapes[place.stack] = self._block(unit, place.stack)
            starts.append(end)
            end += len(shapes[place.stack][0])
        hub = self._hub(starts, end)
        front.code += far_jump(end - first_block)
        locations.add(NOWHERE, len(front.code) - before)
        handlers = Handlers()
        code = bytearray(front.code)
        for number, place in enumerate(self.places):
            start = starts[number]
            block, marks = shapes[place.stack]
            for shift in (-_SUBSCRIPT_CACHES, 0, _SUBSCRIPT_CACHES):
                self.steps[start + marks["step"] - begin + shift] = number
            out = marks["out"]
            code += block[:out] + far_jump(end - (start + len(block)))
            locations.add(NOWHERE, marks["line"])
            locations.add(place.line, marks["handler"] - marks["line"])
            locations.add(NOWHERE, marks["handling"] - marks["handler"])
            locations.add(place.line, out - marks["handling"])
            locations.add(NOWHERE, len(block) - out)
            handlers.add(start + marks["line"], start + marks["leaving"], start + marks["handler"], 1)
            handlers.add(start + marks["staying"], start + marks["throw"], start + marks["handler"], 1)
            if marks["throw"] < marks["thrown"]:
                # what is thrown into a `yield from`: its end is a value
                if _SEND_KEEPS_RECEIVER:
                    depth = _base(place.stack) + 2
                    handlers.add(start + marks["throw"], start + marks["thrown"], start + marks["cleanup"], depth)
                else:
                    handlers.add(start + marks["throw"], start + marks["thrown"], start + marks["handler"], 1)
                handlers.add(start + marks["thrown"], start + marks["handler"], start + marks["handler"], 1)
        code += hub
        locations.add(NOWHERE, len(hub))
        named = mentions(unit.global_names)
        code += named
        locations.add(NOWHERE, len(named))
        flags = _CO_OPTIMIZED_NEWLOCALS if unit.kind == FUNCTION else 0
        flags |= _CO_VARARGS if signature.variadic else 0
        flags |= _CO_VARKEYWORDS if signature.keywords else 0
        flags |= _FLAVOUR_FLAGS[unit.flavour] | unit.flags
        local_names = unit.local_names if unit.kind == FUNCTION else ()
        return _template.code.replace(
            co_argcount=signature.positional,
            co_posonlyargcount=signature.positional_only,
            co_kwonlyargcount=signature.keyword_only,
            co_nlocals=len(local_names),
            co_stacksize=_STACK + max(len(self.names), len(signature.names) + len(free)),
            co_flags=flags,
            co_code=bytes(code),
            co_consts=tuple(self.constants),
            co_names=unit.global_names,
            co_varnames=local_names,
            co_filename=unit.filename,
            co_name=unit.name,
            co_qualname=unit.qualname,
            co_firstlineno=unit.first_line,
            co_linetable=bytes(locations.table),
            co_exceptiontable=bytes(handlers.table),
            co_freevars=free,
            co_cellvars=tuple([name for name in self.names if name in self.captured]),
        )

    def _ask(self, code: Assembler, what: int) -> None:
        """Ask the walker on top of the stack for something, in place of it."""
        code.emit("LOAD_CONST", self._constant(what))
        code.emit("BINARY_SUBSCR")

    def _raise(self, code: Assembler) -> None:
        """Raise what the walker on top of the stack holds, as if it came out of a call."""
        code.emit("LOAD_CONST", self._constant(RAISER))
        code.emit("SWAP", 2)
        self._ask(code, ERROR)
        code.emit("BINARY_SUBSCR")
        code.emit("RETURN_VALUE")

    def _mirror(self, code: Assembler, prefix: str) -> None:
        """Give the frame's own locals the values that the walker tells; below it on the stack is a path."""
        if not self.names:
            return
        code.emit("COPY", 2)
        self._ask(code, SHOW)
        # nothing has changed: no answer
        code.emit("COPY", 1)
        code.jump(JUMP_IF_NOT_NONE, prefix + "changed")
        code.emit("POP_TOP")
        code.jump("JUMP_FORWARD", prefix + "mirrored")
        code.label(prefix + "changed")
        code.emit("UNPACK_SEQUENCE", len(self.names))
        for index in range(len(self.names)):
            code.emit("STORE_FAST", index)
        for index, name in enumerate(self.names):
            if name in self.captured:
                continue
            code.emit("LOAD_FAST", index)
            code.emit("LOAD_CONST", self._constant(UNSET))
            code.emit("IS_OP", 0)
            code.jump(JUMP_IF_FALSE, f"{prefix}bound {index}")
            code.emit("DELETE_FAST", index)
            code.label(f"{prefix}bound {index}")
        code.label(prefix + "mirrored")

    def _stack(self, code: Assembler, stack: str) -> None:
        """Put what stands at a place on the stack, above the walker, which comes again on top of it."""
        depth = 1
        for kind in stack:
            if kind == ITERATOR:
                code.emit("LOAD_CONST", self._constant(_NOTHING))
                code.emit("GET_ITER")
                depth += 1
            elif kind == EXCEPTION:
                code.emit("COPY", depth)
                self._ask(code, HANDLED)
                code.emit("PUSH_EXC_INFO")
                depth += 2
            else:
                code.emit("LOAD_CONST", self._constant(None))
                depth += 1

    def _block(self, unit: CodeUnit, stack: str) -> tuple[bytes, dict[str, int]]:
        """A place's block, and where in it the parts begin."""
        code = Assembler()
        suspendable = unit.flavour != PLAIN
        base = _base(stack)
        self._stack(code, stack)
        code.label("line")
        self._gate(code)
        if stack:
            code.emit("COPY", base - 1)
        code.emit("COPY", 1)
        code.emit("LOAD_CONST", self._constant(STEP))
        code.label("step")
        code.emit("BINARY_SUBSCR")
        self._mirror(code, "step ")
        code.emit("UNPACK_SEQUENCE", 2)
        code.jump(JUMP_IF_TRUE, "off")
        # what leaves the frame must not meet the block's handler
        code.label("leaving")
        _way(code, "not return")
        self._ask(code, VALUE)
        code.emit("RETURN_VALUE")
        code.label("not return")
        _way(code, "not raise out")
        self._raise(code)
        code.label("not raise out")
        _way(code, "not reraise out")
        self._ask(code, ERROR)
        code.emit("RERAISE", 0)
        code.label("not reraise out")
        code.label("staying")
        _way(code, "not call")
        self._call(code)
        self._answer(code, bool(stack))
        code.label("not call")
        _way(code, "not raise")
        code.emit("COPY", 1)
        self._raise(code)
        code.label("not raise")
        if suspendable:
            _way(code, "not reraise")
        else:
            code.emit("POP_TOP")
        code.emit("COPY", 1)
        self._ask(code, ERROR)
        code.emit("RERAISE", 0)
        for name in ("throw", "thrown", "cleanup"):
            code.label(name)
        if suspendable:
            code.label("not reraise")
            self._suspend(code, unit.flavour, bool(stack))
        code.label("handler")
        if _HANDLERS_BEGIN_LINES:
            code.emit("PUSH_EXC_INFO")
            code.emit("LOAD_CONST", self._constant(None))
            code.emit("LOAD_CONST", self._constant(None))
            code.label("handling")
            code.emit("END_FOR")
        else:
            code.label("handling")
            code.emit("PUSH_EXC_INFO")
        code.emit("COPY", 3)
        self._ask(code, CAUGHT)
        code.jump(JUMP_IF_TRUE, "caught")
        code.emit("SWAP", 2)
        code.emit("POP_EXCEPT")
        code.emit("RERAISE", 0)
        code.label("caught")
        code.emit("POP_TOP")
        code.emit("POP_EXCEPT")
        code.emit("COPY", 1)
        self._ask(code, GO_ON)
        self._mirror(code, "caught ")
        code.emit("UNPACK_SEQUENCE", 2)
        code.jump(JUMP_IF_TRUE, "out")
        # a way out, which the walker keeps for the next step; that is none of a new line
        code.emit("POP_TOP")
        self._stack(code, stack)
        self._enter_gate(code)
        code.label("off")
        for _ in range(base - 1):
            code.emit("SWAP", 2)
            code.emit("POP_TOP")
        code.label("out")
        return code.finished() + bytes(FAR_JUMP), {name: code.place(name) for name in _MARKS}

    def _gate(self, code: Assembler) -> None:
        """Where a block is entered again without an event: CPython lets ways back pass that lead to a `SEND`."""
        code.emit("LOAD_CONST", self._constant(_NOTHING))
        code.emit("LOAD_CONST", self._constant(None))
        code.label("gate")
        # over the next one; a prefix would be an event
        code.emit("SEND", 1)
        code.emit("RETURN_VALUE")
        code.emit("POP_TOP")
        if _SEND_KEEPS_RECEIVER:
            code.emit("POP_TOP")

    def _enter_gate(self, code: Assembler) -> None:
        code.emit("LOAD_CONST", self._constant(_NOTHING))
        code.emit("LOAD_CONST", self._constant(None))
        code.jump("JUMP_BACKWARD_NO_INTERRUPT", "gate")

    def _call(self, code: Assembler) -> None:
        """Call what the walker wants called."""
        code.emit("COPY", 1)
        self._ask(code, VALUE)
        if _NULL_ABOVE_CALLEE:
            code.emit("UNPACK_SEQUENCE", 2)
            code.emit("PUSH_NULL")
            code.emit("SWAP", 2)
        else:
            code.emit("PUSH_NULL")
            code.emit("SWAP", 2)
            code.emit("UNPACK_SEQUENCE", 2)
        code.emit("UNPACK_SEQUENCE", 2)
        code.emit("CALL_FUNCTION_EX", 1)

    def _answer(self, code: Assembler, above: bool) -> None:
        """Give the walker the result on top of the stack, and go on in the same line."""
        code.emit("COPY", 2)
        code.emit("LOAD_CONST", self._constant(SENT))
        code.emit("STORE_SUBSCR")
        if above:
            code.emit("POP_TOP")
        self._enter_gate(code)

    def _suspend(self, code: Assembler, flavour: str, above: bool) -> None:
        """Yield what the walker has, or what its awaitable yields, and go on in the same line."""
        _way(code, "delegate")
        code.emit("COPY", 1)
        self._ask(code, VALUE)
        if flavour == ASYNC_GENERATOR:
            if _SEND_KEEPS_RECEIVER:
                code.emit("CALL_INTRINSIC_1", _ASYNC_GEN_WRAP)
            else:
                code.emit("ASYNC_GEN_WRAP")
        code.emit("YIELD_VALUE")
        code.emit("RESUME", _AFTER_YIELD)
        code.jump("JUMP_FORWARD", "sent")
        code.label("delegate")
        code.emit("POP_TOP")
        code.emit("COPY", 1)
        self._ask(code, VALUE)
        if flavour == GENERATOR:
            code.emit("GET_YIELD_FROM_ITER")
        else:
            code.emit("GET_AWAITABLE", 0)
        code.emit("LOAD_CONST", self._constant(None))
        code.label("send")
        code.jump("SEND", "ended")
        code.label("throw")
        code.emit("YIELD_VALUE", _IS_YIELD_FROM)
        code.label("thrown")
        code.emit("RESUME", _AFTER_YIELD_FROM if flavour == GENERATOR else _AFTER_AWAIT)
        code.jump("JUMP_BACKWARD_NO_INTERRUPT", "send")
        code.label("cleanup")
        if _SEND_KEEPS_RECEIVER:
            code.emit("CLEANUP_THROW")
        code.label("ended")
        if _SEND_KEEPS_RECEIVER:
            code.emit("END_SEND")
        code.label("sent")
        self._answer(code, above)

    def _hub(self, starts: list[int], here: int) -> bytes:
        """The way from a path to its block; the paths are made with it.

        Args:
            starts: where the blocks begin.
            here: where the hub does.
        """
        code = Assembler()
        targets: list[tuple[int, int]] = []

        def branch(low: int, high: int, taken: tuple[bool, ...]) -> None:
            if high - low == 1:
                path: object = None
                for bit in reversed(taken):
                    path = (bit, path)
                self.paths[low] = (True, path)
                code.emit("POP_TOP")
                targets.append((len(code.code), low))
                code.code.extend(bytes(FAR_JUMP))
                return
            middle = (low + high) // 2
            label = f"{middle}"
            code.emit("UNPACK_SEQUENCE", 2)
            code.jump(JUMP_IF_TRUE, label)
            branch(low, middle, (*taken, False))
            code.label(label)
            branch(middle, high, (*taken, True))

        branch(0, len(starts), ())
        finished = bytearray(code.finished())
        for place, number in targets:
            finished[place : place + FAR_JUMP] = far_jump(starts[number] - (here + place + FAR_JUMP))
        return bytes(finished)
