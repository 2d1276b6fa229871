"""What is printed for an exception: files, lines, carets, chains, notes, and no frame of ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ast_interp
import pyston_runtime

PROGRAMS = {
    "nested calls": "def f(n):\n    if n:\n        return f(n - 1)\n    return [1, 2][n + 5]\n\nf(2)\n",
    "chained": "def f():\n    try:\n        {}['k']\n    except KeyError as error:\n"
    "        raise ValueError('x') from error\n"
    "try:\n    f()\nexcept ValueError:\n    print(undefined_name)\n",
    "suppressed": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise OSError('y') from None\n",
    "notes": "error = ValueError('with notes')\nerror.add_note('first')\nerror.add_note('second\\nline')\n"
    "raise error\n",
    "groups": "def f(x):\n    return x.missing\nerrors = []\nfor x in (1, 'a'):\n    try:\n        f(x)\n"
    "    except AttributeError as error:\n        errors.append(error)\nraise ExceptionGroup('several', errors)\n",
    "comprehension": "rows = [[1], [0]]\nprint([\n    [1 / x for x in row]\n    for row in rows\n])\n",
    "generator": "def g():\n    yield 1\n    yield (1\n           / 0)\n\nprint(sum(\n    x for x in g()))\n",
    "class body": "class C:\n    x = 1\n    def m(self):\n        return self.y\n    z = x.w\n",
    "method and lambda": "class C:\n    def m(self, f):\n        return f(self)\nC().m(lambda c: c.attribute.other)\n",
    "through the host": "import json\ndef default(o):\n    raise TypeError(f'no {o!r}')\n"
    "print(sorted([3, 1], key=lambda x: -x))\n"
    "json.dumps({1, }, default=default)\n",
    "suggestion": "class C:\n    def __init__(self): self.spelled = 1\nC().speled\n",
    "suggested name": "def f(number):\n    return numbr\nf(1)\n",
    "decorator": "def d(f):\n    raise RuntimeError('decorating')\n\n@d\ndef f():\n    pass\n",
    "recursion": "import sys\nsys.setrecursionlimit(60)\ndef f(n): return f(n + 1)\nf(0)\n",
    "several lines": "x = (1 +\n     2 *\n     None)\n",
    "wide characters": "é = {'ü': 1}; print(é['ö'])\n",
    "exit": "import sys\ntry:\n    sys.exit('message')\nfinally:\n    print('finally')\n",
    "reraised": "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        saved = e\n"
    "    raise saved\n\nf()\n",
    "with traceback": "import sys\ndef f(): raise ValueError(1)\ntry:\n    f()\nexcept ValueError as e:\n"
    "    raise KeyError(2).with_traceback(e.__traceback__)\n",
    "del": "class C:\n    def __del__(self):\n        raise ValueError('in del')\nC()\nprint('after')\n",
    "thread": "import threading\ndef f():\n    raise ValueError('in a thread')\n"
    "t = threading.Thread(target=f, name='T')\nt.start()\nt.join()\n",
}

#: Runs a program as an embedder does, whose own entry is left out of what is printed.
RUN = """
import sys
from ast_interp import Interpreter
from pyston_runtime.parsers.host import HostParser

def report(kind, error, entries):
    sys.__excepthook__(kind, error.with_traceback(entries.tb_next), entries.tb_next)

sys.excepthook = report
interpreter = Interpreter(HostParser())
unit = interpreter.compile(open(sys.argv[1], "rb").read(), sys.argv[1])
interpreter.execute(unit, {"__name__": "__main__", "__builtins__": __builtins__})
"""


@pytest.mark.parametrize("name", PROGRAMS)
def test_printed(name: str, tmp_path: Path) -> None:
    path = tmp_path / "guest.py"
    path.write_text(PROGRAMS[name], "utf-8")
    roots = [str(Path(str(module.__file__)).parents[1]) for module in (ast_interp, pyston_runtime)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*roots, *sys.path]), "PYTHONIOENCODING": "utf-8"}
    outcomes = []
    for command in ([sys.executable, str(path)], [sys.executable, "-c", RUN, str(path)]):
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False)
        printed = re.sub(r"0x[0-9a-f]+|repeated \d+ more", "...", done.stderr)
        outcomes.append((done.returncode, done.stdout, printed))
    assert outcomes[1] == outcomes[0]
