"""Standing frames that go on: the host's code of a function with a way in at each of its statements.

A frame of the interpreter that somebody holds, traces or profiles is to be a genuine one from then on. Its standing
frame (`tracebacks.standing`) is genuine already; so it goes on as the frame itself, which means that it takes over the
locals and what the statements around hold on the stack (iterators, exits of `with`, handled exceptions), and jumps into
the host's code at the next statement.

    the way in:  take the locals, do the call that is stood for; return, or take the locals as they are then
    the choice:  push what the statement needs, jump to it
    the rest:    the host's code, as it is
"""

from __future__ import annotations

import sys
from opcode import opmap
from types import CodeType

from pyston_runtime.interfaces.code import Position
from pyston_runtime.interfaces.typed import Final, final
from pyston_runtime.tracebacks.frames import UNSET
from pyston_runtime.tracebacks.hidden import moved_exception_table
from pyston_runtime.tracebacks.locations import location_table

_LARGEST: Final = 255
#: How many cache entries follow.
_CALL_CACHES: Final = 4 if sys.version_info < (3, 12) else 3
_JUMP_CACHES: Final = 1 if sys.version_info >= (3, 13) else 0
#: How many units one way in takes.
_WAY_UNITS: Final = 10 + _JUMP_CACHES
_JUMP_IF_FALSE: Final = "POP_JUMP_FORWARD_IF_FALSE" if sys.version_info < (3, 12) else "POP_JUMP_IF_FALSE"


@final
class Leave:
    """The mark of a frame that does not go on."""


LEAVE: Final = Leave()


@final
class Way:
    """The mark of one way in.

    Attributes:
        offset: where it leads in the host's code.
        depth: how many values it pushes.
    """

    def __init__(self, offset: int, depth: int) -> None:
        self.offset = offset
        self.depth = depth


@final
class Takeover:
    """The host's code of one unit with ways in.

    Args:
        host: the code.
        ways: the ways in.
        take: what gives a thread's next call.

    Attributes:
        names: the host's locals, cells and free variables, in the order in which they are handed over.
    """

    def __init__(self, host: CodeType, ways: list[Way], take: object) -> None:
        self.host = host
        self.ways = ways
        self.take = take
        self.names = all_names(host)
        self.codes: dict[Position, CodeType] = {}

    def possible(self) -> bool:
        """Whether the code can be made: few enough names and constants."""
        return len(self.names) <= _LARGEST and len(self.host.co_consts) + len(self.ways) + 3 <= _LARGEST

    def at(self, position: Position) -> CodeType:
        """The code of a frame that stands at a position."""
        code = self.codes.get(position)
        if code is None:
            code = self._make(position)
            self.codes[position] = code
        return code

    def _make(self, position: Position) -> CodeType:
        host = self.host
        first = len(host.co_consts)
        constants: list[object] = [*host.co_consts, self.take, LEAVE, UNSET, *self.ways]
        front = bytearray()
        cells = [index for index, name in enumerate(self.names) if name in host.co_cellvars]
        # never run: the host looks for them behind its back to tell cells from what they hold (`f_locals`)
        _emit(front, "JUMP_FORWARD", 1 + len(cells))
        _emit(front, "RESUME", 0)
        for index in cells:
            _emit(front, "MAKE_CELL", index)
        _emit_call(front, first)
        self._emit_locals(front, first)
        _emit_call(front, first)
        _emit_call_top(front)
        # the result is (which way, the locals, what is pushed)
        _emit(front, "UNPACK_SEQUENCE", 3, 1)
        _emit(front, "COPY", 1)
        _emit(front, "LOAD_CONST", first + 1)
        _emit(front, "IS_OP", 0)
        _emit(front, _JUMP_IF_FALSE, 4, _JUMP_CACHES)
        _emit(front, "POP_TOP", 0)
        _emit(front, "SWAP", 2)
        _emit(front, "POP_TOP", 0)
        _emit(front, "RETURN_VALUE", 0)
        _emit(front, "SWAP", 2)
        self._emit_locals(front, first)
        end = len(front) + 2 * len(self.ways) * _WAY_UNITS + 2
        for index, way in enumerate(self.ways):
            _emit(front, "COPY", 1)
            _emit(front, "LOAD_CONST", first + 3 + index)
            _emit(front, "IS_OP", 0)
            _emit(front, _JUMP_IF_FALSE, _WAY_UNITS - 4 - _JUMP_CACHES, _JUMP_CACHES)
            _emit(front, "POP_TOP", 0)
            _emit(front, "UNPACK_SEQUENCE", way.depth, 1)
            distance = (end - len(front)) // 2 - 3 + way.offset // 2
            _emit(front, "EXTENDED_ARG", distance >> 16 & 255)
            _emit(front, "EXTENDED_ARG", distance >> 8 & 255)
            _emit(front, "JUMP_FORWARD", distance & 255)
        # never run: behind it the host's location table counts from the line that it begins with
        _emit(front, "NOP", 0)
        units = len(front) // 2
        first_line = Position(host.co_firstlineno, host.co_firstlineno, -1, -1)
        most = max([len(self.names), *[way.depth for way in self.ways]], default=0)
        return host.replace(
            co_code=bytes(front) + host.co_code,
            co_consts=tuple(constants),
            co_stacksize=max(host.co_stacksize, most + 4),
            co_linetable=location_table(host.co_firstlineno, 0, [*[position] * (units - 1), first_line])
            + host.co_linetable,
            co_exceptiontable=moved_exception_table(host.co_exceptiontable, units),
        )

    def _emit_locals(self, front: bytearray, first: int) -> None:
        """Spread a tuple over the locals."""
        _emit(front, "UNPACK_SEQUENCE", len(self.names), 1)
        for index in range(len(self.names)):
            _emit(front, "STORE_FAST", index)
        for index in range(self.host.co_nlocals):
            _emit(front, "LOAD_FAST", index)
            _emit(front, "LOAD_CONST", first + 2)
            _emit(front, "IS_OP", 0)
            _emit(front, _JUMP_IF_FALSE, 1, _JUMP_CACHES)
            _emit(front, "DELETE_FAST", index)


def all_names(host: CodeType) -> tuple[str, ...]:
    """Locals, then cells that are no locals, then free variables: the numbering of a frame's places."""
    cells = tuple([name for name in host.co_cellvars if name not in host.co_varnames])
    return host.co_varnames + cells + host.co_freevars


def _emit(code: bytearray, name: str, argument: int, caches: int = 0) -> None:
    code += bytes((opmap[name], argument)) + b"\0\0" * caches


def _emit_call(code: bytearray, constant: int) -> None:
    """Call a constant without arguments."""
    if sys.version_info >= (3, 13):
        _emit(code, "LOAD_CONST", constant)
        _emit(code, "PUSH_NULL", 0)
    else:
        _emit(code, "PUSH_NULL", 0)
        _emit(code, "LOAD_CONST", constant)
    _emit_call_top(code, False)


def _emit_call_top(code: bytearray, swap: bool = True) -> None:
    """Call what is on top of the stack without arguments."""
    if swap:
        _emit(code, "PUSH_NULL", 0)
        if sys.version_info < (3, 13):
            _emit(code, "SWAP", 2)
    if sys.version_info < (3, 12):
        _emit(code, "PRECALL", 0, 1)
    _emit(code, "CALL", 0, _CALL_CACHES)
