"""The parser in a child process gives the host's trees, errors and warnings."""

from __future__ import annotations

import ast
import glob
import os
import random
import signal
import subprocess
import sys
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, cast

import pytest

from pyston_cli.subprocess_parser import SubprocessParser, child
from pyston_cli.subprocess_parser.client import ENVIRONMENT, ParserProcessError
from pyston_cli.subprocess_parser.wire import NodeClass, WireError, decode

WHOLE_LANGUAGE = Path(sysconfig.get_path("stdlib"), "test", "test_grammar.py")


@pytest.fixture(scope="module")
def parser() -> Iterator[SubprocessParser]:
    made = SubprocessParser()
    yield made
    made.close()


def same(parser: SubprocessParser, source: str | bytes, mode: str = "exec") -> None:
    expected = compile(source, "name", mode, ast.PyCF_ONLY_AST)
    actual = parser.parse(source, "name", mode)
    assert ast.dump(actual, include_attributes=True) == ast.dump(expected, include_attributes=True)
    assert compile(cast(ast.Module, actual), "name", mode) == compile(cast(ast.Module, expected), "name", mode)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1, 1.0, True, -0.0, 0.0, 1j, -0j, ..., None, b'\\xff', 'é\\udc00', 10**3, 1" + "0" * 300,
        "'\\N{SNOWMAN}' f'{x!r:>{width}}{y=}'",
        b"# coding: latin-1\nx = '\xe9'\n",
        "async def f(a, /, b: int = 1, *c, d, e=2, **g) -> None:\n"
        "    async with a as b, c: await d\n"
        "    return [x async for x in y]",
        "match x:\n    case {'a': 1, **r} if y: pass\n    case [_, *_] | C(1, b=-2) | None: pass",
        "x = " + "(" * 90 + "1" + ")" * 90,
        "x = " + "-" * 500 + "1",
        "x = " + "+".join(["a"] * 900),
    ],
    ids=range(9),
)
def test_trees(parser: SubprocessParser, source: str | bytes) -> None:
    same(parser, source)


@pytest.mark.parametrize("source", ["x + 1", "lambda: 1"])
def test_modes(parser: SubprocessParser, source: str) -> None:
    same(parser, source, "eval")
    same(parser, source + "\n", "single")


def test_real_programs(parser: SubprocessParser) -> None:
    files = sorted(glob.glob(os.path.join(sysconfig.get_path("stdlib"), "*.py")))
    chosen = random.Random(1).sample(files, 12)
    if WHOLE_LANGUAGE.exists():
        chosen.append(str(WHOLE_LANGUAGE))
    for path in chosen:
        source = Path(path).read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = ast.dump(ast.parse(source, path), include_attributes=True)
            assert ast.dump(parser.parse(source, path), include_attributes=True) == expected


def test_type_comments_and_feature_version(parser: SubprocessParser) -> None:
    source = "x = 1 # type: int\ny = 2 # type: ignore[a]\n"
    expected = ast.dump(ast.parse(source, type_comments=True))
    assert ast.dump(parser.parse(source, "name", type_comments=True)) == expected
    with pytest.raises(SyntaxError, match=r"3\.10"):
        parser.parse("match x:\n    case 1: pass", "name", feature_version=(3, 9))


@pytest.mark.parametrize(
    "source",
    [
        "x = = 1",
        "if 1:\npass",
        "if 1:\n\tx\n        y",
        "(",
        b"'\xff'",
        b"# coding: foo",
        "x\0y",
        "f(**a, *b)",
        "'\udc00'",
    ],
)
def test_errors(parser: SubprocessParser, source: str | bytes) -> None:
    with pytest.raises((SyntaxError, ValueError)) as expected:
        ast.parse(source, "name")
    with pytest.raises((SyntaxError, ValueError)) as actual:
        parser.parse(source, "name")
    assert actual.type is expected.type
    assert actual.value.args == expected.value.args
    assert str(actual.value) == str(expected.value)


@pytest.mark.parametrize("action", ["always", "error", "ignore"])
def test_warnings(parser: SubprocessParser, action: str) -> None:
    source = "x = 1\ny = '\\d' + 'é\\e'\n"

    def outcome(parse: object) -> object:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter(cast(Literal["always"], action))
            try:
                parse(source, "name")  # type: ignore[operator]
            except SyntaxError as error:
                return error.args
        return [(item.category, str(item.message), item.filename, item.lineno) for item in caught]

    assert outcome(parser.parse) == outcome(ast.parse)
    assert outcome(parser.parse) or action == "ignore"


def test_child_dies_and_another_is_started() -> None:
    parser = SubprocessParser()
    parser.parse("x", "name")
    assert parser._child is not None
    parser._child.send_signal(signal.SIGKILL)
    parser._child.wait()
    with pytest.raises(ParserProcessError, match="died with status -9"):
        parser.parse("x", "name")
    parser.parse("x", "name")
    parser.close()


def test_unusable_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParserProcessError, match="cannot start the parser's process no-such-python: No such file"):
        SubprocessParser("no-such-python -x").parse("x", "name")
    monkeypatch.setenv(ENVIRONMENT, "false")
    with pytest.raises(ParserProcessError, match="died with status 1"):
        SubprocessParser().parse("x", "name")
    with pytest.raises(ParserProcessError, match="no message"):
        SubprocessParser("printf '\\1\\0\\0\\0?'").parse("x", "name")


def test_one_child_for_each_process() -> None:
    program = (
        "import os, sys\n"
        "from pyston_cli.subprocess_parser import SubprocessParser\n"
        "parser = SubprocessParser()\n"
        "parser.parse('x', 'name')\n"
        "first = parser._child.pid\n"
        "if os.fork() == 0:\n"
        "    parser.parse('y', 'name')\n"
        "    print(parser._child.pid != first)\n"
        "    sys.exit()\n"
        "os.wait()\n"
        "parser.parse('z', 'name')\n"
        "print(parser._child.pid == first)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run([sys.executable, "-Xdev", "-c", program], capture_output=True, env=environment, timeout=60)
    assert process.stdout == b"True\nTrue\n"
    assert process.stderr == b""
    assert process.returncode == 0


def test_trees_of_other_versions() -> None:
    newer = NodeClass("Name", ("id", "ctx", "later"), child.PLACE)
    place = (1, 0, 1, 1)
    assert ast.dump(newer.build(["x", ast.Load(), []], place)) == "Name(id='x', ctx=Load())"
    with pytest.raises(WireError, match=r"ast\.Name has no later"):
        newer.build(["x", ast.Load(), ["something"]], place)
    with pytest.raises(WireError, match="ast has no Novelty"):
        NodeClass("Novelty", (), ()).build([], None)
    older = NodeClass("Return", (), child.PLACE).build([], place)
    assert isinstance(older, ast.Return) and older.value is None
    assert NodeClass("List", ("ctx",), child.PLACE).build([ast.Load()], place).elts == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [[2], [0, 5], [1], [1, 3, 0], [], [99]])
def test_damaged_trees(words: list[int]) -> None:
    classes = [NodeClass("Name", ("id", "ctx"), child.PLACE)]
    with pytest.raises(WireError):
        decode(classes, b"".join(word.to_bytes(4, "little") for word in words), (1,), b"")
