"""The commands that print what a stage makes of a file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from pyston_cli.dumps import find_definition, split_function

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Runner

PROGRAM = """\
def f(x):
    def inner():
        return 1
    class Local:
        def method(self): pass
    return x + 1

if True:
    class C:
        def method(self): return 'first'
        def method(self): return 'second'
        async def coroutine(self): pass
else:
    class C: pass
"""


def test_tokens(double: Runner) -> None:
    double.write("x.py", b"x = 'a'  # note\n\xc3\xa9 += 2\n")
    outcome = double.command("tokens", "x.py")
    assert outcome.status == 0
    assert [line.split() for line in outcome.stdout.splitlines()][1:5] == [
        ["1,0-1,1", "NAME", "'x'"],
        ["1,2-1,3", "EQUAL", "'='"],
        ["1,4-1,7", "STRING", "\"'a'\""],
        ["1,9-1,15", "COMMENT", "'#", "note'"],
    ]
    assert "2,2-2,4             PLUSEQUAL       '+='" in outcome.stdout


def test_tree(double: Runner) -> None:
    double.write("x.py", PROGRAM)
    outcome = double.command("ast", "x.py")
    assert outcome.stdout == ast.dump(ast.parse(PROGRAM), indent=2, include_attributes=True) + "\n"
    assert double.command("ast", "--parser", "subprocess", "x.py") == outcome
    part = double.command("ast", "x.py:f.inner").stdout
    assert part.startswith("FunctionDef(\n  name='inner'")
    assert "lineno=3" in part


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("f", 1),
        ("f.inner", 2),
        ("f.<locals>.inner", 2),
        ("f.<locals>.Local.method", 5),
        ("C", 14),
        ("inner", None),
        ("method", None),
        ("f.missing", None),
    ],
)
def test_find_definition(name: str, line: int | None) -> None:
    found = find_definition(ast.parse(PROGRAM), name)
    assert (found[0].lineno if found else None) == line


def test_the_last_definition_counts() -> None:
    tree = ast.parse(PROGRAM.partition("else:")[0])
    found = find_definition(tree, "C.method")
    assert found is not None and "second" in ast.dump(found[0])


def test_qualified_name() -> None:
    found = find_definition(ast.parse(PROGRAM), "f.Local.method")
    assert found is not None and found[1] == "f.<locals>.Local.method"


def test_file_and_function(tmp_path: Path) -> None:
    odd = tmp_path / "a:b"
    odd.write_text("")
    assert split_function(str(odd)) == (str(odd), None)
    assert split_function(f"{odd}:f") == (str(odd), "f")
    assert split_function("x.py:C.f") == ("x.py", "C.f")
    assert split_function("x.py") == ("x.py", None)
    assert split_function("x.py:") == ("x.py:", None)


@pytest.mark.parametrize("command", ["scopes", "code"])
def test_scopes_and_code(interpreter: Runner, command: str) -> None:
    interpreter.write("x.py", PROGRAM)
    whole, part = interpreter.command(command, "x.py"), interpreter.command(command, "x.py:f.inner")
    assert (whole.status, whole.stderr, part.status, part.stderr) == (0, "", 0, "")
    assert "inner" in part.stdout
    assert "coroutine" in whole.stdout
    assert "coroutine" not in part.stdout


@pytest.mark.parametrize("command", ["tokens", "ast", "scopes", "code"])
@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("missing.py", "can't open file 'missing.py': No such file or directory"),
        (".", "can't open file '.': Is a directory"),
        ("unclosed.py", "Error: "),
        ("undecodable.py", "SyntaxError: "),
    ],
)
def test_failures(interpreter: Runner, command: str, file: str, message: str) -> None:
    interpreter.write("unclosed.py", "x = (\n")
    interpreter.write("undecodable.py", b"x = '\xff'\n")
    expect_failure(interpreter, command, file, message)


@pytest.mark.parametrize("command", ["ast", "scopes", "code"])
def test_failures_after_the_tokens(interpreter: Runner, command: str) -> None:
    interpreter.write("x.py", PROGRAM)
    interpreter.write("wrong.py", "x = = 1\n")
    expect_failure(interpreter, command, "x.py:missing", "x.py has no function or class 'missing'")
    expect_failure(interpreter, command, "wrong.py", 'File "wrong.py", line 1\n    x = = 1\n        ^\nSyntaxError: ')


def expect_failure(runner: Runner, command: str, file: str, message: str) -> None:
    outcome = runner.command(command, file)
    assert (outcome.status, outcome.stdout) == (1, "")
    assert message in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_wrong_use(double: Runner) -> None:
    assert double.command("ast").status == 2
    assert double.command("ast", "--help").status == 0
    double.write("x.py", PROGRAM)
    outcome = double.command("ast", "--parser", "nonsense", "x.py")
    assert outcome.status == 2
    assert "pyston-cli ast: there is no parser called 'nonsense'" in outcome.stderr
