"""A unit's compiled code: its entries, made on demand, and the place where callers find its body."""

from __future__ import annotations

import ctypes
import time
from types import CodeType
from typing import Any

from pyston_llvm_tier.build.flow import has_start
from pyston_llvm_tier.ir.model import Function
from pyston_llvm_tier.llvm.emit import module_text
from pyston_llvm_tier.native.layouts import Layout
from pyston_llvm_tier.reference.machine import exit_cause, exit_reasons
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.tier import Entry


def poll() -> None:
    """Do nothing: calling it lets signals, other threads and pending calls in."""


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


class NativeCode:
    """`pyston_runtime.interfaces.tier.CompiledCode`."""

    def __init__(
        self,
        function: Function,
        feedback: UnitFeedback,
        host: Layout,
        engine: Any,
        cells: BodyCells,
        unset: object,
        resume: object,
        number: int,
    ) -> None:
        self.function = function
        self.feedback = feedback
        self.host = host
        self.engine = engine
        self.cells = cells
        self.unset = unset
        self.resume = resume
        self.number = number
        self.milliseconds = 0.0
        self.entries: dict[int, Entry | None] = {}
        self.failures: dict[int, str] = {}
        engine.keep(self)
        engine.keep(resume)

    @property
    def unit(self) -> CodeUnit:
        """The unit it was made from."""
        return self.function.unit

    def text(self, head: int) -> str:
        """The LLVM text of the module entered at a block."""
        names = (f"body_{self.number}_{head}", f"entry_{self.number}_{head}")
        return module_text(
            self.function, self.feedback, self.host, names, head, self.resume, self.cells, self.unset, poll
        )

    def texts(self) -> list[str]:
        """The LLVM text of every entry that was asked for."""
        found: list[str] = []
        for index, entry in self.entries.items():
            if entry is not None:
                found.append(self.text(0 if index == 0 else self.function.heads[index]))
        return found

    def entry(self, index: int) -> Entry | None:
        """The way in at the start or a loop's head, compiled at the first request."""
        if index in self.entries:
            return self.entries[index]
        starts = has_start(self.function.unit, self.feedback)
        head = 0 if index == 0 and starts else self.function.heads.get(index)
        if head is None:
            self.entries[index] = None
            return None
        begin = time.perf_counter()
        try:
            self.engine.add(self.text(head))
        except Exception as error:
            # Whatever LLVM refuses stays in the interpreter.
            self.failures[index] = f"{type(error).__name__}: {error}"
            self.entries[index] = None
            return None
        made: Entry = self.engine.callable(f"entry_{self.number}_{head}")
        self.entries[index] = made
        if starts and head == 0 and self.feedback.code is not None:
            self.cells.set(self.feedback.code, self.engine.address(f"body_{self.number}_0"))
        self.milliseconds += (time.perf_counter() - begin) * 1000
        return made

    def cause(self, index: int) -> str:
        """Why the code gives up there."""
        return exit_cause(self.function, index)

    def explain(self, index: int) -> str:
        """The reasons of the exits at an instruction."""
        return exit_reasons(self.function, index)

    def invalidate(self) -> None:
        """Make callers use the host's protocol again."""
        if self.feedback.code is not None:
            self.cells.set(self.feedback.code, 0)
