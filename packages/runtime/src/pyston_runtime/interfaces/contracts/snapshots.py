"""The contract of frame snapshots: a run can be left at any instruction and gone on with from what was taken there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.snapshot import FrameSnapshot

#: Programs that note in `log` what they do; every instruction of them is a place to stop at.
PROGRAMS: Final = (
    "x = 1\nwhile x < 5:\n    x += x\nlog.append(x)",
    "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nlog.append(fib(5))",
    "def f(a, b=1, *c, d=2, **e):\n    total = a\n    for item in (b, *c, d, *e.values()):\n        total += item\n"
    "    return total\nlog.append((f(1), f(1, 2, 3, d=4, e=5)))",
    "try:\n    try:\n        {}['a']\n    finally:\n        log.append('finally')\nexcept KeyError as error:\n"
    "    try:\n        1 / 0\n    except ZeroDivisionError as second:\n        log.append(repr(second.__context__))\n"
    "    try:\n        raise\n    except KeyError as again:\n        log.append(again is error)\n",
    "def f():\n    try:\n        raise ValueError\n    except ValueError:\n        return g()\n"
    "def g():\n    import sys\n    return repr(sys.exception())\nlog.append((f(), g()))",
    "class C:\n    squares = {i: i * i for i in range(3)}\n    def __enter__(self): return self\n"
    "    def __exit__(self, *details): log.append(details[0]); return True\n"
    "with C() as c:\n    log.append(c.squares[2])\n    c.nothing",
    "def outer():\n    count = 0\n    def inner():\n        nonlocal count\n        count += 1\n        return count\n"
    "    return inner() + inner()\nlog.append(outer())",
    "def numbers():\n    for i in range(3):\n        yield i\nlog.append([n for n in numbers() if n])",
    "match ['go', (1, 2)]:\n    case ['stop', _]: pass\n    case ['go', (x, y)] if x < y: log.append((x, y))",
)

#: A program that fails, for the way out.
FAILING: Final = "def f(n):\n    return 1 / n\ndef g(n):\n    return f(n) + 1\nlog.append(g(1))\ng(0)"


class SnapshotContract:
    """What any interpreter whose frames can be taken must do; a subclass says how its runs are driven."""

    def compile(self, source: str) -> CodeUnit:
        """A module's unit."""
        raise NotImplementedError

    def begin(self, unit: CodeUnit, namespace: dict[str, object]) -> object:
        """A run of a module, before its first instruction."""
        raise NotImplementedError

    def step(self, run: object) -> bool:
        """Go on by one instruction; whether the run has come to its end."""
        raise NotImplementedError

    def take(self, run: object) -> Sequence[FrameSnapshot]:
        """The frames of a run that has not come to its end, the innermost first."""
        raise NotImplementedError

    def restore(self, snapshots: Sequence[FrameSnapshot]) -> object:
        """A run that stands where the snapshots were taken."""
        raise NotImplementedError

    def finish(self, run: object) -> object:
        """Run to the end: the unit's value, or its exception."""
        raise NotImplementedError

    def test_go_on_from_anywhere(self) -> None:
        """From each instruction the restored run does what the run itself would have done."""
        for source in PROGRAMS:
            unit = self.compile(source)
            expected = _host_log(source)
            steps = 0
            while True:
                namespace = _namespace()
                run = self.begin(unit, namespace)
                if any(self.step(run) for _ in range(steps)):
                    break
                self.finish(self.restore(self.take(run)))
                assert namespace["log"] == expected, (source, steps)
                steps += 1
            assert steps > 5

    def test_form(self) -> None:
        """Snapshots are complete: every slot, a place in the code, the module's namespace."""
        for source in PROGRAMS:
            namespace = _namespace()
            run = self.begin(self.compile(source), namespace)
            deepest = 0
            while not self.step(run):
                snapshots = self.take(run)
                deepest = max(deepest, len(snapshots))
                for number, snapshot in enumerate(snapshots):
                    body = snapshot.point.unit.body()
                    assert 0 <= snapshot.point.index < len(body.instructions)
                    assert len(snapshot.slots) == body.slot_count
                    assert snapshot.globals is namespace
                    assert snapshot.awaiting == (number > 0)
                    assert snapshot.reason
                break_even = snapshots[-1].point.unit
                assert break_even.name == "<module>"
            assert deepest >= 1

    def test_failures(self) -> None:
        """A restored run fails as the run would have: same exception, same traceback entries."""
        unit = self.compile(FAILING)
        steps = 0
        seen: set[tuple[object, ...]] = set()
        while True:
            run = self.begin(unit, _namespace())
            if any(self.step(run) for _ in range(steps)):
                break
            seen.add(self._failure(self.restore(self.take(run))))
            steps += 1
        assert seen == {("ZeroDivisionError", (6, 4, 2))}

    def _failure(self, run: object) -> tuple[object, ...]:
        try:
            self.finish(run)
        except Exception as error:
            lines: list[int] = []
            link = error.__traceback__
            while link is not None:
                if link.tb_frame.f_globals.get("__name__") == "contract":
                    lines.append(link.tb_lineno)
                link = link.tb_next
            return type(error).__name__, tuple(lines)
        return ("nothing",)


def _namespace() -> dict[str, object]:
    return {"__name__": "contract", "log": []}


def _host_log(source: str) -> object:
    namespace = _namespace()
    exec(source, namespace)
    return namespace["log"]
