"""Collects the instructions of one body: slots, temporaries, constants, labels, handlers.

Temporaries follow a stack discipline: an expression's operands are evaluated above a mark, and the instruction that
consumes them lets the mark fall back. What an exception handler must clear is therefore every temporary above the
handler's own mark, and an instruction releases every temporary that it reads unless told to keep it.

Constants get their slot numbers last, when the number of other slots is known; until then they are `-2, -3, ...`.
"""

from __future__ import annotations

import _ast as ast
import sys

from ast_interp.errors import syntax_error
from ast_interp.lower.blocks import HANDLED, Block
from ast_interp.scopes.scope import COMPREHENSION, DELETED, WALRUS, Scope, Variable, mangle
from pyston_runtime.interfaces.code import NONE, Body, BodySource, Handler, Inlined, Instruction, Position
from pyston_runtime.interfaces.typed import Final, cast, final

# a program may put something else in its place
_intern: Final = sys.intern

#: Asks an expression to choose its own destination.
ANY: Final = -1
#: From 3.13 on a failing `for` or `with` points at the iterable or manager, before at the whole statement.
POINTS_AT_PARTS: Final = sys.version_info >= (3, 13)
UNKNOWN_POSITION: Final = Position(-1, -1, -1, -1)

_Row = tuple[str, int, tuple[int, ...], object, int, int, tuple[int, ...], Position]


@final
class Builder:
    """The body under construction.

    Attributes:
        scope: the scope in whose names we are: the unit's own, or that of an inlined comprehension.
        scopes: the scope of every node that opens one.
        blocks: the loops, handlers and `finally` clauses around the current point, innermost last.
        bound: the variables known to be bound at this point.
        top: the first free temporary.
        position: the range that the next instruction gets.
        around: where the branches of a test point; see `conditions`.
        touched: where an operand stands that took no instruction, until the next instruction; see `touch`.
    """

    def __init__(self, scope: Scope, scopes: dict[ast.AST, Scope], filename: str, source: BodySource) -> None:
        self.owner = scope
        self.scope = scope
        self.scopes = scopes
        self.filename = filename
        self.source = source
        self.interactive = False
        self.rows: list[_Row] = []
        self.labels: list[int] = []
        self.handlers: list[Handler] = []
        self.handler = NONE
        self.blocks: list[Block] = []
        self.inlined: list[Inlined] = []
        self.constants: list[object] = []
        self.constant_slots: dict[tuple[object, object], int] = {}
        self.slot_names: list[str] = []
        self.slots: dict[Variable, int] = {}
        self.unsure: set[Variable] = set()
        self.rebound: set[Variable] = set()
        self.bound: set[Variable] = set()
        self.position = UNKNOWN_POSITION
        self.around = UNKNOWN_POSITION
        self.touched: Position | None = None
        self._name_slots()
        self.first_temporary = len(self.slot_names)
        self.top = self.first_temporary
        self.highest = self.first_temporary

    def _name_slots(self) -> None:
        """Parameters first, then the frame's other variables, then the free ones."""
        owner = self.owner
        for name in owner.parameters:
            self._add_slot(owner.variables[name])
            self.bound.add(owner.variables[name])
        self._add_variables(owner)
        for variable in owner.free:
            self._add_slot(variable)

    def _add_variables(self, scope: Scope) -> None:
        for name, variable in scope.variables.items():
            self._add_slot(variable)
            bits = scope.uses.get(name, 0)
            if bits & DELETED:
                self.unsure.add(variable)
            if bits & WALRUS:
                self.rebound.add(variable)
        for child in scope.children:
            if child.kind == COMPREHENSION:
                self._add_variables(child)

    def _add_slot(self, variable: Variable) -> None:
        if variable not in self.slots:
            self.slots[variable] = len(self.slot_names)
            self.slot_names.append(variable.name)

    # slots

    def temporary(self) -> int:
        """Take the next temporary."""
        slot = self.top
        self.top = slot + 1
        if self.top > self.highest:
            self.highest = self.top
        return slot

    def destination(self, wanted: int) -> int:
        """The wanted slot, or a new temporary for `ANY`."""
        return self.temporary() if wanted == ANY else wanted

    def constant(self, value: object) -> int:
        """The slot of a constant; equal constants of the simple types share one."""
        kind = type(value)
        if kind is str:
            text = str(value)
            if text.isidentifier():
                value = _intern(text)
        if kind is str or kind is int or kind is bytes or kind is bool or value is None or value is ...:
            key = (kind, value)
            slot = self.constant_slots.get(key)
            if slot is None:
                slot = self._add_constant(value)
                self.constant_slots[key] = slot
            return slot
        return self._add_constant(value)

    def _add_constant(self, value: object) -> int:
        self.constants.append(value)
        return -1 - len(self.constants)

    def is_temporary(self, slot: int) -> bool:
        """Whether a slot is a temporary (no local, no constant)."""
        return slot >= self.first_temporary

    # instructions

    def at(self, node: ast.AST) -> None:
        """Give the following instructions the range of `node`."""
        expression: ast.expr = node  # type: ignore[assignment]
        end_line = expression.end_lineno
        end_column = expression.end_col_offset
        self.position = Position(
            expression.lineno,
            expression.lineno if end_line is None else end_line,
            expression.col_offset,
            expression.col_offset if end_column is None else end_column,
        )

    def at_attribute(self, node: ast.AST) -> None:
        """The range of an attribute: of its name alone where that stands on a later line than the object's start."""
        self.at(node)
        end_line, end_column = self.position.end_line, self.position.end_column
        if self.position.line != end_line:
            start = end_column - len(cast(ast.Attribute, node).attr)
            if start < 0:
                self.position = Position(end_line, end_line, -1, -1)
            else:
                self.position = Position(end_line, end_line, start, end_column)

    def at_method_call(self, node: ast.AST) -> None:
        """The range of a call of a method: from the attribute's name on where that stands on a later line."""
        self.at(node)
        function = cast(ast.Attribute, cast(ast.Call, node).func)
        end_line = function.end_lineno
        end_column = function.end_col_offset
        if end_line is not None and end_column is not None and end_line != self.position.line:
            start = end_column - len(function.attr)
            if start < 0:
                self.position = Position(end_line, self.position.end_line, -1, -1)
            else:
                self.position = Position(end_line, self.position.end_line, start, self.position.end_column)

    def emit(
        self,
        operation: str,
        destination: int = NONE,
        operands: tuple[int, ...] = (),
        immediate: object = None,
        label: int = NONE,
        keep: tuple[int, ...] = (),
    ) -> None:
        """Append an instruction.

        Args:
            operation: a key of `OPERATIONS`.
            destination: the slot written, or NONE.
            operands: the slots read; temporaries among them are released unless they are in `keep`.
            immediate: the operation's immediate.
            label: where it jumps, from `label()`.
            keep: temporaries that stay alive.
        """
        touched = self.touched
        if touched is not None:
            if touched.line != self.position.line:
                self.settle()
            self.touched = None
        first = self.first_temporary
        released = tuple([slot for slot in operands if slot >= first and slot != destination and slot not in keep])
        apart: tuple[int, ...] = ()
        if len(released) > 1:
            # an op releases one run of adjacent slots: what stands apart from the last is cleared by itself
            members = set(released)
            lowest = max(released)
            while lowest - 1 in members:
                lowest -= 1
            apart = tuple([slot for slot in released if slot < lowest])
            released = tuple([slot for slot in released if slot >= lowest])
        self.rows.append((operation, destination, operands, immediate, label, self.handler, released, self.position))
        for slot in apart:
            self.rows.append(("clear", NONE, (slot,), None, NONE, self.handler, (slot,), self.position))

    def mark(self, node: ast.AST) -> None:
        """A line at which nothing is done, but which observers see: a jump to what follows, which no link keeps."""
        self.at(node)
        touched = self.touched
        if touched is not None:
            if touched.line != self.position.line:
                self.settle()
            self.touched = None
        self._stand(self.position)

    def touch(self) -> None:
        """An operand at `position` takes no instruction, being a local or a constant.

        CPython has one, so that observers see its line. Where no instruction of that line follows, it is marked.
        """
        touched = self.touched
        if touched is not None and touched.line != self.position.line:
            self.settle()
        self.touched = self.position

    def settle(self) -> None:
        """Mark the line of the operand that was touched last, unless the last instruction stands on it."""
        touched = self.touched
        if touched is not None:
            self.touched = None
            if not self.rows or self.rows[-1][7].line != touched.line:
                self._stand(touched)

    def _stand(self, position: Position) -> None:
        self.labels.append(len(self.rows) + 1)
        self.rows.append(("jump", NONE, (), None, len(self.labels) - 1, self.handler, (), position))

    def push_handled(self, exception: int) -> int:
        """Make an exception the handled one; returns the temporary that keeps what was handled before.

        What is handled around a suspended frame may change until it goes on, so the outermost handler of a generator
        or coroutine goes back to nothing of its own.
        """
        saved = self.temporary()
        self.emit("push_handled", saved, (exception,), keep=(exception,))
        suspends = self.owner.is_generator or self.owner.is_coroutine
        if suspends and not any([block.kind == HANDLED for block in self.blocks]):
            self.emit("move", saved, (self.constant(None),))
        return saved

    def label(self) -> int:
        """A new label, to be placed later."""
        self.labels.append(NONE)
        return len(self.labels) - 1

    def place(self, label: int) -> None:
        """The next instruction is the label's."""
        if self.touched is not None:
            self.settle()
        self.labels[label] = len(self.rows)

    def new_handler(self, exception_slot: int) -> int:
        """A new exception handler; place its entry with `place_handler`."""
        self.handlers.append(Handler(NONE, exception_slot))
        if exception_slot >= self.highest:
            self.highest = exception_slot + 1
        return len(self.handlers) - 1

    def place_handler(self, handler: int) -> int:
        """The next instruction is the handler's entry; returns its exception slot, now taken."""
        if self.touched is not None:
            self.settle()
        self.handlers[handler].target = len(self.rows)
        slot = self.handlers[handler].exception_slot
        self.top = slot + 1
        return slot

    def reachable(self) -> bool:
        """Whether control can come here by falling through or by a label just placed."""
        if not self.rows:
            return True
        count = len(self.rows)
        if any(place == count for place in self.labels):
            return True
        return self.rows[-1][0] not in ("jump", "return", "raise", "reraise", "back_edge")

    # names

    def mangled(self, name: str) -> str:
        """The name as this scope's class mangles it."""
        return mangle(self.scope.private, name)

    def error(self, message: str, node: ast.AST) -> SyntaxError:
        """A SyntaxError at a node."""
        return syntax_error(message, self.filename, node)

    # the end

    def finish(self) -> Body:
        """Number the constants, resolve the labels and make the body."""
        base = self.highest
        instructions: list[Instruction] = []
        for operation, destination, operands, immediate, label, handler, released, position in self.rows:
            for slot in operands:
                if slot < NONE:
                    operands = tuple([base - 2 - slot if slot < NONE else slot for slot in operands])
                    break
            target = self.labels[label] if label != NONE else NONE
            instructions.append(
                Instruction(operation, destination, operands, immediate, target, handler, released, position)
            )
        return Body(instructions, self.handlers, self.slot_names, base, self.constants, self.inlined)
