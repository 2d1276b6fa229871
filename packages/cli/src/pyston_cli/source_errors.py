"""The host's messages for scripts that cannot be decoded.

The host reads a script line by line from its file, and words some errors otherwise than for text in memory, which is
all that `compile` (and so every parser behind our seam) is given. Errors of decoding come before all others: the host
reads to the end of the file before it reports a syntax error.
"""

from __future__ import annotations

import codecs
import re

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:[#\r\n]|$)")


def as_read_from_file(error: Exception, source: bytes, filename: str) -> Exception:
    """The exception that the host raises for a script, given the one that compiling its content raised."""
    has_mark = source.startswith(codecs.BOM_UTF8)
    lines = source.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    encoding = declared_encoding(lines)
    if encoding not in (None, "utf-8"):
        if has_mark:
            return SyntaxError(f"encoding problem: {encoding} with BOM")
        try:
            source.decode(encoding)
        except (LookupError, UnicodeError):
            return SyntaxError(f"encoding problem: {encoding}")
    for number, line in enumerate(lines, 1):
        if encoding is None and not has_mark:
            wrong = _first_undecodable(line)
            if wrong is not None:
                return SyntaxError(
                    f"Non-UTF-8 code starting with '\\x{wrong:02x}' in file {filename} on line {number}, "
                    "but no encoding declared; see https://peps.python.org/pep-0263/ for details"
                )
        before, null, _ = line.partition(b"\0")
        if null:
            text = before.decode(encoding or "utf-8", "replace")
            return SyntaxError("source code cannot contain null bytes", (filename, number, 0, text, number, 0))
    return error


def declared_encoding(lines: list[bytes]) -> str | None:
    """The encoding that the first two lines declare (PEP 263), named as the host names it, or None."""
    for line in lines[:2]:
        found = _COOKIE.match(line)
        if found:
            return _normal_name(found[1].decode("ascii"))
        if not _BLANK.match(line):
            return None
    return None


def _normal_name(name: str) -> str:
    """`get_normal_name` of the host's tokenizer."""
    start = name[:12].lower().replace("_", "-")
    if start == "utf-8" or start.startswith("utf-8-"):
        return "utf-8"
    for latin in ("latin-1", "iso-8859-1", "iso-latin-1"):
        if start == latin or start.startswith(latin + "-"):
            return "iso-8859-1"
    return name


def _first_undecodable(line: bytes) -> int | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return line[error.start]
    return None
