"""What stands in for the handlers knows all that they serve."""

from __future__ import annotations

from ast_interp import Interpreter
from ast_interp.dynamic.handlers import Handlers
from ast_interp.dynamic.waiting import SERVED
from ast_interp.ops.calling import SPECIALS
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
