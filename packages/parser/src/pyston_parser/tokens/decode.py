"""Source to text in which a column is a byte offset.

`ast` columns count UTF-8 bytes.  Decoding the UTF-8 bytes as latin-1 gives a `str` with one character a byte, so that
an index into it is a column, and plain slices cut out names and numbers; only names and strings that hold characters
above 127 are decoded again (`utf8`).  For ASCII source, nearly all there is, this costs nothing.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_NAME_BYTES: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
_LATIN: Final = ("latin-1", "iso-8859-1", "iso-latin-1")


def utf8(text: str) -> str:
    """The characters that a latin-1 piece of source stands for.

    Raises `UnicodeDecodeError` where the source is not UTF-8: CPython, too, finds that only in names and strings.
    """
    return text.encode("latin-1").decode("utf-8")


def _cookie(source: bytes) -> str | None:
    """The normalized name in an encoding cookie: in a comment on the first line, or on the second after a blank one."""
    if b"coding" not in source[:4096]:
        return None
    opening = source[:4096].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line in opening.split(b"\n", 2)[:2]:
        comment = line.lstrip(b" \t\f")
        found = _cookie_in(comment)
        if found:
            name = found.decode("ascii")
            normal = name[:12].lower().replace("_", "-")
            if normal == "utf-8" or normal.startswith("utf-8-"):
                return "utf-8"
            if normal in _LATIN or normal.startswith(tuple(latin + "-" for latin in _LATIN)):
                return "iso-8859-1"
            return name
        if comment and not comment.startswith(b"#"):
            return None
    return None


def _cookie_in(comment: bytes) -> bytes | None:
    """The name in `# ... coding: name` (PEP 263); by hand, since a guest may be `re` itself."""
    if not comment.startswith(b"#"):
        return None
    at = comment.find(b"coding")
    while at >= 0:
        rest = comment[at + len(b"coding") :]
        if rest[:1] in (b":", b"="):
            rest = rest[1:].lstrip(b" \t")
            name = rest[: len(rest) - len(rest.lstrip(_NAME_BYTES))]
            if name:
                return name
        at = comment.find(b"coding", at + 1)
    return None


def _encoding_error(message: str, filename: str) -> SyntaxError:
    return SyntaxError(message, (filename, 0, -1, None))


def decode(source: str | bytes, filename: str) -> str:
    """Source as latin-1 text with `\\n` line ends, the last line ended.

    `source` is a `str`, or bytes with an optional byte order mark or encoding cookie (PEP 263); a cookie in a `str`
    is ignored.  Raises `SyntaxError` for an unknown or unfit encoding and for null bytes (`ValueError` before
    CPython 3.11.4), and `UnicodeEncodeError` for lone surrogates, as `compile` does.
    """
    if isinstance(source, str):
        text = source if source.isascii() else source.encode("utf-8").decode("latin-1")
    else:
        data = bytes(source)
        if b"\0" in data:
            raise _null_bytes()
        marked = data.startswith(b"\xef\xbb\xbf")
        if marked:
            data = data[3:]
        encoding = _cookie(data) if b"coding" in data[:4096] else None
        if encoding is not None and encoding != "utf-8":
            if marked:
                raise _encoding_error(f"encoding problem: {encoding} with BOM", filename)
            try:
                data = data.decode(encoding).encode("utf-8")
            except LookupError:
                raise _encoding_error(f"unknown encoding: {encoding}", filename) from None
            except UnicodeError as error:
                raise _encoding_error(str(error), filename) from None
        text = data.decode("latin-1")
    if "\0" in text:
        raise _null_bytes()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        text += "\n"
    return text


def _null_bytes() -> Exception:
    message = "source code string cannot contain null bytes"
    return SyntaxError(message) if sys.version_info >= (3, 11, 4) else ValueError(message)
