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


def unknown_place(message: str, filename: str) -> Prepared:
    """A source that cannot be read, by an error without a place."""
    return Prepared("", False, SyntaxError(message, (filename, 0, -1, None)))


def find_cookie(text: str) -> str:
    """The encoding named in the first two lines, empty if there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", 2)
    for line in lines[:2]:
        found = COOKIE.match(line)
        if found is not None:
            return found[1]
        if BLANK.match(line) is None:
            break
    return ""


def prepare(source: str | bytes, filename: str, version: int, add_newline: bool) -> Prepared:
    """Decode a source and make its line breaks uniform."""
    if isinstance(source, str):
        text = source.encode("utf-8", "surrogatepass").decode("latin-1")
        named = True
    else:
        text = source.decode("latin-1")
        marked = text.startswith(BOM)
        if marked:
            text = text[len(BOM) :]
        cookie = find_cookie(text)
        named = marked or cookie != ""
        name = cookie.lower().replace("_", "-")
        if marked and cookie and name != "utf-8" and not name.startswith("utf-8-"):
            return unknown_place(f"encoding problem: {cookie} with BOM", filename)
        if cookie and name != "utf-8" and not name.startswith("utf-8-"):
            try:
                text = text.encode("latin-1").decode(cookie).encode("utf-8").decode("latin-1")
            except (LookupError, ValueError) as problem:
                return unknown_place(str(problem), filename)
    if "\0" in text:
        return Prepared("", False, SyntaxError("source code string cannot contain null bytes"))
    if add_newline and version < 12 and text.endswith("\r\n"):
        # CPython mistakes the end after the pair for a line that is not ended.
        text += "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if add_newline and not text.endswith("\n") and text:
        text += "\n"
    return Prepared(text, named, None)
