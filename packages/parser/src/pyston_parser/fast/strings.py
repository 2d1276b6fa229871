"""String and number literals to values.

Escapes are decoded here rather than by a codec, since an invalid one must be kept and warned about, as CPython does:
once a literal, for the first.
"""

from __future__ import annotations

from pyston_parser.tokens.decode import utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_SIMPLE: Final = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
    "v": "\v",
}  # fmt: skip
OCTAL: Final = frozenset("01234567")
_WIDTHS: Final = {"x": 2, "u": 4, "U": 8}
_CODES: Final = {"x": "xXX", "u": "uXXXX", "U": "UXXXXXXXX"}


class LiteralError(Exception):
    """A literal whose value cannot be made; the message is CPython's."""


def decode_escapes(text: str, warnings: list[str]) -> str:
    """The value of the text of a string literal (characters, not latin-1), with its escapes replaced.

    Appends to `warnings` the message for the first invalid escape.  Raises `LiteralError`.
    """
    at = text.find("\\")
    if at < 0:
        return text
    parts: list[str] = []
    done = 0
    warned = False
    while at >= 0:
        parts.append(text[done:at])
        following = text[at + 1 : at + 2]
        simple = _SIMPLE.get(following)
        if simple is not None:
            parts.append(simple)
            done = at + 2
        elif following in ("x", "u", "U"):
            width = _WIDTHS[following]
            digits = text[at + 2 : at + 2 + width]
            hexadecimal = 0
            while hexadecimal < len(digits) and digits[hexadecimal] in "0123456789abcdefABCDEF":
                hexadecimal += 1
            if hexadecimal < width:
                raise _unicode_error(text, at, at + 1 + hexadecimal, f"truncated \\{_CODES[following]} escape")
            code = int(digits, 16)
            if code > 0x10FFFF:
                raise _unicode_error(text, at, at + 1 + width, "illegal Unicode character")
            parts.append(chr(code))
            done = at + 2 + width
        elif following == "N":
            end = text.find("}", at + 3) if text[at + 2 : at + 3] == "{" else -1
            if end <= at + 3:
                stop = len(text) - 1 if text[at + 2 : at + 3] == "{" and end < 0 else at + 1
                if end == at + 3:
                    stop = end - 1
                raise _unicode_error(text, at, stop, "malformed \\N character escape")
            name = text[at + 3 : end]
            try:
                parts.append(f"\\N{{{name}}}".encode("ascii").decode("unicode_escape"))
            except UnicodeError:
                raise _unicode_error(text, at, end, "unknown Unicode character name") from None
            done = end + 1
        else:
            octal = octal_digits(text, at + 1)
            if octal:
                code = int(octal, 8)
                parts.append(chr(code))
                done = at + 1 + len(octal)
                if code > 0o377 and not warned:
                    warned = True
                    warnings.append(f"invalid octal escape sequence '\\{octal}'")
            else:
                parts.append("\\")
                done = at + 1
                if not warned and following and ord(following) < 128:
                    warned = True
                    warnings.append(f"invalid escape sequence '\\{following}'")
        at = text.find("\\", done if done > at + 1 else at + 1)
    parts.append(text[done:])
    return "".join(parts)


def octal_digits(text: str, at: int) -> str:
    """Up to three octal digits from an offset on."""
    end = at
    while end < at + 3 and text[end : end + 1] in OCTAL:
        end += 1
    return text[at:end]


def _unicode_error(text: str, start: int, end: int, reason: str) -> LiteralError:
    # The codec that CPython uses sees characters above 127 as \UXXXXXXXX.
    before = sum(10 if ord(character) > 127 else 1 for character in text[:start])
    inside = sum(10 if ord(character) > 127 else 1 for character in text[start:end])
    first, last = before, before + inside
    where = f"bytes in position {first}-{last}" if last > first else f"byte 0x5c in position {first}"
    return LiteralError(f"(unicode error) 'unicodeescape' codec can't decode {where}: {reason}")


def decode_bytes_escapes(text: str, warnings: list[str]) -> bytes:
    """The value of the text of a bytes literal, as `decode_escapes`."""
    at = text.find("\\")
    parts: list[str] = []
    done = 0
    warned = False
    while at >= 0:
        parts.append(text[done:at])
        following = text[at + 1 : at + 2]
        simple = _SIMPLE.get(following)
        if simple is not None:
            parts.append(simple)
            done = at + 2
        elif following == "x":
            digits = text[at + 2 : at + 4]
            try:
                if len(digits) < 2 or not digits.isalnum():
                    raise ValueError
                parts.append(chr(int(digits, 16)))
            except ValueError:
                raise LiteralError(f"(value error) invalid \\x escape at position {at}") from None
            done = at + 4
        else:
            octal = octal_digits(text, at + 1)
            if octal:
                code = int(octal, 8)
                parts.append(chr(code & 255))
                done = at + 1 + len(octal)
                if code > 0o377 and not warned:
                    warned = True
                    warnings.append(f"invalid octal escape sequence '\\{octal}'")
            else:
                parts.append("\\")
                done = at + 1
                if not warned and following:
                    warned = True
                    warnings.append(f"invalid escape sequence '\\{following}'")
        at = text.find("\\", done if done > at + 1 else at + 1)
    parts.append(text[done:])
    return "".join(parts).encode("latin-1")


def decode_literal(text: str, warnings: list[str]) -> str | bytes:
    """The value of a STRING token that is not an f-string (latin-1, with prefix and quotes)."""
    start = 0
    raw = False
    is_bytes = False
    while text[start] not in "'\"":
        letter = text[start]
        if letter in "rR":
            raw = True
        elif letter in "bB":
            is_bytes = True
        start += 1
    width = 3 if text[start + 1 : start + 3] == text[start] * 2 and len(text) >= start + 6 else 1
    body = text[start + width : -width]
    if is_bytes:
        if not body.isascii():
            raise LiteralError("bytes can only contain ASCII literal characters")
        if raw or "\\" not in body:
            return body.encode("latin-1")
        return decode_bytes_escapes(body, warnings)
    return decode_text(body, raw, warnings)


def decode_text(body: str, raw: bool, warnings: list[str]) -> str:
    """The value of a piece of string text (latin-1)."""
    if not body.isascii():
        try:
            body = utf8(body)
        except UnicodeDecodeError as error:
            raise LiteralError(f"(unicode error) {error}") from None
    if raw or "\\" not in body:
        return body
    return decode_escapes(body, warnings)


def decode_number(text: str) -> object:
    """The value of a NUMBER token."""
    if text.isdigit():
        return _integer(text, 10)
    last = text[-1]
    if last in "jJ":
        return complex(0.0, float(text[:-1].replace("_", "")))
    if text[0] == "0" and text[1] in "xXoObB":
        return int(text.replace("_", ""), 0)
    if "." in text or "e" in text or "E" in text:
        return float(text.replace("_", ""))
    return _integer(text.replace("_", ""), 10)


def _integer(text: str, base: int) -> int:
    try:
        return int(text, base)
    except ValueError as error:
        raise LiteralError(
            f"{error} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits."
        ) from None
