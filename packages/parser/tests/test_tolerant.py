"""Unfinished and broken sources: what is kept, what is said, and that nothing raises."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

import pytest

import pyston_parser
from pyston_parser import parse, parse_tolerant

BROKEN = """\
def first(:
    x = 1

def second():
    return 1 +
    y = (

class Third
    pass

text = "abc
if a:
b = 2
def fourth():
    return 4
c = [1,
"""


def test_definitions_around_errors_are_kept() -> None:
    result = parse_tolerant(BROKEN, "broken.py")
    names = {node.name for node in ast.walk(result.tree) if isinstance(node, ast.FunctionDef)}
    assert {"second", "fourth"} <= names
    stored = {
        node.id for node in ast.walk(result.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    assert {"b"} <= stored
    assert [(error.lineno, error.msg) for error in result.errors] == [
        (1, "'(' was never closed"),
        (5, "invalid syntax"),
        (6, "'(' was never closed"),
        (8, "expected ':'"),
        (11, "unterminated string literal (detected at line 11)"),
        (12, "expected an indented block after 'if' statement on line 12"),
        (16, "'[' was never closed"),
    ]
    assert all(error.filename == "broken.py" for error in result.errors)


def test_a_whole_file_has_no_errors_and_the_same_tree() -> None:
    source = Path(pyston_parser.__file__).with_name("standins.py").read_text(encoding="utf-8")
    result = parse_tolerant(source)
    assert result.errors == []
    assert ast.dump(result.tree, include_attributes=True) == ast.dump(parse(source), include_attributes=True)
    assert [comment.text for comment in result.comments] == re.findall("(?m)^ *(# .*)", source)
    (comment,) = parse_tolerant("x  # why\n").comments
    assert (comment.text, comment.line, comment.column) == ("# why", 1, 3)


def test_the_message_is_that_of_the_error_pass_at_the_right_place() -> None:
    result = parse_tolerant("if x:\n    a = 1\n    b = print c\n    d = 2\n")
    (error,) = result.errors
    with pytest.raises(SyntaxError) as caught:
        parse("if x:\n    a = 1\n    b = print c\n    d = 2\n")
    assert error.msg == caught.value.msg
    assert (error.lineno, error.offset) == (caught.value.lineno, caught.value.offset)
    (statement,) = result.tree.body
    assert isinstance(statement, ast.If)
    assert len(statement.body) == 2


def test_unexpected_and_missing_indentation() -> None:
    result = parse_tolerant("a\n    b\nif c:\nd\n  e\n")
    assert [type(error) for error in result.errors] == [IndentationError, IndentationError, IndentationError]
    dumped = ast.dump(result.tree)
    assert all(f"Name(id='{name}'" in dumped for name in "abcde")


@pytest.mark.parametrize("source", [b"\xff\xfe", b"# coding: nothing\n", "x\0", "\ud800", b"'\xff'"])
def test_undecodable_sources_are_errors(source: str | bytes) -> None:
    result = parse_tolerant(source)
    assert len(result.errors) == 1


def test_every_prefix_of_a_file() -> None:
    source = Path(pyston_parser.__file__).with_name("standins.py").read_text(encoding="utf-8")
    for end in range(0, len(source), 7):
        result = parse_tolerant(source[:end])
        assert result.tokens[-1].kind == "ENDMARKER"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(10))
def test_an_error_is_found_exactly_where_the_host_finds_one(seed: int) -> None:
    chance = random.Random(seed)
    text = Path(pyston_parser.__file__).with_name("versions.py").read_text(encoding="utf-8")
    for _ in range(30):
        at = chance.randrange(len(text))
        changed = text[:at] + chance.choice(["(", ")", "'", '"""', "\n", "{", ":", "\\", "if ", 'f"{']) + text[at:]
        result = parse_tolerant(changed)
        try:
            tree = ast.parse(changed)
        except SyntaxError:
            assert result.errors, changed
        else:
            assert result.errors == []
            assert ast.dump(result.tree) == ast.dump(tree)
