"""The host's parser behind the seam is `ast.parse`."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import Any

import pytest

from pyston_runtime.interfaces.contracts.parsers import ParserContract
from pyston_runtime.parsers.host import HostParser


class TestContract(ParserContract):
    def parser(self) -> HostParser:
        return HostParser()


@pytest.mark.parametrize(
    ("source", "mode", "options"),
    [
        ("x = 1 # type: int\n", "exec", {}),
        ("x = 1 # type: int\n", "exec", {"type_comments": True}),
        (b"# coding: latin-1\nx = '\xe9'\n", "exec", {}),
        ("x + 1", "eval", {}),
        ("x", "single", {}),
        ("(int, *str) -> None", "func_type", {}),
        ("a = b", "exec", {"feature_version": (3, 8)}),
    ],
)
def test_trees(source: str | bytes, mode: str, options: dict[str, Any]) -> None:
    expected = ast.parse(source, "name", mode, **options)
    actual = HostParser().parse(source, "name", mode, **options)
    assert ast.dump(actual, include_attributes=True) == ast.dump(expected, include_attributes=True)


def test_errors() -> None:
    with pytest.raises(SyntaxError, match="invalid syntax") as caught:
        HostParser().parse("x = = 1", "the name")
    assert (caught.value.filename, caught.value.lineno, caught.value.offset) == ("the name", 1, 5)
    with pytest.raises(SyntaxError, match=r"3\.10"):
        HostParser().parse("match x:\n    case 1: pass", "name", feature_version=(3, 9))
    with pytest.raises(ValueError, match="Unsupported major version: 2"):
        HostParser().parse("x", "name", feature_version=(2, 7))


def test_starts_light() -> None:
    code = "import sys, pyston_runtime.parsers.host; print({'ast', 're', 'enum', 'typing'} & sys.modules.keys())"
    process = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"], capture_output=True, check=True
    )
    assert process.stdout == b"set()\n"
