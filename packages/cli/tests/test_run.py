"""`pyston-cli run` beside `python`: the same words must give the same output, errors and status."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Runner

SHOW_MAIN = """\
import sys
import __main__
print(__main__ is sys.modules["__main__"], __main__.__dict__ is globals())
for name, value in list(globals().items()):
    if name == "__loader__":
        value = [kind.__name__ for kind in (value if isinstance(value, type) else type(value)).__mro__][-3:]
    if name == "__spec__" and value:
        value = value.name, value.origin, value.has_location, value.cached, value.parent
    print(name, repr(value))
print(sys.argv, sys.path, sys.orig_argv)
import atexit
atexit.register(lambda: print(sorted(name for name in globals() if name.startswith("__"))))
"""

ANY_KIND = pytest.mark.parametrize(
    "words",
    [
        ["show.py"],
        ["./show.py", "one", "--two", "-c", "-"],
        ["folder/../folder/inner.py"],
        ["-m", "show"],
        ["-m", "package", "--tiers", "x"],
        ["-m", "package.part"],
        ["folder"],
        ["archive.zip", "a"],
        ["-", "a", "b"],
        ["-c", SHOW_MAIN, "-m", "x"],
        ["-B", "-m", "show", "x"],
        ["-P", "folder"],
        ["-O", "-W", "error", "-X", "dev", "show.py", "-O"],
    ],
    ids=lambda words: " ".join(words)[:30],
)


@ANY_KIND
def test_main_module_and_sys(runner: Runner, words: list[str]) -> None:
    for name in ("show.py", "folder/inner.py", "folder/__main__.py", "package/__main__.py", "package/part.py"):
        runner.write(name, SHOW_MAIN)
    runner.write("package/__init__.py", "")
    with zipfile.ZipFile(runner.folder / "archive.zip", "w") as archive:
        archive.writestr("__main__.py", SHOW_MAIN)
    outcome = runner.same(*words, stdin=SHOW_MAIN.encode())
    assert "True True" in outcome.stdout
    assert outcome.status == 0


FAILURES = {
    "missing.py": None,
    "./missing.py": None,
    ".": None,
    "empty_folder": None,
    "-m missing": None,
    "-m package": None,
    "-m package.missing": None,
    "-m syntax": None,
    "-m raises": None,
    "undecodable.py": b"x = 1\ny = '\xff'\n",
    "undecodable_after_error.py": b"x = = 1\n\n\ny = '\xff'\n",
    "declared.py": b"# coding: utf-8\nx = '\xff'\n",
    "ascii.py": b"# coding: ascii\nx = '\xff'\n",
    "latin.py": b"# coding: latin-1\nprint(ascii('\xe9'))\n",
    "latin_mark.py": b"\xef\xbb\xbf# coding: latin-1\nx=1\n",
    "unknown.py": b"#!/usr/bin/python\n# vim: set fileencoding=foo :\nx=1\n",
    "utf16.py": b"# coding: utf-16\nx=1\n",
    "mark.py": b"\xef\xbb\xbfprint(1)\nx = 1/\n",
    "null.py": b"x = 1\ny = 2\0\n",
    "null_first.py": b"\0",
    "null_then_undecodable.py": b"x = 1\ny = 2\0\n'\xff'",
    "carriage.py": b"x = 1\ry = '\xff'\n",
    "syntax.py": b"x = 1\nx = = 2\n",
    "indentation.py": b"if 1:\npass\n",
    "unclosed.py": b"x = (1,\n\n",
    "string.py": b'x = """\nabc\n',
    "raises.py": b"def f(x):\n    return 1 / x\n\ntry:\n    f(0)\n"
    b"except ZeroDivisionError as e:\n    raise KeyError('a') from e\n",
    "context.py": b"try:\n    1/0\nexcept Exception:\n    [][1]\n",
    "group.py": b"raise ExceptionGroup('g', [ValueError(1), TypeError(2)])\n",
    "note.py": b"e = ValueError('x')\ne.add_note('a note')\nraise e\n",
    "exit_none.py": b"import sys\nprint(1)\nsys.exit()\n",
    "exit_status.py": b"import sys\nsys.exit(3)\n",
    "exit_text.py": b"import sys\nprint(1)\nsys.exit('a message')\n",
    "exit_object.py": b"raise SystemExit({1: 2})\n",
    "exit_large.py": b"raise SystemExit(257)\n",
    "exit_thread.py": b"import threading, sys\nt = threading.Thread(target=lambda: sys.exit(3))\nt.start()\nt.join()\n",
    "interrupt.py": b"import atexit\natexit.register(print, 'end')\nprint(1)\nraise KeyboardInterrupt\n",
    "interrupt_subclass.py": b"class K(KeyboardInterrupt): pass\nraise K\n",
    "kill.py": b"import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nwhile True: pass\n",
    "hook.py": b"import sys\nsys.excepthook = lambda *a: print(a[0].__name__, a[2].tb_lineno, a[2].tb_next)\n\n1/0\n",
    "hook_fails.py": b"import sys\ndef hook(*a):\n    [][0]\nsys.excepthook = hook\n1/0\n",
    "hook_exits.py": b"import sys\ndef hook(*a):\n    sys.exit(7)\nsys.excepthook = hook\n1/0\n",
    "hook_none.py": b"import sys\nsys.excepthook = None\n1/0\n",
    "hook_missing.py": b"import sys\ndel sys.excepthook\n1/0\n",
    "hook_interrupt.py": b"import sys\nsys.excepthook = lambda *a: print(a[1])\nraise KeyboardInterrupt('x')\n",
    "last.py": b"import sys, atexit\n"
    b"atexit.register(lambda: print(sys.last_type, sys.last_value, sys.last_traceback.tb_next,"
    b" sys.last_traceback.tb_lineno, sys.excepthook is sys.__excepthook__))\nraise KeyboardInterrupt('x')\n",
    "stderr_none.py": b"import sys\nsys.stderr = None\nprint(1)\n1/0\n",
    "stdout_none.py": b"import sys\nsys.stdout = None\nprint(1)\n1/0\n",
    "stdout_closed.py": b"import sys\nprint(1)\nsys.stdout.close()\n",
    "bad_str.py": b"class E(Exception):\n    def __str__(self): return 1/0\nraise E\n",
    "atexit_raises.py": b"import atexit\nprint('x')\natexit.register(lambda: 1/0)\n",
    "os_exit.py": b"import os\nprint('lost')\nos._exit(4)\n",
    "imports_missing.py": b"import missing_module\n",
    "imports_syntax.py": b"import syntax\n",
    "imports_null.py": b"import null\n",
    "imports_undecodable.py": b"import undecodable\n",
    "imports_raises.py": b"import raises\n",
    "import_module_raises.py": b"import importlib\nimportlib.import_module('raises')\n",
    "imports_name.py": b"from raises_not import nothing\n",
    "thread_raises.py": b"import threading\nt = threading.Thread(target=lambda: 1/0, name='t')\nt.start()\n",
    "thread_outlives.py": b"import threading, time\n"
    b"threading.Thread(target=lambda: (time.sleep(.2), print('late'))).start()\nprint('first')\n",
    "abort.py": b"import sys\nsys.stdout.write('kept')\n1/0\n",
    "warning.py": b"import warnings\nwarnings.warn('careful')\n",
    "escape.py": b"x = '\\d'\n",
    "deleter.py": b"class D:\n    def __del__(self): print('gone')\nd = D()\n",
}


#: What the interpreter does not do as the host yet, and why.
GAPS = {
    "deleter.py": "code objects hide what they refer to from the garbage collector, and stubs refer to their namespace",
    "PYTHONDEVMODE=1 RUN -c 'open(\"hello.py\")'": "C code that warns finds no frame of the guest's",
}


def expect_gap(request: pytest.FixtureRequest, runner: Runner, name: str) -> None:
    if name in GAPS and not runner.double:
        request.applymarker(pytest.mark.xfail(strict=True, reason=GAPS[name]))


@pytest.mark.parametrize("name", FAILURES)
def test_ends_as_under_python(request: pytest.FixtureRequest, runner: Runner, name: str) -> None:
    expect_gap(request, runner, name)
    for file, content in FAILURES.items():
        if content is not None:
            runner.write(file, content)
    runner.write("raises_not.py", "x = 1\n")
    runner.write("package/__init__.py", "")
    (runner.folder / "empty_folder").mkdir()
    runner.same(*name.split(" ", 1))


@pytest.mark.parametrize(
    "code", ["1/0", "print(1)\nx = = 1", "import sys; sys.exit(4)", "print('\udcff')", "# coding: foo"]
)
def test_code(runner: Runner, code: str) -> None:
    runner.same("-c", code, "a")


@pytest.mark.parametrize(
    "source", [b"print(1)\n1/0", b"x = '\xff'", b"import sys; print(sys.stdin.read() == '')", b"x=("]
)
def test_standard_input_is_the_program(runner: Runner, source: bytes) -> None:
    runner.same("-", stdin=source)


def test_standard_input_reaches_the_program(runner: Runner) -> None:
    runner.write("echo.py", "import sys\nprint(input())\nfor line in sys.stdin: print(line, end='')\n")
    assert runner.same("echo.py", stdin=b"one\ntwo\nthree").stdout == "one\ntwo\nthree"


def test_cached_code_runs(runner: Runner) -> None:
    runner.write("program.py", "print(__file__, type(__loader__).__name__)\n")
    runner.spawn([sys.executable, "-c", "import py_compile; py_compile.compile('program.py', 'program.pyc')"])
    runner.same("program.pyc")
    runner.write("renamed", (runner.folder / "program.pyc").read_bytes())
    runner.same("renamed")
    runner.write("old.pyc", b"\0" * 32)
    runner.same("old.pyc")


@pytest.mark.parametrize("options", [[], ["-u"]])
@pytest.mark.parametrize("program", ["print('x')", "for i in range(100000): print('x')"])
def test_broken_pipe(runner: Runner, program: str, options: list[str]) -> None:
    runner.write("program.py", "import sys\nsys.stdin.read(1)\n" + program)

    def through_closed_pipe(*command: str) -> object:
        line = " ".join([sys.executable, *command, *options, "program.py"])
        return runner.spawn(["bash", "-c", f"(sleep .4 | {line}; echo $? >&2) | true"])

    expected = through_closed_pipe()
    assert through_closed_pipe("-m", "pyston_cli", "run") == expected


def test_unbuffered_output(runner: Runner) -> None:
    runner.write("program.py", "import os, sys\nprint('one')\nos._exit(0)")
    assert runner.same("-u", "program.py").stdout == "one\n"


def test_dies_of_the_signal(runner: Runner) -> None:
    runner.write("program.py", "raise KeyboardInterrupt")
    assert runner.same("program.py").status == -2
    for command in (["python"], ["python", "-m", "pyston_cli", "run"]):
        command[0] = sys.executable
        assert runner.spawn(["bash", "-c", f"{' '.join(command)} program.py; echo $?"]).stdout == "130\n"


def test_environment_and_folder(runner: Runner) -> None:
    runner.environment["FOR_THE_PROGRAM"] = "x=y"
    runner.same("-c", "import os; print(os.environ['FOR_THE_PROGRAM'], os.getcwd(), sorted(os.environ))")


def test_python_options_reach_the_program(runner: Runner) -> None:
    code = "import sys; print(sys.flags, sys.warnoptions, sys._xoptions, sys.path[0], sys.orig_argv); assert False"
    runner.same("-O", "-W", "error", "-X", "dev", "-X", "a=b", "-c", code)
    runner.same("--check-hash-based-pycs", "never", "-c", "1")


def test_short_options_share_a_dash(runner: Runner) -> None:
    code = "import sys; print(sys.flags, sys.warnoptions, sys._xoptions, sys.argv)"
    runner.same("-OOsWignore", "-Xutf8", "-c" + code, "a")


def test_script_under_link(runner: Runner) -> None:
    runner.write("real/program.py", "import helper, sys\nprint(helper.x, sys.path[0], __file__)\n")
    runner.write("real/helper.py", "x = 1\n")
    (runner.folder / "link.py").symlink_to("real/program.py")
    runner.same("link.py")


def test_started_with_python_options(double: Runner) -> None:
    double.write("program.py", "import sys\nprint(sys.flags.optimize, sys.orig_argv)\n")
    outcome = double.spawn([sys.executable, "-O", "-m", "pyston_cli", "run", "-B", "program.py"])
    assert outcome == double.python("-O", "-B", "program.py")


IN_A_SHELL = [
    "RUN hello.py > /dev/full",
    "RUN hello.py >&-",
    "RUN hello.py <&-",
    "RUN -c 1/0 2>&-",
    "RUN raises.py 2>&-",
    "RUN <(echo 'import sys; print(sys.argv[1:]); 1/0') x | sed 's,fd/[0-9]*,fd/N,'",
    "echo 'print(__file__); 1/0' | RUN /dev/stdin",
    "ln -s missing dangling.py; RUN dangling.py",
    "RUN ''",
    "RUN -c ''",
    "RUN -m ''",
    "RUN -m a.b.c",
    "RUN -m sys",
    "RUN -m hello.x",
    "RUN -m this | tail -1",
    "echo '[1, 2]' | RUN -m json.tool",
    "RUN -m unittest tests_of_mine 2>&1 | sed 's/in [0-9.]*s/in Ns/'",
    r"cp hello.py $'h\xff.py'; RUN $'h\xff.py' $'\xfe'",
    "PYTHONOPTIMIZE=1 RUN -c 'assert 0; print(__debug__)'",
    "PYTHONWARNINGS=error RUN -c 'import warnings; warnings.warn(1)'",
    "PYTHONDEVMODE=1 RUN -c 'open(\"hello.py\")'",
    "PYTHONIOENCODING=latin-1 RUN -c 'print(ascii(input()))' <<< $'\\xe9'",
    "PYTHONUNBUFFERED=1 RUN -c 'import os; print(1); os._exit(0)'",
    "PYTHONSAFEPATH=1 RUN -c 'import sys; print(sys.path[0], sys.flags)'",
    "PYTHONSAFEPATH=1 RUN raises.py",
    "PYTHONSAFEPATH=1 RUN -m raises",
    "cd folder && RUN ../raises.py",
]


@pytest.mark.parametrize("line", IN_A_SHELL)
def test_in_a_shell(request: pytest.FixtureRequest, runner: Runner, line: str) -> None:
    expect_gap(request, runner, line)

    def outcome(*command: str) -> object:
        runner.write("hello.py", "print('hello', __file__)\n")
        runner.write("raises.py", "import hello\n1/0\n")
        runner.write("folder/x", "")
        runner.write(
            "tests_of_mine.py",
            "import unittest\n"
            "class T(unittest.TestCase):\n"
            "    def test_right(self): pass\n"
            "    def test_wrong(self): self.assertEqual(1, 2)\n",
        )
        (runner.folder / "dangling.py").unlink(missing_ok=True)
        return runner.spawn(["bash", "-c", line.replace("RUN", " ".join(command))])

    assert outcome(sys.executable, "-m", "pyston_cli", "run") == outcome(sys.executable)


def test_interrupted_while_it_waits(runner: Runner) -> None:
    runner.write(
        "program.py",
        "import os, signal, threading, time\n"
        "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "try:\n    time.sleep(60)\nfinally:\n    print('cleaned up')\n",
    )
    assert runner.same("program.py").status == -2


def test_processes_of_the_program(runner: Runner) -> None:
    runner.write(
        "program.py",
        "import multiprocessing, os, sys\n"
        "def work(x):\n    print(__name__, x, flush=True)\n    sys.exit(x)\n"
        "if __name__ == '__main__':\n"
        "    for method in ('fork', 'spawn'):\n"
        "        process = multiprocessing.get_context(method).Process(target=work, args=(3,))\n"
        "        process.start()\n        process.join()\n        print(process.exitcode, flush=True)\n"
        "    if os.fork() == 0:\n        raise SystemExit(5)\n"
        "    print(os.waitstatus_to_exitcode(os.wait()[1]))\n",
    )
    assert runner.same("program.py").stdout.endswith("3\n5\n")


STACK = """\
import inspect, sys, traceback, warnings
def show():
    traceback.print_stack()
    frame, names = sys._getframe(), []
    while frame:
        names.append((frame.f_code.co_name, frame.f_code.co_filename))
        frame = frame.f_back
    print(names, [entry.function for entry in inspect.stack()])
show()
warnings.warn("nothing is below the program", stacklevel=2)
try:
    sys._getframe(8)
except ValueError as error:
    print(error)
import helper
"""
STACK_OF_IMPORT = """\
import sys, traceback, warnings
traceback.print_stack()
warnings.warn("the importer's line", stacklevel=2)
print(sys._getframe(1).f_code.co_name)
"""


#: On 3.11 a frame that has ended keeps a link to the one below it that nobody owns; where no visible frame is below,
#: walking that link crashes. So one frame of ours stays visible there, and programs that walk all the way see it.
SEES_ONE_OF_OURS = pytest.mark.xfail(sys.version_info < (3, 12), reason="one frame of ours stays visible on 3.11")


@SEES_ONE_OF_OURS
@pytest.mark.parametrize("words", ["program.py", "-m program", "folder"])
def test_stack(interpreter: Runner, words: str) -> None:
    for name in ("program.py", "folder/__main__.py"):
        interpreter.write(name, STACK)
    for name in ("helper.py", "folder/helper.py"):
        interpreter.write(name, STACK_OF_IMPORT)
    interpreter.same(*words.split())


@SEES_ONE_OF_OURS
def test_excepthook_has_nothing_below(runner: Runner) -> None:
    runner.write(
        "program.py",
        "import sys\n"
        "def hook(*a):\n    print(sys._getframe().f_back, sys.exc_info())\n"
        "sys.excepthook = hook\nraise ValueError\n",
    )
    runner.same("program.py")


CHILDREN = """\
import multiprocessing, runpy, sys

def where():
    return any(type(constant).__module__.startswith("ast_interp.") for constant in where.__code__.co_consts)

if __name__ == "__main__":
    for method in ("spawn", "forkserver"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(method, pool.apply(where))
    print("runpy", runpy.run_path(__file__)["where"](), runpy.run_module("part")["where"]())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no fork server")
def test_children_of_multiprocessing_and_runpy_run_here_too(interpreter: Runner) -> None:
    interpreter.write("main.py", CHILDREN)
    interpreter.write("part.py", CHILDREN)
    outcome = interpreter.pyston("-B", "main.py")
    assert outcome.stdout == "spawn True\nforkserver True\nrunpy True True\n", outcome.stderr
    assert outcome.status == 0
