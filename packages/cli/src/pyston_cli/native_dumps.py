"""`pyston-cli ir|llvm|asm`: what a function was compiled to.

That depends on what it met when it ran, so the program is run first: as often as it takes a function to be called
twice, since everything counts as hot here. What the program prints goes to standard error, so that standard output has
the dump alone.
"""

from __future__ import annotations

import os
import sys

from pyston_cli.compose import PartError, make_interpreter, make_parser, make_tiers, native_dumps, native_tier
from pyston_cli.dumps import split_function
from pyston_cli.options import UsageError, parse_run
from pyston_cli.program import run_program
from pyston_cli.run import SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyston_cli.run import RunArguments

#: How long to wait for the compiler after the program's end, in seconds.
_PATIENCE = 60.0
#: When something is hot, where the environment does not say.
_EAGER = "entries=1,loops=1"


def dump_native(stage: str, words: Sequence[str]) -> int:
    """Run a program, print a stage of one of its functions, and return the exit status.

    Args:
        stage: "ir", "llvm" or "asm".
        words: what follows it on the command line.
    """
    try:
        arguments = parse_run(words)
        if arguments.help or arguments.kind != SCRIPT or arguments.host_options:
            raise UsageError(f"usage: pyston-cli {stage} [options of run] FILE:FUNCTION [ARGS...]")
        path, function = split_function(arguments.target)
        if function is None:
            raise UsageError(f"which function? pyston-cli {stage} {path}:FUNCTION")
        arguments.target = path
        return _dump(stage, arguments, function)
    except (UsageError, PartError) as error:
        print(f"pyston-cli {stage}: {error}", file=sys.stderr)
        return 2


def _dump(stage: str, arguments: RunArguments, function: str) -> int:
    from pyston_runtime.imports.finder import install
    from pyston_runtime.imports.selection import GuestSelection

    os.environ.setdefault("PYSTON_TIERING", _EAGER)
    tiers = make_tiers(arguments.tiers or ["interp", "llvm"])
    tier = native_tier(tiers)
    if tier is None:
        raise PartError("the tier llvm is needed")
    reason = tier.unavailable()
    if reason is not None:
        raise PartError(f"the tier llvm is off: {reason}")
    interpreter = make_interpreter(make_parser(arguments.parser, arguments.parser_python), tiers)
    install(interpreter, GuestSelection(arguments.include, arguments.exclude))
    sys.stdout.flush()
    real = os.dup(1)
    os.dup2(2, 1)
    try:
        run_program(interpreter, SCRIPT, arguments.target, arguments.arguments)
    except SystemExit:
        # how the program ends does not matter here
        pass
    except BaseException as error:
        from pyston_cli.uncaught import report

        report(error)
    finally:
        sys.stdout.flush()
        os.dup2(real, 1)
    tier.wait(_PATIENCE)
    text = native_dumps()[stage](tier, function)
    if text:
        print(text)
        return 0
    refused = [
        f"{place}: {why}" for place, why in tier.refused().items() if place.rpartition(" ")[2].endswith(function)
    ]
    why = "; ".join(refused) or "it was not called twice, or there is no such function"
    print(f"pyston-cli {stage}: {function} was not compiled: {why}", file=sys.stderr)
    return 1
