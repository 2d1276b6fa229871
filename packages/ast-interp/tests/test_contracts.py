"""The interpreter and its register code against the contracts of `pyston_runtime.interfaces`."""

from __future__ import annotations

import ast
import builtins
import random
import sysconfig
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest

from ast_interp import Interpreter
from ast_interp.run.entry import bind_unit
from ast_interp.run.stepping import Stand, advance, begin, finish
from ast_interp.snapshots import restore, take
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.contracts.code import check_positions, check_unit, nested_units
from pyston_runtime.interfaces.contracts.interpreters import InterpreterContract
from pyston_runtime.interfaces.contracts.snapshots import SnapshotContract
from pyston_runtime.interfaces.events import UnitEvent
from pyston_runtime.interfaces.snapshot import FrameSnapshot
from pyston_runtime.parsers.host import HostParser

LIBRARY = Path(sysconfig.get_path("stdlib"))


class Notes:
    """An observer that keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[UnitEvent] = []

    def notice(self, event: UnitEvent) -> None:
        self.events.append(event)


class TestInterpreter(InterpreterContract):
    def interpreter(self) -> Interpreter:
        return Interpreter(HostParser())

    def events(self, source: str) -> list[UnitEvent]:
        notes = Notes()
        interpreter = Interpreter(HostParser(), (), (notes,))
        interpreter.execute(interpreter.compile(source, "name"), {})
        return notes.events


class TestSnapshots(SnapshotContract):
    def compile(self, source: str) -> CodeUnit:
        return Interpreter(HostParser()).compile(source, "name")

    def begin(self, unit: CodeUnit, namespace: dict[str, object]) -> Stand:
        namespace["__builtins__"] = builtins
        return begin(bind_unit(unit, namespace, builtins.__dict__))

    def step(self, run: object) -> bool:
        assert isinstance(run, Stand)
        advance(run, 1)
        return run.op is None

    def take(self, run: object) -> list[FrameSnapshot]:
        assert isinstance(run, Stand)
        return take(run)

    def restore(self, snapshots: Sequence[FrameSnapshot]) -> Stand:
        return restore(snapshots)

    def finish(self, run: object) -> object:
        assert isinstance(run, Stand)
        return finish(run)


def real_programs() -> list[Path]:
    """Modules of the standard library, the same ones each time, and those of its tests that are full of syntax."""
    chosen = random.Random(1).sample(sorted(LIBRARY.glob("*.py")), 25)
    tests = [LIBRARY / "test" / f"test_{name}.py" for name in ("grammar", "patma", "coroutines", "with", "except_star")]
    return chosen + [path for path in tests if path.exists()]


@pytest.mark.parametrize("path", real_programs(), ids=lambda path: path.stem)
def test_code_of_real_programs(path: Path) -> None:
    """The verifier, the flow of temporaries, the text form and the positions, over every unit."""
    source = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source, str(path))
    for unit in nested_units(Interpreter(HostParser()).compile(tree, str(path))):
        check_unit(unit)
        check_positions(unit, source.count(b"\n") + 1)
