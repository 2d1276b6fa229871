"""Functions of long texts: their trees go, and come back one by one."""

from __future__ import annotations

import ast

import pytest

from ast_interp import Interpreter
from ast_interp.lower.places import SMALLEST, SMALLEST_COMPRESSED, Later, Text, plain_text

PADDING = "\n".join(f"value_{number} = {number}" for number in range(SMALLEST // 10))


class CountingParser:
    """The host's parser, and what it was asked to parse again."""

    name = "counting"

    def __init__(self) -> None:
        self.again: list[str] = []

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        return ast.parse(source, filename, mode)

    def parse_again(self, source: str | bytes, filename: str, before: int = 0) -> ast.AST:
        self.again.append(source.decode() if isinstance(source, bytes) else source)
        return ast.increment_lineno(ast.parse(source, filename), before)


def run(text: str | bytes) -> tuple[dict[str, object], CountingParser]:
    parser = CountingParser()
    interpreter = Interpreter(parser)
    namespace: dict[str, object] = {"__name__": "guest"}
    interpreter.execute(interpreter.compile(text, "guest.py"), namespace)
    return namespace, parser


def call(namespace: dict[str, object], name: str, *arguments: object) -> object:
    function = namespace[name]
    assert callable(function)
    return function(*arguments)


def test_only_what_is_called_is_parsed_again() -> None:
    text = f"def called():\n    return 1 + 2\ndef other():\n    return 2\n{PADDING}\n"
    namespace, parser = run(text)
    assert parser.again == []
    assert call(namespace, "called") == 3 == call(namespace, "called")
    assert parser.again == ["def called():\n    return 1 + 2\n"]


def test_an_indented_function_is_parsed_in_a_block() -> None:
    namespace, parser = run(f"if True:\n    def called():\n        return 1 + 2\n{PADDING}\n")
    assert call(namespace, "called") == 3
    assert parser.again == ["if 1:\n    def called():\n        return 1 + 2\n"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoded", [False, True])
def test_line_ends(end: str, encoded: bool) -> None:
    text = f"'é'\ndef called():\n    return 'é'\n{PADDING}\n".replace("\n", end)
    namespace, parser = run(text.encode() if encoded else text)
    assert call(namespace, "called") == "é"
    assert parser.again == ["def called():\n    return 'é'\n"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    namespace, parser = run(f"def called():\n    return 1\n{PADDING}\n".encode("utf-8-sig"))
    assert call(namespace, "called") == 1
    assert len(parser.again) == 1


@pytest.mark.parametrize(
    "text",
    [
        "def called():\n    return 1\n",
        "# coding: latin-1\ndef called():\n    return 1\n" + PADDING,
        "if 1:\n  \\\n  def called(): return 1\n" + PADDING,
    ],
    ids=["short", "other encoding", "continued line"],
)
def test_what_keeps_its_tree(text: str) -> None:
    namespace, parser = run(text.encode())
    assert call(namespace, "called") == 1
    assert parser.again == []


def test_the_tree_is_let_go() -> None:
    tree = ast.parse(f"class A:\n    def f(self):\n        return 1\n{PADDING}\n")
    parser = CountingParser()
    parser.parse = lambda *_, **__: tree  # type: ignore[method-assign]
    interpreter = Interpreter(parser)
    unit = interpreter.compile(f"class A:\n    def f(self):\n        return 1\n{PADDING}\n", "guest.py")
    class_node = tree.body[0]
    assert isinstance(class_node, ast.ClassDef)
    function = class_node.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert function.body == []
    interpreter.execute(unit, {"__name__": "guest"})
    assert tree.body == [] and class_node.body == []


def test_a_tree_of_the_caller_is_left_alone() -> None:
    tree = ast.parse(f"def f():\n    return 1\n{PADDING}\n")
    before = ast.dump(tree)
    interpreter = Interpreter(CountingParser())
    interpreter.execute(interpreter.compile(tree, "guest.py"), {"__name__": "guest"})
    assert ast.dump(tree) == before


def test_texts_that_are_kept_as_they_are() -> None:
    long = "x = 1\n" * SMALLEST
    assert plain_text(long) == long.encode()
    assert plain_text("x = '\ud800'\n" + long) is None
    assert plain_text("x = 1\n") is None


def test_later_says_where_the_text_is() -> None:
    text = f"class A:\n    def f(self):\n        return 1\n{PADDING}\n"
    interpreter = Interpreter(CountingParser())
    namespace: dict[str, object] = {"__name__": "guest"}
    unit = interpreter.compile(text, "guest.py")
    units = [one.immediate for one in unit.body().instructions if hasattr(one.immediate, "body")]
    [class_unit] = units
    later = next(one.immediate for one in class_unit.body().instructions if hasattr(one.immediate, "body")).node
    assert isinstance(later, Later)
    assert (text[later.start : later.end], later.line, later.column, later.classes) == (
        "    def f(self):\n        return 1\n", 2, 4, ("A",),
    )  # fmt: skip
    interpreter.execute(unit, namespace)


def test_a_long_text_is_compressed_until_it_is_needed() -> None:
    plain = b"value = 1  # one of many\n" * (SMALLEST_COMPRESSED // 20)
    text = Text(plain)
    text.put_away()
    assert text.compressed
    assert text.plain() == plain and not text.compressed
    short = Text(plain[: SMALLEST_COMPRESSED - 1])
    short.put_away()
    assert not short.compressed
