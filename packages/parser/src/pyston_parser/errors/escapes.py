"""Errors inside the text of string literals: escapes that say nothing, and bytes that are not UTF-8."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .machine import Machine
from .reader import decode

HEX: Final = frozenset("0123456789abcdefABCDEF")
ESCAPE_DIGITS: Final = {"x": 2, "u": 4, "U": 8}
TRUNCATED: Final = {"x": "truncated \\xXX escape", "u": "truncated \\uXXXX escape", "U": "truncated \\UXXXXXXXX escape"}


BEYOND_ASCII: Final = re.compile("[\x80-\xff]+")


def check_utf8(machine: Machine, text: str, raw: bool) -> None:
    """Raise if bytes of a literal are not UTF-8.

    The message counts from the start of the literal, or, where CPython reads escapes, from the last ASCII character.
    """
    pieces = [text] if raw or "\\" not in text else BEYOND_ASCII.findall(text)
    for piece in pieces:
        try:
            piece.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError as problem:
            raise machine.scanner.error_here(machine.last_token(), f"(unicode error) {problem}") from None


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
