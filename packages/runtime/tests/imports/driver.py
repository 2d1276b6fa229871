"""Imports a program on the host or through the guest import hook, for test_guest_imports.py.

    driver.py RECORD PROGRAM

RECORD is a file for the names of the modules that ran as guests, "-" to leave the import hook out, or "native" for an
interpreter that has no frames, as a compiled one. The interpreter is a double: it has the host do the work, below
frames that count as Pyston's.
"""

from __future__ import annotations

import sys
import types

DOUBLE = """
class Double:
    def __init__(self):
        self.executed = []

    def compile(self, source, filename, mode="exec", flags=0):
        return self.inner_compile(source, filename, mode, flags)

    def inner_compile(self, *arguments):
        return compile(*arguments, dont_inherit=True)

    def execute(self, unit, globals, locals=None):
        self.executed.append(globals["__name__"])
        self.inner_execute(unit, globals)

    def inner_execute(self, unit, globals):
        exec(unit, globals)
"""


def main() -> None:
    record, program = sys.argv[1:]
    del sys.path[0]
    sys.path.insert(0, "")
    if record != "-":
        from pyston_runtime.imports.finder import install
        from pyston_runtime.imports.selection import GuestSelection

        module = types.ModuleType("ast_interp.double")
        exec(DOUBLE, module.__dict__)
        double = module.Double()
        if record == "native":
            double.execute = exec
        install(double, GuestSelection(include=["json.*"], exclude=["*.left_to_host"]))
    try:
        __import__(program)
    finally:
        if record not in ("-", "native"):
            with open(record, "w") as stream:
                stream.write(" ".join(double.executed))


main()
