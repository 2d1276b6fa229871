"""Options of `python` itself (-O, -u, -W and so on): a fresh host is started with them.

They take effect before the first line of Python runs, so the one exact way to have them is a new process. It replaces
this one, and costs one start of CPython.
"""

from __future__ import annotations

import os
import sys

from pyston_cli.run import launched_by, program_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from pyston_cli.run import RunArguments


def start_again(arguments: RunArguments) -> NoReturn:
    """Replace this process by one whose host is given the options, and `pyston-cli run` all the others."""
    launcher, options = launched_by()
    command = [sys.executable, *options, *arguments.host_options, *launcher, "run"]
    os.execv(sys.executable, command + pyston_words(arguments) + program_words(arguments))


def pyston_words(arguments: RunArguments) -> list[str]:
    """Pyston's own options, written out again from what was understood."""
    result: list[str] = []
    if arguments.tiers is not None:
        result += ("--tiers", ",".join(arguments.tiers))
    if arguments.parser is not None:
        result += ("--parser", arguments.parser)
    if arguments.parser_python is not None:
        result += ("--parser-python", arguments.parser_python)
    for option, patterns in (("--include", arguments.include), ("--exclude", arguments.exclude)):
        if patterns:
            result += (option, ",".join(patterns))
    if arguments.summary:
        result.append("--stats")
    if arguments.stats_file is not None:
        result.append(f"--stats={arguments.stats_file}")
    return result
