"""The interpreter: compile a program to a code unit, run units in namespaces.

This module is never compiled: a native function that an exception passes through adds itself to the traceback.
"""

from __future__ import annotations

import builtins as host_builtins
import gc
import sys
from _collections_abc import MutableMapping
from _weakref import ReferenceType
from marshal import dumps, loads

import ast_interp.start
from ast_interp.link.linker import link, unlink
from ast_interp.link.programs import Program
from ast_interp.link.table import load_rows, used_rows
from ast_interp.lower.places import Text, plain_text
from ast_interp.lower.stored import build_key, from_bytes, to_bytes
from ast_interp.process.imports import import_unseen
from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from ast_interp.run.entry import attempt_unit, bind_unit
from ast_interp.run.machine import UNSET, Code, Counts
from ast_interp.run.wiring import MACHINE
from ast_interp.waiting import Waiting
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FunctionType, cast, partial
from pyston_runtime.tracebacks.base import at_base
from pyston_runtime.tracebacks.hidden import hide_functions, hide_package

# tiers and events are dataclasses, which a start without them need not pay for
TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast

    from ast_interp.tiering.start import ColdStart
    from pyston_runtime.interfaces.events import Observer
    from pyston_runtime.interfaces.parser import Parser
    from pyston_runtime.interfaces.tier import Tier

MACHINE.link = link
MACHINE.unlink = unlink

#: Whether anything but this module has frames: compiled functions have none.
_PURE: Final = isinstance(link, FunctionType) or isinstance(hide_package, FunctionType)

_ROOTS: Final = ("Module", "Expression", "Interactive")


class Interpreter:
    """The first tier.

    Args:
        parser: turns source into a tree.
        tiers: compile tiers for hot code, in order of preference.
        observers: who is told when a unit is lowered.
    """

    def __init__(self, parser: Parser, tiers: tuple[Tier, ...] = (), observers: tuple[Observer, ...] = ()) -> None:
        self.parser = parser
        self.tiers = tiers
        self.observers = observers
        self._collected = Counts()
        self._linked: dict[int, ReferenceType[set[Code]]] = {}
        self._programs = 0
        self.tiering: ColdStart | None = None
        if tiers:
            from ast_interp.tiering.start import ColdStart

            self.tiering = ColdStart(tiers, UNSET)
            self.tiering.install()
        Waiting(self).install()
        if _PURE:
            hide_package("ast_interp")
            hide_package("pyston_runtime")

    def compile(self, source: str | bytes | ast.AST, filename: str, mode: str = "exec", flags: int = 0) -> CodeUnit:
        """Parse (where needed) and analyse a program.

        Raises:
            SyntaxError: with CPython's message and range.
        """
        # a collection would go through the whole tree, and find no garbage
        collecting = gc.isenabled()
        if collecting:
            gc.disable()
        try:
            if LIMITS.observed:
                return cast(CodeUnit, quietly(partial(self._compile, source, filename, mode, flags)))
            return self._compile(source, filename, mode, flags)
        except SyntaxError as error:
            refused = error.with_traceback(None)
        finally:
            if collecting:
                gc.enable()
        raise refused

    def _compile(self, source: str | bytes | ast.AST, filename: str, mode: str, flags: int) -> CodeUnit:
        text: bytes | None = None
        warned: int = getattr(self.parser, "warned", 0)
        if isinstance(source, (str, bytes)):
            tree = self.parser.parse(source, filename, mode)
            if mode == "exec" and hasattr(self.parser, "parse_again"):
                text = plain_text(source)
        else:
            tree = source
        if type(tree).__name__ not in _ROOTS:
            raise TypeError(f"expected a module, expression or interactive tree, not {type(tree).__name__}")
        program = Program(filename, self.observers, self._collected)
        unit = program.unit_of_tree(tree, flags, text, cast(Any, self.parser))
        if getattr(self.parser, "warned", 0) != warned:
            program.warned = True
        self._count(program)
        return unit

    def _count(self, program: Program) -> None:
        self._programs += 1
        number = self._programs
        self._linked[number] = ReferenceType(program.linked, lambda _: self._linked.pop(number, None))

    def code_object(self, unit: CodeUnit) -> CodeType:
        """A code object that runs a unit wherever the host executes it."""
        from ast_interp.dynamic.compiling import code_of

        return code_of(unit)

    def store_key(self) -> bytes | None:
        """What stored units depend on besides their source; None where none can be used."""
        return build_key(self.parser) if hasattr(self.parser, "parse_again") else None

    def finish(self, unit: CodeUnit) -> None:
        """Let go of what a module needed to run: its own statements will not run again."""
        program = unit.source
        if isinstance(program, Program):
            program.finish()

    def is_worth_storing(self, unit: CodeUnit) -> bool:
        """Whether a script that has run should be stored: there is more of it than there was, and it is to be
        run without the warnings that compiling it gives, because it gives none.
        """
        program = unit.source
        return isinstance(program, Program) and not program.warned and (program.lowering is not None or program.grown)

    def store(self, unit: CodeUnit) -> bytes | None:
        """A module's unit, with what of it is lowered by now, as `restore` takes it; None where that cannot be."""
        code = to_bytes(unit)
        return None if code is None else dumps((used_rows(), code))

    def restore(self, stored: bytes, source: bytes, filename: str) -> CodeUnit:
        """A unit that was stored.

        Args:
            stored: what `store` gave under the present `store_key`.
            source: the text that the unit was compiled from.
            filename: as for `compile`.
        """
        rows, code = loads(stored)
        import_unseen(partial(load_rows, rows))
        program = Program(filename, self.observers, self._collected)
        text = plain_text(source)
        program.text = None if text is None else Text(text)
        program.parser = cast(Any, self.parser)
        self._count(program)
        return from_bytes(code, filename, program)

    def execute(
        self, unit: CodeUnit, globals: dict[str, object], locals: MutableMapping[str, object] | None = None
    ) -> object:
        """Run a module, expression or interactive unit in a namespace.

        Returns:
            The value of an expression unit, else None.
        """
        found = globals.get("__builtins__")
        if found is None:
            found = host_builtins
            globals["__builtins__"] = host_builtins
        names = found if isinstance(found, dict) else cast(Any, found).__dict__
        function = bind_unit(unit, globals, names)
        left = attempt_unit(function, None if locals is globals else locals)
        if isinstance(left, BaseException):
            if LIMITS.observed and at_base():
                # the host would call trace functions as the exception passes, and there is no frame to show them
                sys.settrace(None)
                sys.setprofile(None)
            MACHINE.reraise(left)
        value = left.value
        left.value = None
        return value

    def statistics(self) -> dict[str, object]:
        """What ran where, as `ast_interp.run.statistics` describes: JSON-ready."""
        from ast_interp.run.statistics import statistics

        linked = [code for reference in list(self._linked.values()) for code in reference() or ()]
        found = statistics(linked, self._collected, self.tiers)
        if self.tiering is not None:
            found["tiering"] = self.tiering.statistics()
        return found


if not _PURE:
    # what guest code runs under; all else that could be seen there is compiled
    _BENEATH: Any = (Interpreter.compile, Interpreter._compile, Interpreter.restore, Interpreter.execute)
    hide_functions(_BENEATH)
    hide_functions((vars(ast_interp)["run"],))
