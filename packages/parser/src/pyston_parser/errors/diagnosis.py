"""The way into the error pass: from a source to the exception."""

from __future__ import annotations

from typing import Final

from .compiler import Compiler
from .grammar import grammar_text
from .machine import Machine, Program
from .notation import read_rules
from .runs import find_error
from .scanner import Scanner
from .source import prepare

STARTS: Final = {"exec": "file", "single": "single", "eval": "eval", "func_type": "func_type"}
DEPTH_LIMIT: Final = 6000

_programs: dict[tuple[int, int], Program] = {}


def program_for(version: int, feature_version: int) -> Program:
    """The compiled grammar of a version; made once."""
    key = (version, feature_version)
    if key not in _programs:
        _programs[key] = Compiler(read_rules(grammar_text(), version), version, feature_version).compile()
    return _programs[key]


def diagnose(
    source: str | bytes,
    filename: str = "<unknown>",
    mode: str = "exec",
    *,
    version: int,
    feature_version: int = -1,
    type_comments: bool = False,
) -> SyntaxError | None:
    """The error that CPython gives for a source that is not Python; None if this pass finds nothing wrong.

    source: the same as given to the parser; filename: for the exception; mode: as for `ast.parse`.
    version: minor version of the Python 3 whose messages and grammar count; feature_version: as for `ast.parse`, a
    lower minor version whose newer syntax is refused, or -1.
    """
    prepared = prepare(source, filename, version, mode == "exec")
    if prepared.error is not None:
        return prepared.error
    by_bytes = version < 13 and not prepared.named_encoding
    scanner = Scanner(prepared.text, filename, version, by_bytes, type_comments, mode == "single")
    program = program_for(version, version if feature_version < 0 else feature_version)
    return find_error(Machine(program, scanner, DEPTH_LIMIT), STARTS[mode])
