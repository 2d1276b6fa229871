"""Modules of ours that are not compiled have built-in names of their own, whatever package they are of."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pyston_runtime.imports

PROGRAM = """
import builtins
import sys
from pyston_cli.compose import make_interpreter, make_parser, make_tiers
from types import FunctionType

parser = make_parser()
interpreter = make_interpreter(parser, make_tiers(["interp"]))
namespace = {"__name__": "guest"}
text = "def f(*a): return [b for b in a if b]\\nsys = __import__('sys')\\nprint(f(0, 1))"
unit = interpreter.compile(text, "guest.py")
interpreter.execute(unit, namespace)
checked = 0
for name, module in list(sys.modules.items()):
    package = name.partition(".")[0]
    file = str(getattr(module, "__file__", None))
    if package not in ("ast_interp", "pyston_parser", "pyston_runtime") or not file.endswith(".py"):
        continue
    # what is imported before there are such names, and what a package begins with
    if name == package or name in ("pyston_runtime.imports.own_names", *EARLY):
        continue
    for value in list(vars(module).values()):
        members = vars(value).values() if isinstance(value, type) else [value]
        for member in members:
            if isinstance(member, FunctionType) and member.__module__ == name:
                assert member.__builtins__ is not builtins.__dict__, (name, member)
                checked += 1
    assert vars(module)["__builtins__"] is builtins.__dict__, name
print(checked > 300)
"""

#: They import nothing late.
EARLY = ("pyston_runtime.imports.unseen", "pyston_runtime.interfaces.typed")


@pytest.mark.skipif(not str(pyston_runtime.imports.__file__).endswith(".py"), reason="only where it is not compiled")
def test_functions_of_ours_do_not_see_the_programs_names() -> None:
    program = PROGRAM.replace("*EARLY", repr(EARLY)[1:-1])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "[1]\nTrue\n", done.stdout + done.stderr
