"""Errors inside string literals, which the parser finds once the token is known to be a string."""

from __future__ import annotations

import unicodedata
from typing import Final

from .machine import Machine
from .nodes import Node
from .reader import decode

HEX: Final = frozenset("0123456789abcdefABCDEF")
ESCAPE_DIGITS: Final = {"x": 2, "u": 4, "U": 8}
TRUNCATED: Final = {"x": "truncated \\xXX escape", "u": "truncated \\uXXXX escape", "U": "truncated \\UXXXXXXXX escape"}


def split_literal(text: str) -> tuple[str, str]:
    """The prefix of a string literal in lower case, and what stands between its quotes."""
    start = 0
    while text[start] not in "'\"":
        start += 1
    quotes = 3 if len(text) >= start + 6 and text[start] == text[start + 1] == text[start + 2] else 1
    return text[:start].lower(), text[start + quotes : len(text) - quotes]


def check_string(machine: Machine, token: Node) -> str:
    """Raise SyntaxError if a literal's bytes or escapes are wrong.  Gives the literal's prefix."""
    prefix, body = split_literal(token.text)
    if "b" in prefix:
        if not body.isascii():
            raise machine.scanner.error_at(token, "bytes can only contain ASCII literal characters")
        if "r" not in prefix and "\\" in body:
            check_bytes_escapes(machine, body)
    elif "r" not in prefix and "\\" in body:
        check_escapes(machine, body)
    return prefix


def check_bytes_escapes(machine: Machine, body: str) -> None:
    """Raise if a `\\x` in bytes lacks its two digits."""
    at = body.find("\\")
    while at >= 0:
        if body[at + 1 : at + 2] == "x" and not (len(body) > at + 3 and body[at + 2] in HEX and body[at + 3] in HEX):
            # The position counts bytes of the source of the literal.
            raise machine.scanner.error_here(machine.last_token(), f"(value error) invalid \\x escape at position {at}")
        at = body.find("\\", at + 2)


def escape_source(body: str) -> str:
    """The literal as CPython hands it to its decoder: characters beyond ASCII are written as escapes."""
    if body.isascii():
        return body
    made: list[str] = []
    escaped = False
    for char in decode(body):
        if char >= "\x80":
            if escaped:
                made.append("u005c")
            made.append(f"\\U{ord(char):08x}")
            escaped = False
        else:
            made.append(char)
            escaped = char == "\\" and not escaped
    return "".join(made)


def check_escapes(machine: Machine, body: str) -> None:
    """Raise if a `\\x`, `\\u`, `\\U` or `\\N` of a literal is wrong."""
    source = escape_source(body)
    at = source.find("\\")
    while at >= 0:
        end, reason = check_escape(source, at)
        if reason:
            problem = UnicodeDecodeError("unicodeescape", source.encode("latin-1"), at, end, reason)
            raise machine.scanner.error_here(machine.last_token(), f"(unicode error) {problem}")
        at = source.find("\\", end)


def check_escape(source: str, at: int) -> tuple[int, str]:
    """Where the escape at a place ends, and what is wrong with it, if anything."""
    letter = source[at + 1 : at + 2]
    end = at + 2
    if letter in ESCAPE_DIGITS:
        wanted = at + 2 + ESCAPE_DIGITS[letter]
        while end < wanted and end < len(source) and source[end] in HEX:
            end += 1
        if end < wanted:
            return end, TRUNCATED[letter]
        if int(source[at + 2 : end], 16) > 0x10FFFF:
            return end, "illegal Unicode character"
    elif letter == "N":
        if source[end : end + 1] != "{":
            return end, "malformed \\N character escape"
        close = source.find("}", end)
        if close < 0:
            return len(source), "malformed \\N character escape"
        if close == end + 1:
            return close, "malformed \\N character escape"
        name = source[end + 1 : close]
        end = close + 1
        try:
            known = len(unicodedata.lookup(name)) == 1
        except KeyError:
            known = False
        if not known:
            return end, "unknown Unicode character name"
    elif not letter:
        return at + 1, "\\ at end of string"
    return end, ""


def strings(machine: Machine, parts: list[Node]) -> Node:
    """Adjacent string literals as one node."""
    formatted = False
    is_bytes = 0
    first_prefix = ""
    for part in parts:
        if part.kind == "JoinedStr":
            formatted = True
            continue
        prefix = check_string(machine, part) if machine.scanner.version < 12 else split_literal(part.text)[0]
        is_bytes += "b" in prefix
        formatted = formatted or "f" in prefix
    if is_bytes and is_bytes != len(parts):
        raise machine.scanner.error_here(machine.last_token(), "cannot mix bytes and nonbytes literals")
    return machine.build("JoinedStr" if formatted else "Str", machine.start, [])


def check_format_parts(machine: Machine, start: Node, parts: list[Node]) -> None:
    """Raise if literal text of an f-string holds a wrong escape."""
    if "r" in start.text or "R" in start.text:
        return
    for part in parts:
        if part.kind == "FSTRING_MIDDLE" and "\\" in part.text:
            check_escapes(machine, part.text)


def conversion(machine: Machine, mark: Node, name: Node) -> Node:
    """The conversion of a replacement field: raise unless it is one of s, r, a and stands right after the `!`."""
    scanner = machine.scanner
    if mark.end_line != name.line or mark.end_column != name.column:
        raise scanner.error_span(mark, name, "f-string: conversion type must come right after the exclamanation mark")
    if name.text not in ("s", "r", "a"):
        raise scanner.error_at(
            name, f"f-string: invalid conversion character {decode(name.text)!r}: expected 's', 'r', or 'a'"
        )
    return name
