"""Stands in for the handlers and for what serves observers until one of them is first needed.

A program of one file may need none of it, and importing it takes longer than parsing such a program.
"""

from __future__ import annotations

from ast_interp.ops.calling import SPECIALS, Special
from ast_interp.process import watch
from ast_interp.process.imports import import_unseen
from ast_interp.run.machine import Frame
from ast_interp.run.wiring import MACHINE
from pyston_runtime.dynamic.served import SERVED_FUNCTIONS
from pyston_runtime.interfaces.typed import Final, FunctionType, partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast_interp.dynamic.compiling import Compiler

#: The built-in functions and classes that look at their caller.
SERVED: Final[tuple[object, ...]] = (*SERVED_FUNCTIONS, type, FunctionType)


class Waiting:
    """What is called first.

    Args:
        interpreter: what the handlers compile with.
    """

    def __init__(self, interpreter: Compiler) -> None:
        self.interpreter = interpreter

    def install(self) -> None:
        """Have the interpreter ask here."""
        served: Special = self.served
        SPECIALS.functions.update(dict.fromkeys(SERVED, served))
        SPECIALS.standing = self.standing
        SPECIALS.tracked = self.tracked
        MACHINE.poll_under = self.poll_under
        MACHINE.observes = self.observes
        MACHINE.make_observable = self.make_observable
        MACHINE.stand = self.stand
        MACHINE.live_frame = self.live_frame
        MACHINE.show_suspended = self.show_suspended
        watch.install()

    def handle(self) -> None:
        """Have the interpreter ask the handlers from now on."""
        import_unseen(partial(_load_handlers, self.interpreter))

    def served(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """A call of something served; an op that has remembered this function asks here again."""
        found = SPECIALS.functions[callee]
        if found == self.served:
            self.handle()
            found = SPECIALS.functions[callee]
        return found(frame, callee, arguments, keywords)

    def standing(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """A call of other host code."""
        if SPECIALS.standing == self.standing:
            self.handle()
        return SPECIALS.standing(frame, callee, arguments, keywords)

    def tracked(self, frame: Frame, callee: object, arguments: list[object], keywords: dict[str, object]) -> object:
        """A call of what notes its callers."""
        self.handle()
        return SPECIALS.tracked(frame, callee, arguments, keywords)

    def poll_under(self, frame: Frame) -> None:
        """Signal handlers are to run."""
        self.handle()
        MACHINE.poll_under(frame)

    def observe(self) -> None:
        """Have the interpreter ask what serves observers from now on."""
        import_unseen(_load_observation)

    def stand(self, frame: Frame, callee: partial[object]) -> object:
        """A call under frames that may go on."""
        import_unseen(_load_adoption)
        return MACHINE.stand(frame, callee)

    def live_frame(self, frame: Frame, depth: int) -> object:
        """A frame object is asked for."""
        import_unseen(_load_adoption)
        return MACHINE.live_frame(frame, depth)

    def show_suspended(self) -> None:
        """A generator function is defined."""
        MACHINE.show_suspended = None
        import_unseen(_load_suspended)

    def observes(self) -> bool:
        """Whether the running thread is observed, where an observer may have come."""
        self.observe()
        return MACHINE.observes()

    def make_observable(self, function: FunctionType) -> None:
        """Code of a function is asked for, perhaps by what is to observe it."""
        if watch.armed():
            self.observe()
            MACHINE.make_observable(function)


def _load_handlers(interpreter: Compiler) -> None:
    from ast_interp.dynamic.handlers import Handlers

    Handlers(interpreter).install()


def _load_observation() -> None:
    from ast_interp.tracing.observation import install

    install()


def _load_suspended() -> None:
    from ast_interp.dynamic.suspended import install

    install()


def _load_adoption() -> None:
    from ast_interp.tracing.adoption import install

    install()
