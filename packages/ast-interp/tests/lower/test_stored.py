"""Stored units are read as what they were."""

from __future__ import annotations

import ast
from pathlib import Path
from types import FunctionType

import pytest

from ast_interp import Interpreter
from ast_interp.lower.places import SMALLEST, Later
from ast_interp.lower.stored import Stored, build_key
from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.text import unit_text
from pyston_runtime.parsers.host import HostParser

LIBRARY = Path(ast.__file__).parent
PADDING = "\n".join(f"value_{number} = {number}" for number in range(SMALLEST // 10))


class AgainParser:
    """The host's parser, which can parse pieces again."""

    def __init__(self) -> None:
        self.parsed: list[str] = []
        self.parse = HostParser().parse  # compiled classes have no subclasses
        self.name = "again"

    def parse_again(self, source: str | bytes, filename: str, before: int = 0) -> ast.AST:
        self.parsed.append(source.decode() if isinstance(source, bytes) else source)
        return ast.increment_lineno(ast.parse(source, filename), before)


def texts(unit: CodeUnit) -> list[str]:
    """The text form of a unit and of all within it."""
    found = [unit_text(unit)]
    for instruction in unit.body().instructions:
        if isinstance(instruction.immediate, CodeUnit):
            found += texts(instruction.immediate)
    return found


def facts(unit: CodeUnit) -> dict[str, object]:
    """What is known of a unit besides its body."""
    names = ("name", "qualname", "filename", "first_line", "kind", "flavour", "local_names", "cell_names", "free_names",
             "documentation", "flags", "global_names")  # fmt: skip
    return {name: getattr(unit, name) for name in names}


@pytest.mark.parametrize("name", ["enum.py", "textwrap.py", "contextlib.py", "typing.py", "dataclasses.py", "ast.py"])
def test_modules_of_the_library(name: str) -> None:
    source = (LIBRARY / name).read_bytes()
    interpreter = Interpreter(AgainParser())
    unit = interpreter.compile(source, name)
    unit.body()
    stored = interpreter.store(unit)
    assert stored is not None
    again = Interpreter(AgainParser()).restore(stored, source, name)
    assert facts(again) == facts(unit)
    assert texts(again) == texts(unit)


def test_what_has_run_is_stored_with_its_code_and_the_rest_as_its_place() -> None:
    source = (
        f"def called():\n    return [n * 2 for n in (1, 2)]\ndef other():\n    return 2\ncalled()\n{PADDING}\n".encode()
    )
    interpreter = Interpreter(AgainParser())
    unit = interpreter.compile(source, "guest.py")
    interpreter.execute(unit, {"__name__": "guest"})
    stored = interpreter.store(unit)
    assert stored is not None
    parser = AgainParser()
    second = Interpreter(parser)
    again = second.restore(stored, source, "elsewhere.py")
    namespace: dict[str, object] = {"__name__": "guest"}
    second.execute(again, namespace)
    assert parser.parsed == []
    inner = [one.immediate for one in again.body().instructions if isinstance(one.immediate, CodeUnit)]
    assert [type(one.node) for one in inner] == [Stored, Later]
    other = namespace["other"]
    assert isinstance(other, FunctionType) and other() == 2 and other.__code__.co_filename == "elsewhere.py"
    assert parser.parsed == ["def other():\n    return 2\n"]


def test_short_texts_are_stored_whole() -> None:
    source = b"def f():\n    return (lambda: 1)()\n"
    interpreter = Interpreter(AgainParser())
    stored = interpreter.store(interpreter.compile(source, "guest.py"))
    assert stored is not None
    namespace: dict[str, object] = {"__name__": "guest"}
    parser = AgainParser()
    second = Interpreter(parser)
    second.execute(second.restore(stored, source, "guest.py"), namespace)
    function = namespace["f"]
    assert callable(function) and function() == 1
    assert parser.parsed == []


def test_a_parser_that_cannot_parse_pieces_stores_nothing() -> None:
    assert Interpreter(HostParser()).store_key() is None


def test_the_key_changes_with_the_files_that_units_come_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    parser = AgainParser()
    before = build_key(parser)
    assert before == build_key(parser)
    here = Path(__file__)
    copy = tmp_path / "parser.py"
    copy.write_bytes(here.read_bytes() + b"\n")
    monkeypatch.setattr(__import__("sys").modules[__name__], "__file__", str(copy))
    assert build_key(parser) != before
