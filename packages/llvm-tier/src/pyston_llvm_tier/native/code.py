"""A unit's compiled code: its ways in, made when they are asked for, and the place where callers find its body.

A way in has one text and up to two codes made of it: one that LLVM makes quickly and a better one that takes its place.
Both are entered through a word that holds the address of the body that is current, so that exchanging them is one
store; a loop of the earlier one sees at its next poll that it is no longer current, and leaves.
"""

from __future__ import annotations

import ctypes
import time
from types import CodeType
from typing import Final

from pyston_llvm_tier.build.flow import has_start, parameter_slots
from pyston_llvm_tier.compile.relocate import Relocatable, relocatable
from pyston_llvm_tier.compile.service import Job
from pyston_llvm_tier.compile.settings import CHEAP, PEAK
from pyston_llvm_tier.ir.model import Function
from pyston_llvm_tier.llvm.emit import module_text
from pyston_llvm_tier.llvm.sites import Site
from pyston_llvm_tier.llvm.writer import Asked
from pyston_llvm_tier.native.engine import Engine
from pyston_llvm_tier.native.layouts import Layout
from pyston_llvm_tier.options import OPTIONS
from pyston_llvm_tier.reference.machine import exit_cause, exit_reasons
from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.tier import Entry, Runner
from pyston_runtime.interfaces.typed import partial

#: The name in a module; each module is loaded by itself.
_BODY: Final = "body"


class BodyCells:
    """One machine word for each function code: the address of its compiled body, or null."""

    def __init__(self) -> None:
        self._words: dict[int, tuple[CodeType, ctypes.c_uint64]] = {}

    def _word(self, code: CodeType) -> ctypes.c_uint64:
        found = self._words.get(id(code))
        if found is None:
            found = (code, ctypes.c_uint64(0))
            self._words[id(code)] = found
        return found[1]

    def address(self, code: CodeType) -> int:
        """The address of a code's word."""
        return ctypes.addressof(self._word(code))

    def set(self, code: CodeType, body: int) -> None:
        """Let callers call a body; 0 for none."""
        self._word(code).value = body

    def take_back(self, code: CodeType, body: int) -> None:
        """Let callers call no longer what they call, if it is this."""
        word = self._word(code)
        if word.value == body:
            word.value = 0


class EntryPoint:
    """A way into the code.

    Attributes:
        index: the register instruction.
        head: the block of the IR.
        starts: whether its body takes arguments, as compiled callers hand them over; a loop's head takes a frame, even
            where the loop is the first thing in its function.
        body: the address of the current body; 0 for none.
        word: the same, as callers and the body itself see it: 0, too, while the code is not to be entered.
        entry: what the interpreter calls, once there is code.
        setting: which setting made the code that is current; empty for none.
        cached: whether that came from the cache.
        waiting: whether code has been asked for and none is there yet.
        failure: why there is none.
        milliseconds: how long each setting took.
        bytes: how much object code there is.
        forks: in which of the processes that fork from each other it was asked for.
        sites: where it calls, in the order of their numbers.
    """

    def __init__(self, index: int, head: int, starts: bool) -> None:
        self.index = index
        self.head = head
        self.starts = starts
        self.body = 0
        self.word = ctypes.c_uint64(0)
        self.entry: Entry | None = None
        self.setting = ""
        self.cached = False
        self.waiting = False
        self.failure = ""
        self.milliseconds: dict[str, float] = {}
        self.bytes = 0
        self.forks = 0
        self.sites: list[Site] = []

    def statistics(self, unit: CodeUnit) -> dict[str, object]:
        """What there is: JSON-ready."""
        return {
            "index": self.index,
            "line": unit.body().instructions[self.index].position.line if self.index else unit.first_line,
            "setting": self.setting,
            "cached": self.cached,
            "waiting": self.waiting,
            "failure": self.failure,
            "milliseconds": {setting: round(taken, 1) for setting, taken in self.milliseconds.items()},
            "bytes": self.bytes,
        }


class NativeCode:
    """`pyston_runtime.interfaces.tier.CompiledCode`."""

    def __init__(
        self,
        function: Function,
        feedback: UnitFeedback,
        host: Layout,
        engine: Engine,
        cells: BodyCells,
        unset: object,
        runner: Runner,
        building: float,
    ) -> None:
        self.function = function
        self.feedback = feedback
        self.host = host
        self.engine = engine
        self.cells = cells
        self.unset = unset
        self.asked = Asked(runner.resume, runner.catch, runner.call, runner.poll)
        self.valid = True
        self.suspended = False
        #: Milliseconds from register code to LLVM text, and for asking what there is of it in the cache.
        self.building = building
        self.points: dict[int, EntryPoint] = {}
        engine.keep(self)

    @property
    def unit(self) -> CodeUnit:
        """The unit it was made from."""
        return self.function.unit

    @property
    def milliseconds(self) -> float:
        """How long it all took."""
        return self.building + sum(sum(point.milliseconds.values()) for point in self.points.values())

    def text(self, point: EntryPoint) -> str:
        """The LLVM text of a way in."""
        self.engine.seen.append((self, point))
        point.sites.clear()
        return module_text(
            self.function,
            self.feedback,
            self.host,
            _BODY,
            point.head,
            self.asked,
            self.cells,
            self.unset,
            ctypes.addressof(point.word),
            len(self.engine.seen) - 1,
            point.sites,
        )

    def entry(self, index: int) -> Entry | None:
        """The way in at the start or a loop's head; asked for at the first request."""
        point = self.points.get(index)
        if point is None:
            starts = index == 0 and has_start(self.function.unit, self.feedback) and self.function.blocks[0].pc == 0
            head = 0 if starts else self.function.heads.get(index)
            point = EntryPoint(index, -1 if head is None else head, starts)
            self.points[index] = point
            if head is None:
                point.failure = "it was not recorded"
            else:
                self._ask(point)
        elif point.waiting and point.forks != self.engine.service.forks:
            self.engine.asked_again()
            self._ask(point)
        return point.entry

    def waiting(self, index: int) -> bool:
        """Whether LLVM is still at work on it."""
        self.engine.service.go_on()
        point = self.points.get(index)
        return point is not None and point.waiting

    def _ask(self, point: EntryPoint) -> None:
        """Have code made; from the cache, or where nothing runs in the background, it is there at once."""
        begin = time.thread_time()
        point.waiting = True
        point.forks = self.engine.service.forks
        counted = self.milliseconds + self.engine.milliseconds
        try:
            past_the_program(partial(self._request, point))
        except Exception as error:
            self._fail(point, f"{type(error).__name__}: {error}")
        finally:
            counted = self.milliseconds + self.engine.milliseconds - counted
            self.building += max((time.thread_time() - begin) * 1000 - counted, 0.0)

    def _request(self, point: EntryPoint) -> None:
        code = relocatable(self.text(point))
        source = self.engine.source
        ready = self.engine.ready(not OPTIONS.background)
        wanted = [CHEAP, PEAK] if OPTIONS.setting == "both" else [OPTIONS.setting]
        data = source.cached(code.text, wanted[-1])
        if data is not None:
            wanted = wanted[-1:]
            point.cached = True
        elif not OPTIONS.background:
            wanted = wanted[-1:]
        for setting in wanted:
            job = self._job(point, setting, code, data)
            if (data is not None and ready) or not OPTIONS.background:
                job.run(source)
            else:
                # a frame that is in a loop already is one; those that will start are many
                self.engine.service.submit(job, setting == wanted[0], point.starts)

    def _job(self, point: EntryPoint, setting: str, code: Relocatable, data: bytes | None) -> Job:
        def install(data: bytes, milliseconds: float) -> None:
            begin = time.thread_time()
            symbols = self.engine.load(data, code, self.unit.qualname)
            point.body = symbols[_BODY].address
            point.bytes += len(data)
            point.setting = setting
            if point.entry is None:
                slots = parameter_slots(self.unit) if point.starts else []
                point.entry = self.engine.callable(ctypes.addressof(point.word), slots)
            self._show(point)
            point.waiting = False
            point.milliseconds[setting] = milliseconds + (time.thread_time() - begin) * 1000

        return Job(code, setting, lambda: self.valid, install, lambda reason: self._fail(point, reason), data)

    def _fail(self, point: EntryPoint, reason: str) -> None:
        point.failure = self.engine.problem or reason
        point.waiting = False

    @property
    def open(self) -> bool:
        """Whether the code may be entered."""
        return self.valid and not self.suspended

    def _show(self, point: EntryPoint) -> None:
        """Let the body be entered, by compiled callers too, if it may be.

        The thread that compiles comes here, while the one that runs may close the code: so it is asked again.
        """
        code = self.feedback.code if point.starts else None
        if self.open:
            point.word.value = point.body
            if code is not None:
                self.cells.set(code, point.body)
        if not self.open:
            self._hide(point)

    def _hide(self, point: EntryPoint) -> None:
        """Make callers use the host's protocol, and a loop that runs in the body leave."""
        point.word.value = 0
        if self.feedback.code is not None and point.starts:
            self.cells.take_back(self.feedback.code, point.body)

    def statistics(self) -> dict[str, object]:
        """What was made of the unit: JSON-ready."""
        unit = self.unit
        return {
            "unit": unit.qualname,
            "file": unit.filename,
            "line": unit.first_line,
            "guards": self.function.guards,
            "milliseconds": round(self.milliseconds, 1),
            "entries": [point.index for point in self.points.values() if point.entry is not None],
            "failures": {str(point.index): point.failure for point in self.points.values() if point.failure},
            "points": [point.statistics(unit) for point in self.points.values()],
            "valid": self.valid,
        }

    def cause(self, index: int) -> str:
        """Why the code gives up there."""
        return exit_cause(self.function, index)

    def explain(self, index: int) -> str:
        """The reasons of the exits at an instruction."""
        return exit_reasons(self.function, index)

    def invalidate(self) -> None:
        """Make callers use the host's protocol again, and loops that run in it leave."""
        self.valid = False
        self._hide_all()

    def suspend(self) -> None:
        """The same, until `revive`."""
        self.suspended = True
        self._hide_all()

    def revive(self) -> None:
        """Let the code be entered as before."""
        self.suspended = False
        for point in list(self.points.values()):
            self._show(point)

    def _hide_all(self) -> None:
        for point in list(self.points.values()):
            self._hide(point)
