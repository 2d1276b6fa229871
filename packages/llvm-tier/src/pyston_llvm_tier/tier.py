"""The tier as the interpreter sees it: units in, native code out, and an account of what was compiled and what not.

LLVM is imported when the first unit is hot, not before. Whatever goes wrong in the compiler leaves the unit in the
interpreter, with the reason in the statistics.
"""

from __future__ import annotations

import builtins
import sys

from pyston_llvm_tier.build.builder import Unsupported
from pyston_llvm_tier.build.flow import build
from pyston_llvm_tier.ir.verify import verify
from pyston_llvm_tier.native.layouts import layout, unavailable
from pyston_llvm_tier.options import OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_llvm_tier.native.code import BodyCells, NativeCode
    from pyston_llvm_tier.native.engine import Engine
    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.feedback import UnitFeedback
    from pyston_runtime.interfaces.tier import Resume


class LlvmTier:
    """`pyston_runtime.interfaces.tier.Tier`, registered as `llvm` under the entry point group `pyston.tiers`."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._cells: BodyCells | None = None
        self._make: type[NativeCode] | None = None
        self._import = builtins.__import__
        self._codes: list[NativeCode] = []
        self._refused: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""
        return "llvm"

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""
        if not sys.platform.startswith("linux"):
            return f"the tier has been made for Linux so far, not for {sys.platform}"
        return unavailable()

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, resume: Resume) -> NativeCode | None:
        """Build the IR of a unit; machine code follows entry by entry."""
        place = f"{unit.filename}:{unit.first_line} {unit.qualname}"
        try:
            return self._compile(unit, feedback, unset, resume)
        except Unsupported as reason:
            self._refused[place] = str(reason)
        except Exception as error:
            self._refused[place] = f"the compiler failed: {type(error).__name__}: {error}"
        return None

    def _compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, resume: Resume) -> NativeCode:
        function = build(unit, feedback)
        if OPTIONS.verify:
            verify(function)
        size = sum(len(block.instructions) for block in function.blocks.values())
        if size > OPTIONS.largest:
            raise Unsupported(f"{size} IR instructions, more than {OPTIONS.largest}")
        if self._engine is None:
            self._start(unset)
        assert self._engine is not None and self._cells is not None and self._make is not None
        number = len(self._codes)
        code = self._make(function, feedback, layout(), self._engine, self._cells, unset, resume, number)
        self._codes.append(code)
        return code

    def _start(self, unset: object) -> None:
        """Import LLVM and start the engine, unseen by a program that has replaced `__import__`."""
        replaced = builtins.__import__
        builtins.__import__ = self._import
        try:
            from pyston_llvm_tier.native.code import BodyCells, NativeCode
            from pyston_llvm_tier.native.engine import Engine
        finally:
            builtins.__import__ = replaced
        self._engine = Engine(layout(), unset)
        self._cells = BodyCells()
        self._make = NativeCode

    def codes(self) -> list[NativeCode]:
        """All code made so far, oldest first."""
        return list(self._codes)

    def statistics(self) -> dict[str, object]:
        """What was compiled, how long that took, and what was refused and why."""
        return {
            "compiled": len(self._codes),
            "milliseconds": round(sum(code.milliseconds for code in self._codes), 1),
            "units": [
                {
                    "unit": code.unit.qualname,
                    "entries": [index for index, entry in code.entries.items() if entry is not None],
                    "failures": dict(code.failures),
                    "guards": code.function.guards,
                    "milliseconds": round(code.milliseconds, 1),
                }
                for code in self._codes
            ],
            "refused": dict(self._refused),
        }
