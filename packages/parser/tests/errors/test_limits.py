"""Sources that nest without end: an error comes, and neither a crash nor a long wait."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNT = 50_000
SOURCES = {
    "brackets": "'(' * n",
    "closed brackets": "'(' * n + ')' * n",
    "calls": "'a(' * n",
    "minus": "'-' * n + '1'",
    "not": "'not ' * n + '1'",
    "lambda": "'lambda: ' * n + '1'",
    "attributes": "'a' + '.b' * n + ' ='",
    "ifs": "'if 1:\\n' * n",
    "indented ifs": "''.join(' ' * i + 'if 1:\\n' for i in range(300))",
    "elifs": "'if 1:\\n pass\\n' + 'elif 1:\\n pass\\n' * n + 'x y'",
    "powers": "'1**' * n",
    "conditionals": "'1 if 1 else ' * n",
    "f-strings": "'f\"{' * n",
    "open lists in a call": "'f(a, [' * 90 + 'b c'",
    "dictionaries": "'{1:' * 150 + 'a b'",
}
PROGRAM = """
import sys
from pyston_parser.errors import diagnose
n = int(sys.argv[2])
error = diagnose(eval(sys.argv[1]), version=sys.version_info[1])
print(type(error).__name__, error.msg)
"""


@pytest.mark.parametrize("name", SOURCES)
def test_an_error_comes(name: str) -> None:
    command = [sys.executable, "-c", PROGRAM, SOURCES[name], str(COUNT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split()[0] in ("SyntaxError", "IndentationError")
