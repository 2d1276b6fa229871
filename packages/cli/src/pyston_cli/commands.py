"""The commands of `pyston-cli`, each imported only when it is asked for."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

HELP: Final = """usage: pyston-cli COMMAND ...

  run [options] (SCRIPT | -m MODULE | -c CODE | -) [ARGS...]
                          run a Python program with Pyston
  tokens FILE             print the tokens of a file
  ast FILE[:FUNCTION]     print its syntax tree, or that of one function or class, named as in __qualname__
  scopes FILE[:FUNCTION]  print its scopes: where each name lives
  code FILE[:FUNCTION]    print its register code, which the interpreter runs
  explain [options] (SCRIPT | ...) [ARGS...]
                          run a program as `run` does, then tell per function what was compiled, what not, and why
  ir|llvm|asm [options] FILE:FUNCTION [ARGS...]
                          run a program and print what a function was compiled to: typed IR, LLVM's, machine code
  cache info|clear        the scripts and the object code that are kept from one run to the next
  bench [NAMES...]        measure Pyston and other Pythons side by side (in a clone of the repository)

`pyston-cli COMMAND --help` tells more of one; `pyston-cli --version` names the versions of Pyston's parts.
"""


def dispatch(words: Sequence[str]) -> int:
    """Run one command and return the exit status: 2 for a command line that cannot be understood.

    Args:
        words: the command line without the name of the program.
    """
    command = words[0] if words else ""
    if command == "run":
        from pyston_cli.run import run

        return run(words[1:])
    if command == "explain":
        from pyston_cli.run import explain

        return explain(words[1:])
    if command in ("ir", "llvm", "asm"):
        from pyston_cli.native_dumps import dump_native

        return dump_native(command, words[1:])
    if command == "cache":
        from pyston_cli.object_cache import cache

        return cache(words[1:])
    if command in ("tokens", "ast", "scopes", "code"):
        from pyston_cli.dumps import dump

        return dump(command, words[1:])
    if command == "bench":
        from pyston_cli.bench import bench

        return bench(words[1:])
    if command in ("--version", "-V"):
        from pyston_cli.versions import versions

        print(versions())
        return 0
    if command in ("--help", "-h", "help"):
        print(HELP, end="")
        return 0
    problem = f"there is no command {command!r}" if command else "a command is missing"
    print(f"{HELP}\npyston-cli: {problem}; to run a program: pyston-cli run PROGRAM", file=sys.stderr)
    return 2
