"""What is read before the first token: the encoding of the bytes, line breaks, and null bytes."""

from __future__ import annotations

import re
from typing import Final, final

COOKIE: Final = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
BLANK: Final = re.compile(r"^[ \t\f]*(?:#.*)?$")
BOM: Final = "\xef\xbb\xbf"


@final
class Prepared:
    """A source ready to be scanned.

    text: UTF-8 as latin-1 with `\\n` as the only line break; named_encoding: whether the source is text or names its
    encoding, so that CPython counts columns in characters; error: what made the source unreadable.
    """

    def __init__(self, text: str, named_encoding: bool, error: SyntaxError | None) -> None:
        self.text: Final = text
        self.named_encoding: Final = named_encoding
        self.error: Final = error


def unreadable(message: str, filename: str) -> Prepared:
    """A source that cannot be read, by an error without a place."""
    return Prepared("", False, SyntaxError(message, (filename, 0, -1, None)))


def find_cookie(text: str) -> str:
    """The encoding named in the first two lines, empty if there is none."""
    # A line that is not ended does not count.
    for line in text.split("\n", 2)[:-1]:
        found = COOKIE.match(line)
        if found is not None:
            return found[1]
        if BLANK.match(line) is None:
            break
    return ""


def normal_name(cookie: str) -> str:
    """The names that mean UTF-8 or Latin-1 as CPython calls these two; any other name as it is."""
    name = cookie[:12].lower().replace("_", "-")
    if name == "utf-8" or name.startswith("utf-8-"):
        return "utf-8"
    for latin in ("latin-1", "iso-8859-1", "iso-latin-1"):
        if name == latin or name.startswith(latin + "-"):
            return "iso-8859-1"
    return cookie


def prepare(source: str | bytes, filename: str, version: int, add_newline: bool) -> Prepared:
    """Decode a source and make its line breaks uniform, the latter first, as CPython does."""
    if isinstance(source, str):
        text = source.encode("utf-8", "surrogatepass").decode("latin-1")
    else:
        text = source.decode("latin-1")
    if "\0" in text:
        return Prepared("", False, SyntaxError("source code string cannot contain null bytes"))
    text = uniform_lines(text, version, add_newline)
    if isinstance(source, str):
        return Prepared(text, True, None)
    marked = text.startswith(BOM)
    if marked:
        text = text[len(BOM) :]
    cookie = find_cookie(text)
    if cookie:
        name = normal_name(cookie)
        if marked and name != "utf-8":
            return unreadable(f"encoding problem: {name} with BOM", filename)
        if name != "utf-8":
            try:
                text = text.encode("latin-1").decode(name).encode("utf-8").decode("latin-1")
            except (LookupError, ValueError) as problem:
                return unreadable(str(problem), filename)
    return Prepared(text, marked or cookie != "", None)


def uniform_lines(text: str, version: int, add_newline: bool) -> str:
    """The text with `\\n` as the only line break, and one at the end if wanted."""
    if add_newline and version < 12 and text.endswith("\r\n"):
        # CPython mistakes the end after the pair for a line that is not ended.
        text += "\n"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if add_newline and text and not text.endswith("\n"):
        text += "\n"
    return text
