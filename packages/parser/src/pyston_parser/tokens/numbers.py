"""Numbers that are more than plain digits: where they end, and whether they are well formed.

The tokenizer's loop takes runs of digits itself; every other form comes here.  The order of the checks is that of
CPython's tokenizer, since the first failure found is the one reported.  (No regular expressions: importing `re` costs
more than this file ever will.)
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_DECIMAL: Final = "0123456789"
_PREFIXED: Final = {
    "x": ("hexadecimal", "0123456789abcdefABCDEF"),
    "o": ("octal", "01234567"),
    "b": ("binary", "01"),
}
# Keywords that may follow a number at once, by their first letters; CPython looks no further for some.
_WORDS_AFTER: Final = ("and", "else", "for", "or", "not")


class NumberError(Exception):
    """A malformed number: `message`, and the offsets between which the error lies (`end` may be equal to `start`)."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def _in_word(character: str) -> bool:
    return character == "_" or character.isalnum() or character >= "\x80"


def _keyword_follows(text: str, at: int) -> bool:
    if text[at] == "i":
        return text[at + 1] in "fns"
    for word in _WORDS_AFTER:
        if text.startswith(word, at):
            return not _in_word(text[at + len(word)])
    return False


def _check_end(text: str, end: int, name: str, warnings: list[tuple[int, str]]) -> int:
    following = text[end]
    if following in "aefino" and _keyword_follows(text, end):
        warnings.append((end, f"invalid {name} literal"))
    elif following < "\x80" and _in_word(following):
        raise NumberError(f"invalid {name} literal", end, end)
    return end


def _digits(text: str, position: int, allowed: str) -> int:
    """The end of a run of digits that single underscores may divide, an underscore after it included."""
    while True:
        while text[position] in allowed:
            position += 1
        if text[position] != "_" or text[position + 1] not in allowed:
            return position
        position += 1


def _decimal(text: str, position: int) -> int:
    position = _digits(text, position, _DECIMAL)
    if text[position] == "_":
        raise NumberError("invalid decimal literal", position + 1, position + 1)
    return position


def _prefixed(text: str, start: int, warnings: list[tuple[int, str]]) -> int:
    name, allowed = _PREFIXED[text[start + 1].lower()]
    end = start + 2
    if text[end] == "_":
        end += 1
    if text[end] in allowed:
        end = _digits(text, end, allowed)
        if text[end] != "_":
            if text[end] in _DECIMAL:
                raise NumberError(f"invalid digit '{text[end]}' in {name} literal", end + 1, end + 1)
            return _check_end(text, end, name, warnings)
        end += 1
    if text[end] in _DECIMAL:
        raise NumberError(f"invalid digit '{text[end]}' in {name} literal", end + 1, end + 1)
    raise NumberError(f"invalid {name} literal", end, end)


def scan_number(text: str, start: int, warnings: list[tuple[int, str]]) -> int:
    """The offset at which the number that begins at `start` ends.

    `text[start]` is a digit, or a point before a digit.  Appends to `warnings` the offset and message of each number
    that runs into a keyword (`1if`).  Raises `NumberError`.  Language reference: lexical analysis, numeric literals.
    """
    position = start
    if text[start] == "0" and text[start + 1] in "xXoObB":
        return _prefixed(text, start, warnings)
    if text[start] != ".":
        position = _decimal(text, start)
    digits_end = position
    integer = True
    if text[position] == ".":
        integer = False
        position += 1
        if text[position] in _DECIMAL:
            position = _decimal(text, position)
    if text[position] in "eE":
        following = text[position + 1]
        if following in "+-":
            if text[position + 2] not in _DECIMAL:
                raise NumberError("invalid decimal literal", position + 2, position + 2)
            integer = False
            position = _decimal(text, position + 2)
        elif following in _DECIMAL:
            integer = False
            position = _decimal(text, position + 1)
        else:
            return _check_end(text, position, "decimal", warnings)
    if text[position] in "jJ":
        return _check_end(text, position + 1, "imaginary", warnings)
    if integer and text[start] == "0":
        significant = text[start:digits_end].lstrip("0_")
        if significant:
            raise NumberError(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                start,
                digits_end - len(significant),
            )
    return _check_end(text, position, "decimal", warnings)
