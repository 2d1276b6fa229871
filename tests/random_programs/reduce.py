"""Makes a program that shows a difference smaller, block by block, as long as the difference stays."""

from __future__ import annotations

from collections.abc import Callable


def _block_end(lines: list[str], start: int) -> int:
    """The end of the statement at `start`: the first later line that is not indented deeper."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def reduce(source: str, differs: Callable[[str], bool]) -> str:
    """A smaller program for which `differs` still holds; what does not compile is never asked about."""
    lines = source.splitlines()
    changed = True
    while changed:
        changed = False
        at = len(lines) - 1
        while at >= 0:
            end = _block_end(lines, at)
            for replacement in ([], [lines[at][: len(lines[at]) - len(lines[at].lstrip())] + "pass"]):
                if lines[at:end] == replacement or lines[at].strip() == "pass":
                    continue
                shorter = lines[:at] + replacement + lines[end:]
                text = "\n".join(shorter) + "\n"
                if _compiles(text) and differs(text):
                    lines, changed = shorter, True
                    break
            at = min(at, len(lines)) - 1
    return "\n".join(lines) + "\n"


def _compiles(source: str) -> bool:
    try:
        compile(source, "<reduced>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
