"""Numbers that are more than plain digits: where they end, and whether they are well formed.

The tokenizer's loop takes runs of digits itself; every other form comes here and is matched whole.  The order of the
checks is that of CPython's tokenizer, since the first failure found is the one reported.
"""

from __future__ import annotations

import re
from typing import Final

_WORD_AFTER: Final = re.compile(r"and\b|else\b|for\b|i[fns]|or\b|not\b", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]+(?:_[0-9]+)*", re.ASCII)
_PREFIXED: Final = {
    "x": ("hexadecimal", re.compile(r"(?:_?[0-9a-fA-F]+)+")),
    "o": ("octal", re.compile(r"(?:_?[0-7]+)+")),
    "b": ("binary", re.compile(r"(?:_?[01]+)+")),
}


class NumberError(Exception):
    """A malformed number: `message`, and the offsets between which the error lies (`end` may be equal to `start`)."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def _check_end(text: str, end: int, name: str, warnings: list[tuple[int, str]]) -> int:
    following = text[end]
    if following in "aefino" and _WORD_AFTER.match(text, end):
        warnings.append((end, f"invalid {name} literal"))
    elif following == "_" or (following.isascii() and following.isalnum()):
        raise NumberError(f"invalid {name} literal", end, end)
    return end


def _digits(text: str, position: int) -> int:
    found = _DIGITS.match(text, position)
    end = found.end() if found else position
    if text[end] == "_":
        raise NumberError("invalid decimal literal", end + 1, end + 1)
    return end


def scan_number(text: str, start: int, warnings: list[tuple[int, str]]) -> int:
    """The offset at which the number that begins at `start` ends.

    `text[start]` is a digit, or a point before a digit.  Appends to `warnings` the offset and message of each number
    that runs into a keyword (`1if`).  Raises `NumberError`.  Language reference: lexical analysis, numeric literals.
    """
    position = start
    if text[start] == "0" and text[start + 1] in "xXoObB":
        name, pattern = _PREFIXED[text[start + 1].lower()]
        found = pattern.match(text, start + 2)
        end = found.end() if found else start + 2
        following = text[end + 1] if found is None and text[end] == "_" else text[end]
        if following.isascii() and following.isdigit() and name != "hexadecimal":
            end += 1 if following is text[end] else 2
            raise NumberError(f"invalid digit '{following}' in {name} literal", end, end)
        if found is None or text[end] == "_":
            end += text[end] == "_"
            following = text[end]
            if following.isascii() and following.isdigit() and name != "hexadecimal":
                raise NumberError(f"invalid digit '{following}' in {name} literal", end + 1, end + 1)
            raise NumberError(f"invalid {name} literal", end, end)
        return _check_end(text, end, name, warnings)
    if text[start] != ".":
        position = _digits(text, start)
    digits_end = position
    integer = True
    if text[position] == ".":
        integer = False
        position += 1
        if "0" <= text[position] <= "9":
            position = _digits(text, position)
    if text[position] in "eE":
        following = text[position + 1]
        if following in "+-":
            if not "0" <= text[position + 2] <= "9":
                raise NumberError("invalid decimal literal", position + 2, position + 2)
            integer = False
            position = _digits(text, position + 2)
        elif "0" <= following <= "9":
            integer = False
            position = _digits(text, position + 1)
        else:
            return _check_end(text, position, "decimal", warnings)
    if text[position] in "jJ":
        return _check_end(text, position + 1, "imaginary", warnings)
    if integer and text[start] == "0":
        digits = text[start:digits_end]
        significant = digits.lstrip("0_")
        if significant:
            zeros = digits_end - len(significant)
            raise NumberError(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                start,
                zeros,
            )
    return _check_end(text, position, "decimal", warnings)
