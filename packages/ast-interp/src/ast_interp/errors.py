"""Make a SyntaxError that points at a tree node, as CPython's compiler does."""

from __future__ import annotations

import _ast as ast

from pyston_runtime.imports.unseen import past_the_program
from pyston_runtime.interfaces.typed import Any, cast


def syntax_error(message: str, filename: str, node: ast.AST | None) -> SyntaxError:
    """Build the error.

    Args:
        message: CPython's words.
        filename: the file; its line is read for display where it exists.
        node: what the error points at; None for no position.
    """
    line: int | None = getattr(node, "lineno", None)
    if line is None:
        return SyntaxError(message, (filename, None, None, None))
    column: int = getattr(node, "col_offset", 0)
    end_line: int | None = getattr(node, "end_lineno", None)
    end_column: int | None = getattr(node, "end_col_offset", None)
    text = _source_line(filename, line)
    encoded = text.encode() if text is not None else b""
    offset = len(encoded[:column].decode(errors="replace")) + 1 if text is not None else column + 1
    end_offset = None
    if end_column is not None:
        last = text if end_line == line else _source_line(filename, end_line or line)
        end_offset = end_column + 1 if last is None else len(last.encode()[:end_column].decode(errors="replace")) + 1
    return SyntaxError(message, (filename, line, offset, text, end_line, end_offset))


def _import_tokenize() -> object:
    import tokenize

    return tokenize


def _source_line(filename: str, line: int) -> str | None:
    """The line, read as CPython reads it: straight from the file; None where there is none."""
    if filename.startswith("<"):
        return None
    try:
        with cast(Any, past_the_program(_import_tokenize)).open(filename) as file:
            for number, text in enumerate(file, 1):
                if number == line:
                    return cast(str, text)
    except (OSError, SyntaxError, UnicodeDecodeError):
        pass
    return None
