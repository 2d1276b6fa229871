"""Frame objects of guest frames: what tracebacks and debuggers read in them."""

from __future__ import annotations

import inspect
import traceback
from pathlib import Path
from types import FrameType, TracebackType

import pytest

from pyston_runtime.interfaces.code import CLASS, FUNCTION, MODULE, PLAIN, Body, CodeUnit, Position, Signature
from pyston_runtime.tracebacks.frames import PLACE, UNSET, FrameMaker

POSITIONS = [Position(1, 1, 0, 3), Position(2, 2, 4, 11), Position(2, 3, 8, 5)]
SOURCE = "def f(x):\n    return x.y(\n    1)\n"


class Source:
    def lower(self, unit: CodeUnit) -> Body:
        raise AssertionError("a frame needs no body")


def maker(
    kind: str,
    names: list[str],
    filename: str = "the file",
    position: Position = POSITIONS[0],
    signature: Signature | None = None,
) -> FrameMaker:
    if signature is None:
        signature = Signature((), 0, 0, 0, False, False)
    unit = CodeUnit("f", "C.f", filename, 1, kind, PLAIN, signature, tuple(names), (), (), None, 0, Source(), None)
    return FrameMaker(unit, "f", "C.f", tuple(names), position, [])


def test_function() -> None:
    namespace: dict[str, object] = {"__name__": "guest"}
    made = maker(FUNCTION, ["a", "b", "c"])
    frame = made.make(namespace, (1, UNSET, [2]), None)
    assert isinstance(frame, FrameType)
    assert frame.f_locals == {"a": 1, "c": [2]}
    assert frame.f_globals is namespace
    code = frame.f_code
    assert (code.co_name, code.co_qualname, code.co_filename, code.co_firstlineno) == ("f", "C.f", "the file", 1)
    assert code.co_varnames == ("a", "b", "c")
    other: dict[str, object] = {}
    assert made.make(other, (1, 2, 3), None).f_globals is other
    assert made.make(namespace, (4, 5, 6), None).f_locals == {"a": 4, "b": 5, "c": 6}
    assert frame.f_locals["a"] == 1


def test_many_locals() -> None:
    names = [f"v{index}" for index in range(400)]
    values = tuple(UNSET if index % 3 == 0 else index for index in range(400))
    frame = maker(FUNCTION, names).make({}, values, None)
    assert frame.f_locals == {f"v{index}": index for index in range(400) if index % 3}


def test_no_locals() -> None:
    assert maker(FUNCTION, []).make({}, (), None).f_locals == {}


@pytest.mark.parametrize("kind", [MODULE, CLASS])
def test_namespace(kind: str) -> None:
    namespace: dict[str, object] = {"x": 1}
    local_names: dict[str, object] = {"y": 2}
    frame = maker(kind, []).make(namespace, (), local_names)
    assert frame.f_globals is namespace
    assert frame.f_locals["y"] == 2


def test_ranges(tmp_path: Path) -> None:
    path = tmp_path / "guest.py"
    path.write_text(SOURCE)
    for position in POSITIONS:
        frame = maker(FUNCTION, ["x"], str(path), position).make({}, (1,), None)
        assert frame.f_lineno == position.line
        entry = TracebackType(None, frame, PLACE, position.line)
        [summary] = traceback.extract_tb(entry)
        shown = (summary.lineno, summary.end_lineno, summary.colno, summary.end_colno)
        assert shown == (position.line, position.end_line, position.column, position.end_column)
        assert summary.name == "f"


def test_parameters() -> None:
    names = ["a", "b", "c", "d", "rest", "others", "local"]
    signature = Signature(("a", "b", "c", "d", "rest", "others"), 1, 2, 2, True, True)
    frame = maker(FUNCTION, names, signature=signature).make({}, (1, 2, UNSET, 4, (5,), {"e": 6}, 7), None)
    assert inspect.getargvalues(frame) == (["a", "b", "c", "d"], "rest", "others", frame.f_locals)
    assert frame.f_locals == {"a": 1, "b": 2, "d": 4, "rest": (5,), "others": {"e": 6}, "local": 7}
    assert frame.f_code.co_posonlyargcount == 1
