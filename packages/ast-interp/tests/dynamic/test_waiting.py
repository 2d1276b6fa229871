"""What stands in for the handlers knows all that they serve."""

from __future__ import annotations

import subprocess
import sys

from ast_interp import Interpreter
from ast_interp.dynamic.handlers import Handlers
from ast_interp.ops.calling import SPECIALS
from ast_interp.waiting import SERVED
from pyston_runtime.parsers.host import HostParser


def test_the_same_functions_are_served() -> None:
    before = dict(SPECIALS.functions)
    try:
        SPECIALS.functions.clear()
        Handlers(Interpreter(HostParser())).install()
        assert set(SPECIALS.functions) == set(SERVED)
    finally:
        SPECIALS.functions.update(before)


def test_the_handlers_take_over() -> None:
    interpreter = Interpreter(HostParser())
    namespace: dict[str, object] = {"__name__": "guest"}
    interpreter.execute(interpreter.compile("for _ in 'ab': found = globals()", "guest.py"), namespace)
    assert namespace["found"] is namespace
    handler = SPECIALS.functions[globals]
    assert getattr(handler, "__name__", "") == "_globals"


UNOBSERVED = """
import sys
hooks = []
sys.addaudithook = hooks.append
from ast_interp import Interpreter
from pyston_runtime.parsers.host import HostParser
interpreter = Interpreter(HostParser())
def run(text):
    interpreter.execute(interpreter.compile(text, "guest.py"), {"__name__": "guest"})
    return len(hooks)
print(run("import textwrap, sys; textwrap.dedent(' a'); exec('1'); sys._getframe()"))
print(run("def f(): pass\\nf.__code__"))
print(run("import sys\\nif 0: sys.settrace(None)"))
"""


def test_only_a_program_that_may_observe_has_an_audit_hook() -> None:
    """It would make every read of `f.__code__` in the process slower."""
    done = subprocess.run([sys.executable, "-c", UNOBSERVED], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "0\n0\n1\n", done.stderr
