"""What the command line of `pyston-cli run` asks for; `options` reads one that holds options."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

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
