"""`pyston-cli run`: from the command line to the exit status.

The program runs on the host's main thread, and ends as under `python`: by returning, by a SystemExit that goes on to
the host, or by an exception that `uncaught` reports. Threads, `atexit` callbacks and the last flushing are then the
host's own doing.

It runs where `python` would run it: at the bottom of the host's stack. A program can walk down the stack
(`sys._getframe`, `traceback.print_stack`, `warnings.warn(stacklevel=...)`), and what started us would be there: the
console script's frame, or those of `runpy`. Being the host's own, they cannot be hidden as ours are. But there is one
place where the host calls Python code from C with nothing below: `sys.excepthook`, on its way out. So we leave by an
exception, and its hook runs the program. From there the exit is the host's, too. A SystemExit that leaves the hook is
obeyed as anywhere; and a hook that returns has reported an exception, so that the host finalises and ends with status
1, or dies of SIGINT where it has seen a KeyboardInterrupt leave a main program.

Modules that every run needs are few: each takes a hundredth of CPython's whole start to find.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from pyston_runtime.interfaces.interpreter import Interpreter

#: What is to be run; `RunArguments.kind` is one of these.
SCRIPT: Final = "script"
MODULE: Final = "module"
CODE: Final = "code"
STDIN: Final = "stdin"


class RunArguments:
    """What the command line asks for.

    Attributes:
        kind: `SCRIPT`, `MODULE`, `CODE` or `STDIN`.
        target: the path, module name or code; "-" for standard input.
        arguments: what goes to the program.
        host_options: options of `python` itself, as given.
        tiers: names, in the order given, or None for the default.
        parser: a name, or None for the default.
        parser_python: the command that the subprocess parser runs, or None.
        include, exclude: patterns of module names, several separated by commas.
        summary: whether to print the summary of what ran where.
        stats_file: where to write it as JSON, or None.
        perf_map: whether compiled code is named for `perf`.
        help, version: whether to print that and do nothing else.
    """

    def __init__(self) -> None:
        self.kind = ""
        self.target = ""
        self.arguments: list[str] = []
        self.host_options: list[str] = []
        self.tiers: list[str] | None = None
        self.parser: str | None = None
        self.parser_python: str | None = None
        self.include: list[str] = []
        self.exclude: list[str] = []
        self.summary = False
        self.stats_file: str | None = None
        self.perf_map = False
        self.help = False
        self.version = False


def launched_by() -> tuple[list[str], list[str]]:
    """How the host was told to start us, and the options that it was given before that.

    python -O -m pyston_cli run x.py  gives  (["-m", "pyston_cli"], ["-O"])
    """
    before = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]
    length = 2 if before[-2:-1] == ["-m"] else 1
    return before[-length:], before[:-length]


def program_words(arguments: RunArguments) -> list[str]:
    """What to run and its arguments, as `python` would be given them."""
    option = {MODULE: ["-m"], CODE: ["-c"]}.get(arguments.kind, [])
    return [*option, arguments.target, *arguments.arguments]


def run(words: Sequence[str]) -> int:
    """Run a program and end the process; return the exit status where it does not come to that.

    Args:
        words: what follows `pyston-cli run` on the command line.
    """
    if words and not words[0].startswith("-"):
        arguments = RunArguments()
        arguments.kind = SCRIPT
        arguments.target = words[0]
        arguments.arguments = list(words[1:])
        return _run_program(arguments, False)
    from pyston_cli.options import HELP, UsageError, parse_run

    try:
        arguments = parse_run(words)
    except UsageError as error:
        return _refuse(str(error))
    if arguments.help:
        print(HELP, end="")
        return 0
    if arguments.version:
        from pyston_cli.versions import versions

        print(versions())
        return 0
    if arguments.host_options:
        from pyston_cli.host_options import start_again

        start_again(arguments)
    return _run_program(arguments, False)


def explain(words: Sequence[str]) -> int:
    """The same, with the compiling tier and an account of what it did at the end.

    Args:
        words: what follows `pyston-cli explain` on the command line.
    """
    from pyston_cli.options import HELP, UsageError, parse_run

    try:
        arguments = parse_run(words)
    except UsageError as error:
        return _refuse(str(error))
    if arguments.help:
        print(HELP.replace("pyston-cli run", "pyston-cli explain"), end="")
        return 0
    if arguments.host_options:
        return _refuse("options of python are for `pyston-cli run`; give them to the python that runs pyston-cli")
    if arguments.tiers is None:
        arguments.tiers = ["interp", "llvm"]
    return _run_program(arguments, True)


def _run_program(arguments: RunArguments, explained: bool) -> int:
    # What is made now stays, whether a collection looks at it or not; so none does, now or later.
    gc.disable()
    from pyston_cli.compose import PartError, SparedImportlib, make_interpreter, make_parser, make_tiers, native_tier

    with SparedImportlib():
        import pyston_runtime.start  # noqa: F401

    from pyston_cli.program import run_program
    from pyston_runtime.imports.finder import install
    from pyston_runtime.imports.selection import GuestSelection
    from pyston_runtime.interfaces.typed import partial
    from pyston_runtime.tracebacks.hidden import hide_functions

    try:
        parser = make_parser(arguments.parser, arguments.parser_python)
        tiers = make_tiers(arguments.tiers)
        if arguments.perf_map:
            native = native_tier(tiers)
            if native is None:
                raise PartError("--perf-map names compiled code, and no tier compiles: --tiers interp,llvm")
            native.write_perf_map()
        interpreter = make_interpreter(parser, tiers)
    except PartError as error:
        return _refuse(str(error))
    launcher, host_options = launched_by()
    selection = GuestSelection(arguments.include, arguments.exclude)
    install(interpreter, selection, partial(_launcher_words, launcher, arguments))
    sys.orig_argv[1:] = [*host_options, *program_words(arguments)]
    if arguments.summary or arguments.stats_file is not None or explained:
        from pyston_cli.statistics import report_at_exit

        report_at_exit(interpreter, arguments.stats_file, arguments.summary, explained)
    gc.freeze()
    gc.enable()
    hide_functions((_run_and_report, _run_at_bottom))  # type: ignore[arg-type]
    return _run_at_bottom(partial(_run_and_report, run_program, interpreter, arguments))


def _launcher_words(launcher: list[str], arguments: RunArguments) -> list[str]:
    """What stands behind `python` and its options to start another process like this one."""
    from pyston_cli.host_options import pyston_words

    return [*launcher, "run", *pyston_words(arguments)]


def _run_and_report(
    run_program: Callable[[Interpreter, str, str, Sequence[str]], int],
    interpreter: Interpreter,
    arguments: RunArguments,
) -> int | None:
    try:
        return run_program(interpreter, arguments.kind, arguments.target, arguments.arguments)
    except SystemExit:
        raise
    except BaseException as error:
        failure = error
    # Outside the handler, so that what an excepthook raises is not chained to the program's exception.
    from pyston_cli.uncaught import report

    report(failure)
    return None


class _Leave(BaseException):
    """Unwinds what started us."""


def _run_at_bottom(program: Callable[[], int | None]) -> int:
    """Run a program with no frame below it, and end the process.

    Args:
        program: runs the program, and returns its exit status, or None after reporting an exception that it raised.

    Returns:
        The exit status, in the one case that the host must not be left: it was told to stay for inspection (-i).
    """
    if sys.flags.inspect:
        status = program()
        return 1 if status is None else status
    hook_before = sys.excepthook

    def hook(*_: object) -> None:
        sys.excepthook = hook_before
        for name in ("last_exc", "last_type", "last_value", "last_traceback"):
            if hasattr(sys, name):
                delattr(sys, name)
        status = program()
        if status is not None:
            raise SystemExit(status)

    sys.excepthook = hook
    raise _Leave


def _refuse(problem: str) -> int:
    from pyston_cli.options import USAGE

    print(f"{USAGE}\npyston-cli run: {problem}", file=sys.stderr)
    return 2
