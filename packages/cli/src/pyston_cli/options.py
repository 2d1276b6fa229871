"""The command line of `pyston-cli run`, read by hand.

Why not argparse: importing it costs as much as CPython's whole start, and it cannot stop at the first word that is the
program's as `python` does.
"""

from __future__ import annotations

from pyston_cli.compose import DEFAULT_TIERS
from pyston_cli.run import CODE, MODULE, SCRIPT, STDIN, RunArguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

#: Options of `python` itself. They configure an interpreter before it starts, so they are handed to a new one.
_HOST_FLAGS: Final = "bBdEIOPqRsSuv"
_HOST_FLAGS_WITH_VALUE: Final = "WX"
_HOST_LONG_OPTION: Final = "--check-hash-based-pycs"

USAGE: Final = "usage: pyston-cli run [options] (SCRIPT | -m MODULE | -c CODE | -) [ARGS...]"

HELP: Final = f"""{USAGE}

Run a Python program with Pyston, in place of `python`.

What to run (everything after it goes to the program):
  SCRIPT                a file, or a folder or zip file with a __main__.py
  -m MODULE             a module or package, found as an import finds it
  -c CODE               the program itself
  -                     the program comes from standard input

Options of Pyston:
  --tiers NAMES         the tiers that may run code, comma-separated: interp, the interpreter, always; llvm, native
                        code; ir, that tier's code interpreted (default: {",".join(DEFAULT_TIERS)})
  --parser NAME         the parser: native, host, subprocess, or one that is installed (default: the best there is)
  --parser-python COMMAND
                        the python that the subprocess parser runs (default: the one that runs Pyston)
  --include PATTERNS    modules that run in Pyston besides the program's own: comma-separated names, in which * stands
                        for any text; 'json.*' is json and all below it
  --exclude PATTERNS    modules that the host runs; wins over --include
  --stats               say at the end, on standard error, how much ran in which tier
  --stats=FILE          write what ran where to FILE, as JSON (after a space, FILE must end in .json)
  --perf-map            write the names of compiled code to /tmp/perf-PID.map, for `perf report`
  --version             the versions of Pyston's parts and of the host
  -h, --help            this text

Options of python, passed on to it: {" ".join("-" + flag for flag in _HOST_FLAGS)},
  -W ARG, -X OPTION, {_HOST_LONG_OPTION} WHEN
"""


class UsageError(Exception):
    """A command line that cannot be understood; the message says what to do about it."""


def parse_run(words: Sequence[str]) -> RunArguments:
    """Read what follows `pyston-cli run`.

    Raises:
        UsageError: for an unknown option, a missing value, or nothing to run.
    """
    reader = _Reader(words)
    result = reader.result
    while not (result.kind or result.help or result.version):
        reader.word()
    return result


class _Reader:
    """Goes through the words once; each method consumes what it reads."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.at = 0
        self.result = RunArguments()

    def word(self) -> None:
        """Read one word and what belongs to it."""
        if self.at == len(self.words):
            raise UsageError("there is nothing to run: give a script, -m MODULE, -c CODE, or - for standard input")
        word = self.words[self.at]
        self.at += 1
        if word == "-":
            self.run_it(STDIN, word)
        elif word.startswith("--"):
            self.long_option(word)
        elif word.startswith("-"):
            self.short_options(word)
        else:
            self.run_it(SCRIPT, word)

    def value(self, option: str, what: str) -> str:
        """The next word, as the value of `option`."""
        if self.at == len(self.words):
            raise UsageError(f"{option} needs {what} after it")
        self.at += 1
        return self.words[self.at - 1]

    def run_it(self, kind: str, target: str) -> None:
        """All has been read but the program's own arguments."""
        self.result.kind = kind
        self.result.target = target
        self.result.arguments = list(self.words[self.at :])

    def short_options(self, word: str) -> None:
        """Read a word such as -u, -Wignore, -OBc CODE: as `python` does, letters can share one dash."""
        for position in range(1, len(word)):
            letter, rest = word[position], word[position + 1 :]
            if letter in "cm":
                what = "the code" if letter == "c" else "the name of a module"
                self.run_it(CODE if letter == "c" else MODULE, rest or self.value("-" + letter, what))
                return
            if letter in _HOST_FLAGS_WITH_VALUE:
                self.result.host_options += ("-" + letter, rest or self.value("-" + letter, "a value"))
                return
            if letter == "h":
                self.result.help = True
            elif letter == "V":
                self.result.version = True
            elif letter in _HOST_FLAGS:
                self.result.host_options.append("-" + letter)
            else:
                raise _unknown("-" + letter)

    def long_option(self, word: str) -> None:
        """Read a word such as --tiers, with its value after `=` or in the next word."""
        option, equals, attached = word.partition("=")
        if option in _FLAGS and not equals:
            _FLAGS[option](self.result)
        elif option == "--stats":
            self.stats(attached if equals else None)
        elif option in _OPTIONS:
            what, store = _OPTIONS[option]
            value = attached if equals else self.value(option, what)
            if not value:
                raise UsageError(f"{option} needs {what}")
            store(self.result, value)
        else:
            raise _unknown(option)

    def stats(self, attached: str | None) -> None:
        """Read --stats, whose value may be left out: the next word is it only when it cannot be the script."""
        if attached is None and self.at < len(self.words) and self.words[self.at].endswith(".json"):
            attached = self.value("--stats", "a file")
        if attached is None:
            self.result.summary = True
        elif attached:
            self.result.stats_file = attached
        else:
            raise UsageError("--stats= needs a file after it; without the = it prints a summary")


def _unknown(option: str) -> UsageError:
    return UsageError(
        f"unknown option {option}; `pyston-cli run --help` lists all, and the program's own options come after its name"
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


_FLAGS: Final[dict[str, Callable[[RunArguments], None]]] = {
    "--help": lambda result: setattr(result, "help", True),
    "--version": lambda result: setattr(result, "version", True),
    "--perf-map": lambda result: setattr(result, "perf_map", True),
}

_OPTIONS: Final[dict[str, tuple[str, Callable[[RunArguments, str], None]]]] = {
    "--tiers": ("the names of tiers", lambda result, value: setattr(result, "tiers", _names(value))),
    "--parser": ("the name of a parser", lambda result, value: setattr(result, "parser", value)),
    "--parser-python": ("a command", lambda result, value: setattr(result, "parser_python", value)),
    "--include": ("patterns of module names", lambda result, value: result.include.extend(_names(value))),
    "--exclude": ("patterns of module names", lambda result, value: result.exclude.extend(_names(value))),
    _HOST_LONG_OPTION: (
        "default, always or never",
        lambda result, value: result.host_options.extend((_HOST_LONG_OPTION, value)),
    ),
}
