"""Makes a program that shows a difference smaller, statement by statement, as long as the difference stays."""

from __future__ import annotations

from collections.abc import Callable


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block_end(lines: list[str], start: int) -> int:
    """The end of the statement at `start`: the first later line that is not indented deeper."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[start])):
        end += 1
    return end


def reduce(source: str, differs: Callable[[str], bool], tries: int = 400) -> str:
    """A smaller program for which `differs` still holds.

    Whole statements go first, outer ones before inner ones; what does not compile is never asked about. `tries` limits
    how often `differs`, which runs the program, is asked.
    """
    lines = source.splitlines()
    changed = True
    while changed and tries > 0:
        changed = False
        for level in sorted({_indent(line) for line in lines if line.strip()}):
            at = len(lines) - 1
            while at >= 0 and tries > 0:
                if at < len(lines) and lines[at].strip() not in ("", "pass") and _indent(lines[at]) == level:
                    shorter = _without(lines, at)
                    for candidate in shorter:
                        tries -= 1
                        if differs("\n".join(candidate) + "\n"):
                            lines, changed = candidate, True
                            break
                at -= 1
    return "\n".join(lines) + "\n"


def _without(lines: list[str], at: int) -> list[list[str]]:
    """The program without the statement at a line: left out, with `pass` in its place, or its body in its place."""
    end = _block_end(lines, at)
    indent = _indent(lines[at])
    body = [line[4:] for line in lines[at + 1 : end]]
    replacements = [[], [" " * indent + "pass"], body] if body else [[], [" " * indent + "pass"]]
    found = [lines[:at] + replacement + lines[end:] for replacement in replacements]
    return [candidate for candidate in found if _compiles("\n".join(candidate) + "\n")]


def _compiles(source: str) -> bool:
    try:
        compile(source, "<reduced>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
