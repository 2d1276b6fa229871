"""The two runs of the error pass, as CPython makes them."""

from __future__ import annotations

from typing import Final

from . import kinds
from .compiler import Compiler
from .grammar import grammar_text
from .machine import Machine, Program, TooDeep
from .nodes import Node
from .notation import read_rules
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
    prepared = prepare(source, filename, version, mode != "eval")
    if prepared.error is not None:
        return prepared.error
    scanner = Scanner(prepared.text, filename, version, not prepared.named_encoding, type_comments)
    program = program_for(version, version if feature_version < 0 else feature_version)
    return find_error(Machine(program, scanner, DEPTH_LIMIT), STARTS[mode])


def find_error(machine: Machine, start: str) -> SyntaxError | None:
    """Run the machine once or twice and choose between what the runs and the scanner found."""
    rule = machine.program.rule_names.index(start)
    try:
        tree = machine.run(rule, False)
    except SyntaxError as error:
        return error if machine.scan_failed else later_scan_error(machine, error)
    except TooDeep:
        return too_deep(machine)
    if tree is not None:
        return check_single(machine, start)
    furthest = machine.last_token()
    try:
        machine.run(rule, True)
    except SyntaxError as error:
        return error if machine.scan_failed else later_scan_error(machine, error)
    except TooDeep:
        return too_deep(machine)
    scanner = machine.scanner
    if furthest.number == kinds.INDENT:
        return scanner.error_here(machine.last_token(), "unexpected indent", IndentationError)
    if furthest.number == kinds.DEDENT:
        return scanner.error_here(machine.last_token(), "unexpected unindent", IndentationError)
    return later_scan_error(machine, scanner.error_at(furthest, "invalid syntax"))


def later_scan_error(machine: Machine, error: SyntaxError) -> SyntaxError:
    """Scan the rest of the source: what is wrong with its tokens counts for more than what the parser found."""
    scanner = machine.scanner
    line = machine.last_token().line
    try:
        while scanner.next_token().number != kinds.ENDMARKER:
            pass
    except SyntaxError as found:
        if scanner.certain:
            return found
        if scanner.brackets and line > scanner.bracket_lines[len(scanner.bracket_lines) - 1]:
            return scanner.unclosed_bracket()
    return error


def check_single(machine: Machine, start: str) -> SyntaxError | None:
    """In "single" mode nothing but space may follow the statement."""
    if start != "single":
        return None
    scanner = machine.scanner
    rest = scanner.text[scanner.cursor :].split("\n")
    for line in rest:
        bare = line.strip(" \t\f\r")
        if bare and not bare.startswith("#"):
            return scanner.error_here(
                machine.last_token(), "multiple statements found while compiling a single statement"
            )
    return None


def too_deep(machine: Machine) -> SyntaxError:
    """The error for a source whose expressions nest too deeply to be parsed."""
    return machine.scanner.error_here(machine.last_token(), "too many nested expressions: source too complex to parse")


def show(node: Node) -> str:
    """A node as text, for tests: its kind and its items."""
    if not node.items:
        return node.text or node.kind
    return node.kind + "(" + " ".join(show(each) for each in node.items) + ")"
