"""`pyston-cli run`: from the command line to the exit status.

The program runs on the host's main thread, with none of our frames below it (`bottom`), and ends as under `python`: by
returning, by a SystemExit that goes on to the host, or by an exception that `uncaught` reports. Threads, `atexit`
callbacks and the last flushing are then the host's own doing.
"""

from __future__ import annotations

import gc
import sys

from pyston_cli.arguments import SCRIPT, RunArguments, launched_by, program_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyston_runtime.interfaces.interpreter import Interpreter


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
    from pyston_cli.bottom import run_at_bottom
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
    hide_functions((_run_and_report, run_at_bottom))  # type: ignore[arg-type]
    return run_at_bottom(partial(_run_and_report, run_program, interpreter, arguments))


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


def _refuse(problem: str) -> int:
    from pyston_cli.options import USAGE

    print(f"{USAGE}\npyston-cli run: {problem}", file=sys.stderr)
    return 2
