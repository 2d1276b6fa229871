"""The tier as the interpreter sees it: units in, native code out, and an account of what was compiled and what not.

LLVM is imported when the first unit is hot, not before. Whatever goes wrong in the compiler leaves the unit in the
interpreter, with the reason in the statistics.
"""

from __future__ import annotations

import os
import sys
import time

from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import cast, partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_llvm_tier.build.builder import Tried
    from pyston_llvm_tier.native.code import BodyCells, NativeCode
    from pyston_llvm_tier.native.engine import Engine
    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.feedback import UnitFeedback
    from pyston_runtime.interfaces.tier import Activation, Runner


class LlvmTier:
    """`pyston_runtime.interfaces.tier.Tier`, registered as `llvm` under the entry point group `pyston.tiers`."""

    def __init__(self) -> None:
        if os.environ.get("PYSTON_LLVM"):
            # settings that cannot be read are an error now, rather than a reason for compiling nothing
            import pyston_llvm_tier.options  # noqa: F401
        self._engine: Engine | None = None
        self._cells: BodyCells | None = None
        self._codes: list[NativeCode] = []
        #: By body; a unit that is hot keeps its body for good.
        self._tried: dict[int, Tried] = {}
        self._refused: dict[str, str] = {}
        self._perf_map = False

    @property
    def name(self) -> str:
        """The name that `--tiers` takes."""
        return "llvm"

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""
        if not sys.platform.startswith("linux"):
            return f"the tier has been made for Linux so far, not for {sys.platform}"
        if os.uname().machine != "x86_64":
            return f"the tier has been made for x86-64 so far, not for {os.uname().machine}"
        return cast("str | None", past_the_program(_why_unavailable))

    def write_perf_map(self) -> None:
        """Write `/tmp/perf-PID.map` from now on."""
        self._perf_map = True

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner) -> NativeCode | None:
        """Build the IR of a unit; machine code follows entry by entry."""
        place = f"{unit.filename}:{unit.first_line} {unit.qualname}"
        try:
            compiling = partial(self._compile, unit, feedback, unset, runner, place)
            return cast("NativeCode | None", past_the_program(compiling))
        except Exception as error:
            self._refused[place] = f"the compiler failed: {type(error).__name__}: {error}"
        return None

    def _compile(
        self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner, place: str
    ) -> NativeCode | None:
        from pyston_llvm_tier.build.builder import Unsupported
        from pyston_llvm_tier.build.flow import build
        from pyston_llvm_tier.native.code import NativeCode
        from pyston_llvm_tier.native.layouts import layout
        from pyston_llvm_tier.options import OPTIONS
        from pyston_llvm_tier.passes.pipeline import run_passes

        left_out = OPTIONS.leaves_out(unit.qualname, place, len(self._codes))
        if left_out:
            self._refused[place] = left_out
            return None
        begin = time.thread_time()
        try:
            tried = self._tried.setdefault(id(unit.body()), {})
            function = run_passes(build(unit, feedback, tried), OPTIONS.verify)
        except Unsupported as reason:
            self._refused[place] = str(reason)
            return None
        engine, cells = self._started(unset)
        building = (time.thread_time() - begin) * 1000
        code = NativeCode(function, feedback, layout(), engine, cells, unset, runner, building)
        self._codes.append(code)
        return code

    def _started(self, unset: object) -> tuple[Engine, BodyCells]:
        """The engine, made for the first unit."""
        if self._engine is None or self._cells is None:
            from pyston_llvm_tier.compile.objects import object_source
            from pyston_llvm_tier.native.code import BodyCells
            from pyston_llvm_tier.native.engine import Engine
            from pyston_llvm_tier.native.layouts import layout
            from pyston_llvm_tier.native.perf_map import PerfMap

            self._cells = BodyCells()
            self._engine = Engine(layout(), unset, object_source(), PerfMap() if self._perf_map else None)
        return self._engine, self._cells

    def activations(self) -> list[Activation]:
        """What runs compiled code in this thread, the innermost first."""
        return [] if self._engine is None else self._engine.activations()

    def codes(self) -> list[NativeCode]:
        """All code made so far, oldest first."""
        return list(self._codes)

    def refused(self) -> dict[str, str]:
        """Why units were not compiled, by their file, line and qualified name."""
        return dict(self._refused)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being compiled in the background; whether that was so in time."""
        return self._engine is None or self._engine.service.wait(seconds)

    def _starting(self) -> float:
        """How many milliseconds it took to get LLVM and the helpers ready."""
        return 0.0 if self._engine is None else self._engine.milliseconds + self._engine.service.starting * 1000

    def statistics(self) -> dict[str, object]:
        """What was compiled, how long that took, and what was refused and why."""
        found: dict[str, object] = {
            "compiled": len(self._codes),
            "milliseconds": round(sum([code.milliseconds for code in self._codes], self._starting()), 1),
            "units": [code.statistics() for code in self._codes],
            "refused": dict(self._refused),
        }
        if self._engine is not None:
            found["objects"] = self._engine.source.statistics()
        return found


def _why_unavailable() -> str | None:
    from pyston_llvm_tier.native.layouts import unavailable

    return unavailable()
