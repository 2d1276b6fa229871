"""Errors inside string literals, which the parser finds once the token is known to be a string."""

from __future__ import annotations

from .escapes import check_bytes_escapes, check_escapes, check_utf8
from .machine import Machine
from .nodes import Node
from .old_formats import OldFormat
from .reader import decode


def split_literal(text: str) -> tuple[str, str]:
    """The prefix of a string literal in lower case, and what stands between its quotes."""
    start = 0
    while text[start] not in "'\"":
        start += 1
    quotes = 3 if len(text) >= start + 6 and text[start] == text[start + 1] == text[start + 2] else 1
    return text[:start].lower(), text[start + quotes : len(text) - quotes]


def check_string(machine: Machine, token: Node) -> None:
    """Raise SyntaxError if a literal's bytes or escapes are wrong."""
    prefix, body = split_literal(token.text)
    if "f" in prefix:
        OldFormat(machine, token, "r" in prefix).check(body)
        return
    if not body.isascii() and "b" not in prefix:
        check_utf8(machine, body, "r" in prefix)
    if "b" in prefix:
        if not body.isascii():
            raise machine.scanner.error_at(token, "bytes can only contain ASCII literal characters")
        if "r" not in prefix and "\\" in body:
            check_bytes_escapes(machine, body)
    elif "r" not in prefix and "\\" in body:
        check_escapes(machine, body)


def strings(machine: Machine, parts: list[Node]) -> Node:
    """Adjacent string literals as one node."""
    formatted = False
    is_bytes = False
    for number, part in enumerate(parts):
        prefix = "f" if part.kind == "JoinedStr" else split_literal(part.text)[0]
        if machine.scanner.version < 12:
            check_string(machine, part)
        if number and is_bytes != ("b" in prefix):
            raise machine.scanner.error_here(machine.last_token(), "cannot mix bytes and nonbytes literals")
        is_bytes = "b" in prefix
        formatted = formatted or "f" in prefix
    return machine.build("JoinedStr" if formatted else "Str", machine.start, [])


def check_format_parts(machine: Machine, start: Node, parts: list[Node]) -> None:
    """Raise if literal text of an f-string is not UTF-8 or holds a wrong escape."""
    raw = "r" in start.text.lower()
    for part in parts:
        if part.kind == "FSTRING_MIDDLE" or part.kind == "TSTRING_MIDDLE":
            if not part.text.isascii():
                check_utf8(machine, part.text, raw)
            if not raw and "\\" in part.text:
                check_escapes(machine, part.text)


def conversion(machine: Machine, mark: Node, name: Node, letter: str) -> Node:
    """The conversion of a replacement field: raise unless it stands right after the `!`."""
    if mark.end_line != name.line or mark.end_column != name.column:
        raise machine.scanner.error_span(
            mark, name, f"{letter}-string: conversion type must come right after the exclamanation mark"
        )
    return name


def check_conversion(machine: Machine, name: Node, letter: str) -> None:
    """Raise unless a conversion is absent or one of s, r, a."""
    if name.kind != "absent" and name.text not in ("s", "r", "a"):
        raise machine.scanner.error_at(
            name, f"{letter}-string: invalid conversion character {decode(name.text)!r}: expected 's', 'r', or 'a'"
        )
