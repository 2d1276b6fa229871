"""Tokens with their comments and positions, the state of a prompt, and the entry point."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize as host
from pathlib import Path

import pytest

import pyston_parser
from pyston_parser import is_complete, parse, tokenize
from pyston_parser.seam import NativeParser


def test_a_listing() -> None:
    source = "def f(é):  # why\n\n    # alone\n    return é<=1.5\n"
    assert [repr(token) for token in tokenize(source)] == [
        "1,0-1,3: KEYWORD 'def'",
        "1,4-1,5: NAME 'f'",
        "1,5-1,6: OP '('",
        "1,6-1,8: NAME 'é'",
        "1,8-1,9: OP ')'",
        "1,9-1,10: OP ':'",
        "1,12-1,17: COMMENT '# why'",
        "1,17-1,18: NEWLINE '\\n'",
        "3,4-3,11: COMMENT '# alone'",
        "4,4-4,4: INDENT ''",
        "4,4-4,10: KEYWORD 'return'",
        "4,11-4,13: NAME 'é'",
        "4,13-4,15: OP '<='",
        "4,15-4,18: NUMBER '1.5'",
        "4,18-4,19: NEWLINE '\\n'",
        "5,0-5,0: DEDENT ''",
        "5,0-5,0: ENDMARKER ''",
    ]


def test_the_hosts_tokens_are_the_same() -> None:
    path = Path(ast.__file__)
    source = path.read_bytes()
    skipped = {"NEWLINE", "INDENT", "DEDENT", "ENDMARKER"}
    mine = [(t.text, t.line, t.column, t.end_line, t.end_column) for t in tokenize(source) if t.kind not in skipped]
    structure = (host.NEWLINE, host.NL, host.INDENT, host.DEDENT, host.ENDMARKER, host.ENCODING)
    theirs = [
        (t.string, *t.start, *t.end)
        for t in host.tokenize(io.BytesIO(source).readline)
        if t.type not in structure and t.string
    ]
    assert mine == theirs


def test_errors_are_tokens() -> None:
    kinds = [token.kind for token in tokenize("a = 'b\nc = $\nd)\n")]
    assert kinds.count("ERROR") == 3
    assert kinds[-1] == "ENDMARKER"


@pytest.mark.parametrize(
    "source, state",
    [
        ("", "complete"),
        ("# nothing", "complete"),
        ("x", "complete"),
        ("x = 1;", "complete"),
        ("if x:", "incomplete"),
        ("if x:\n    y", "incomplete"),
        ("if x:\n    y\n", "complete"),
        ("f(", "incomplete"),
        ("f(a,\n", "incomplete"),
        ("'''a", "incomplete"),
        ("x = \\", "incomplete"),
        ("@a\n", "incomplete"),
        ("try:\n    x\n", "incomplete"),
        ("match x:", "incomplete"),
        ("match x:\n    case 1:\n        y\n", "complete"),
        ("'a", "invalid"),
        ("x =", "invalid"),
        ("x y", "invalid"),
        ("1 1 (", "invalid"),
        ("f(]", "invalid"),
    ],
)
def test_completeness(source: str, state: str) -> None:
    assert is_complete(source) == state


def test_the_entry_point() -> None:
    parser = NativeParser()
    assert parser.name == "native"
    tree = parser.parse("f(x)", "<test>", "eval", feature_version=(3, 9), type_comments=True)
    assert ast.dump(tree) == ast.dump(parse("f(x)", mode="eval"))


def test_the_command(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text("x = 1\n", encoding="utf-8")
    bad.write_text("x = = 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "pyston_parser"]
    folder = str(Path(pyston_parser.__file__).parent.parent)

    def run(*files: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *map(str, files)], capture_output=True, text=True, check=False, env={"PYTHONPATH": folder}
        )

    assert run(good).returncode == 0
    done = run(good, bad)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].strip() == f'File "{bad}", line 1'
    assert done.stderr.splitlines()[-1] == "SyntaxError: invalid syntax"
    assert run(tmp_path / "missing.py").returncode == 1
    assert run().returncode == 2


def test_loading_the_parser_loads_little() -> None:
    """A run of a program pays for every import; the error pass and the editors' parts are loaded when needed."""
    folder = str(Path(pyston_parser.__file__).parent.parent)
    code = "import sys; import pyston_parser; pyston_parser.parse('f(x)'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": folder}
    )
    loaded = set(done.stdout.split())
    assert "pyston_parser.fast.statements" in loaded
    unwanted = {"ast", "typing", "dataclasses", "inspect", "pyston_parser.errors", "pyston_parser.tolerant"}
    assert not loaded & unwanted
