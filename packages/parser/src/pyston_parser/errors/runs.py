"""The two runs of the error pass over one source, and the choice between what they and the scanner find."""

from __future__ import annotations

from . import kinds
from .machine import Machine, TooDeep


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
            # Inside an f-string the error of the expression tells more than that of the text after it.
            return error if scanner.formats else found
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
