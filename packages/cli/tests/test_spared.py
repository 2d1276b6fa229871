"""What stands in for `importlib` while Pyston is imported is gone when the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Runner

PROGRAM = """
import sys
print(sorted(name for name in sys.modules if name.partition(".")[0] == "importlib"))
import importlib.machinery, importlib.util
print(importlib.machinery.PathFinder, importlib.util.find_spec("json").origin, importlib.import_module("json").__name__)
print(importlib._bootstrap is sys.modules["importlib._bootstrap"], importlib.machinery.__file__ is not None)
"""


def test_the_program_finds_the_genuine_package(runner: Runner) -> None:
    runner.write("program.py", PROGRAM)
    runner.same("-c", "import runpy; exec(open('program.py').read())")


def test_nothing_is_left_behind(interpreter: Runner) -> None:
    interpreter.write("program.py", PROGRAM)
    script = str(interpreter.write("start.py", "import sys\nfrom pyston_cli import main\nsys.exit(main())\n"))
    import sys

    outcome = interpreter.spawn([sys.executable, "-P", script, "run", "--parser", "host", "program.py"])
    assert outcome == interpreter.python("program.py")
