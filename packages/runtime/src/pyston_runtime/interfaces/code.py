"""Register code: the one executable form that every tier reads.

A `CodeUnit` is what a definition is known by before it is first called: its name, signature and scope facts. Its
`Body`, the register code proper, is made lazily (`CodeUnit.body()`), because most functions of a large program never
run.

Every local, cell, temporary and constant is a slot of the frame, numbered in that order, so that a resume point is
(instruction index, slots) and nothing hides on the host's stack. Constants are slots too: an operand is always one
number, and no instruction needs a second form for a constant operand.

`Instruction` and `CodeUnit` are plain final classes rather than frozen dataclasses: mypyc makes them native, and a
frozen dataclass costs three times as much to construct, which lowering would feel.
"""

from __future__ import annotations

from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.typed import Final, Protocol, final

#: No slot, no target or no handler.
NONE: Final = -1


@final
class Position:
    """A source range as CPython's `co_positions` gives it; equal to another with the same numbers.

    Lines count from 1, columns are byte offsets into the UTF-8 line, counting from 0; -1 where unknown.
    """

    def __init__(self, line: int, end_line: int, column: int, end_column: int) -> None:
        self.line = line
        self.end_line = end_line
        self.column = column
        self.end_column = end_column

    def _numbers(self) -> tuple[int, int, int, int]:
        return self.line, self.end_line, self.column, self.end_column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position) and self._numbers() == other._numbers()

    def __hash__(self) -> int:
        return hash(self._numbers())

    def __repr__(self) -> str:
        return f"Position{self._numbers()}"


@final
class Instruction:
    """One register instruction.

    Attributes:
        operation: a key of `OPERATIONS`.
        destination: the slot that receives the result, or `NONE`.
        operands: the slots read, in the order of the operation's signature; `NONE` marks an operand left out.
        immediate: what is known at lowering time (a name, an operator, a nested unit); its kind is the operation's.
        target: the index of the instruction jumped to, or `NONE`.
        handler: the index into `Body.handlers` of the innermost handler that covers this instruction, or `NONE`.
        released: the operands that are temporaries read for the last time: cleared when the instruction succeeds.
        position: the source range that a traceback shows for this instruction.
    """

    def __init__(
        self,
        operation: str,
        destination: int,
        operands: tuple[int, ...],
        immediate: object,
        target: int,
        handler: int,
        released: tuple[int, ...],
        position: Position,
    ) -> None:
        self.operation = operation
        self.destination = destination
        self.operands = operands
        self.immediate = immediate
        self.target = target
        self.handler = handler
        self.released = released
        self.position = position


@final
class Handler:
    """Where control goes when a covered instruction raises (the exception table of `co_exceptiontable`).

    Attributes:
        target: the index of the handler's first instruction.
        exception_slot: the slot that receives the exception; every temporary above it is cleared first.
    """

    def __init__(self, target: int, exception_slot: int) -> None:
        self.target = target
        self.exception_slot = exception_slot


@final
class Inlined:
    """A comprehension run in its enclosing unit's frame, which CPython 3.11 shows as a frame of its own.

    Attributes:
        name: the frame's name, `<listcomp>` and the like.
        qualname: its qualified name.
        position: the comprehension's own range: where the enclosing frame stands meanwhile.
        first, last: the instruction indices it spans, both included.
    """

    def __init__(self, name: str, qualname: str, position: Position, first: int, last: int) -> None:
        self.name = name
        self.qualname = qualname
        self.position = position
        self.first = first
        self.last = last


@final
class Body:
    """The lowered code of one unit.

    Attributes:
        instructions: in order; falling off the end is impossible.
        handlers: the exception handlers named by `Instruction.handler`.
        slot_names: the names of the local, cell and free slots, in slot order.
        slot_count: how many slots come before the constants (locals, cells, temporaries).
        constants: the values of the slots from `slot_count` on.
        inlined: the comprehensions lowered into this body, outermost first.
    """

    def __init__(
        self,
        instructions: list[Instruction],
        handlers: list[Handler],
        slot_names: list[str],
        slot_count: int,
        constants: list[object],
        inlined: list[Inlined],
    ) -> None:
        self.instructions = instructions
        self.handlers = handlers
        self.slot_names = slot_names
        self.slot_count = slot_count
        self.constants = constants
        self.inlined = inlined


@final
class Signature:
    """A function's parameters, as `co_argcount` and its neighbours describe them.

    Attributes:
        names: all parameters in `co_varnames` order: positional-only, positional, keyword-only, `*args`, `**kwargs`.
        positional_only: how many of them are positional-only.
        positional: how many can be given by position, positional-only ones included.
        keyword_only: how many are keyword-only.
        variadic: whether there is a `*args`.
        keywords: whether there is a `**kwargs`.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        positional_only: int,
        positional: int,
        keyword_only: int,
        variadic: bool,
        keywords: bool,
    ) -> None:
        self.names = names
        self.positional_only = positional_only
        self.positional = positional
        self.keyword_only = keyword_only
        self.variadic = variadic
        self.keywords = keywords

    def simple(self) -> bool:
        """Whether every parameter is positional-or-keyword or positional-only (no `*`, no keyword-only)."""
        return not (self.keyword_only or self.variadic or self.keywords)


class BodySource(Protocol):
    """Makes a unit's body on demand; an interpreter's lowering stage implements it."""

    def lower(self, unit: CodeUnit) -> Body:
        """Lower `unit`; raises SyntaxError for what the compiler of the host would refuse."""
        ...


#: What a unit can be; `CodeUnit.kind` is one of these.
MODULE: Final = "module"
EXPRESSION: Final = "expression"
INTERACTIVE: Final = "interactive"
FUNCTION: Final = "function"
CLASS: Final = "class"

#: What calling a function unit gives; `CodeUnit.flavour` is one of these.
PLAIN: Final = "plain"
GENERATOR: Final = "generator"
COROUTINE: Final = "coroutine"
ASYNC_GENERATOR: Final = "async generator"


@final
class CodeUnit:
    """One code block of the language reference (4.1): a module, a class body, a function.

    Attributes:
        name, qualname: as `co_name`, `co_qualname`.
        filename: as `co_filename`.
        first_line: as `co_firstlineno` (a decorator's line comes first).
        kind: `MODULE`, `EXPRESSION`, `INTERACTIVE`, `FUNCTION` or `CLASS`.
        flavour: `PLAIN`, `GENERATOR`, `COROUTINE` or `ASYNC_GENERATOR`.
        signature: the parameters (empty but for functions).
        local_names: as `co_varnames`: the parameters, then the other locals that are no cells.
        cell_names: locals that inner blocks capture (`co_cellvars`).
        free_names: captured from enclosing blocks (`co_freevars`), in closure order.
        documentation: the docstring, or None.
        flags: further `co_flags` bits (future features, CO_NESTED).
        source: what lowers the unit.
        node: the tree node that it lowers, or what else stands for it (opaque to everyone else).
        global_names: the names that it looks up in globals and builtins (`co_names` of a function).
        inner_names: those that the blocks inside a function look up there, and it does not.
    """

    def __init__(
        self,
        name: str,
        qualname: str,
        filename: str,
        first_line: int,
        kind: str,
        flavour: str,
        signature: Signature,
        local_names: tuple[str, ...],
        cell_names: tuple[str, ...],
        free_names: tuple[str, ...],
        documentation: str | None,
        flags: int,
        source: BodySource,
        node: object,
        global_names: tuple[str, ...] = (),
        inner_names: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.qualname = qualname
        self.filename = filename
        self.first_line = first_line
        self.kind = kind
        self.flavour = flavour
        self.signature = signature
        self.local_names = local_names
        self.cell_names = cell_names
        self.free_names = free_names
        self.documentation = documentation
        self.flags = flags
        self.source = source
        self.node = node
        self.global_names = global_names
        self.inner_names = inner_names
        self._body: Body | None = None

    def has_body(self) -> bool:
        """Whether it is lowered."""
        return self._body is not None

    def forget_body(self) -> None:
        """Have it lowered again, should it be asked for."""
        self._body = None

    def body(self) -> Body:
        """The register code, lowered at the first call.

        Raises:
            SyntaxError: the block holds what the language forbids or this Pyston does not support.
        """
        body = self._body
        if body is None:
            body = self.source.lower(self)
            self._body = body
        return body


def check(body: Body) -> None:
    """Verify the form of `body`: known operations, arity, slots and targets in range, no way off the end.

    Raises:
        ValueError: naming the first instruction that is wrong.
    """
    count = len(body.instructions)
    for index, instruction in enumerate(body.instructions):
        problem = _problem(body, instruction)
        if problem:
            raise ValueError(f"{index}: {instruction.operation}: {problem}")
    if not count or OPERATIONS[body.instructions[-1].operation].falls_through:
        raise ValueError("control may fall off the end")
    for number, handler in enumerate(body.handlers):
        if not 0 <= handler.target < count or not 0 <= handler.exception_slot < body.slot_count:
            raise ValueError(f"handler {number} is out of range")
    for span in body.inlined:
        if not 0 <= span.first <= span.last < count:
            raise ValueError(f"the inlined {span.qualname} is out of range")


def _problem(body: Body, instruction: Instruction) -> str:
    """What is wrong with an instruction; empty for nothing."""
    operation = OPERATIONS.get(instruction.operation)
    if operation is None:
        return "unknown operation"
    arity = len(instruction.operands)
    if arity < operation.operands or (arity > operation.operands and not operation.variadic):
        return f"takes {operation.operands} operands, not {arity}"
    slots = body.slot_count + len(body.constants)
    if not all(NONE <= slot < slots for slot in instruction.operands):
        return "operand out of range"
    if operation.result != (instruction.destination != NONE):
        return "wrong destination"
    if not NONE <= instruction.destination < body.slot_count:
        return "destination out of range"
    if operation.jumps != (instruction.target != NONE):
        return "wrong target"
    if not NONE <= instruction.target < len(body.instructions):
        return "target out of range"
    if not NONE <= instruction.handler < len(body.handlers):
        return "handler out of range"
    first_temporary = len(body.slot_names)
    for slot in instruction.released:
        if slot not in instruction.operands or not first_temporary <= slot < body.slot_count:
            return "releases what is no temporary among its operands"
    return ""
