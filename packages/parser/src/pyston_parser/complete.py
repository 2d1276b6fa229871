"""Whether what has been typed so far is a whole statement."""

from __future__ import annotations

from pyston_parser.api import ends_line, run
from pyston_parser.fast.cursor import ParseFailure, VersionFailure
from pyston_parser.fast.statements import StatementParser
from pyston_parser.tokens.decode import decode
from pyston_parser.tokens.kinds import DEDENT, ENDMARKER, ERROR
from pyston_parser.tokens.tokenizer import tokens_of
from pyston_parser.versions import HOST, grammar_version

COMPLETE = "complete"
INCOMPLETE = "incomplete"
INVALID = "invalid"


def is_complete(source: str, *, feature_version: tuple[int, int] | int | None = None) -> str:
    """ "complete", "incomplete" (more input may make it right) or "invalid", for one interactive statement.

    As in CPython's own prompt, a compound statement is complete once an empty line follows it, that is once `source`,
    the lines joined by line ends, ends with one.  Source of nothing but comments and blanks is complete.
    """
    minor = grammar_version(feature_version)
    try:
        text = decode(source, "<stdin>")
    except (SyntaxError, ValueError):
        return INVALID
    stream = tokens_of(text, nested_fstrings=minor >= 12 or HOST >= 12, templates=minor >= 14)
    if stream.kinds[0] == ENDMARKER:
        return COMPLETE
    parser = StatementParser(stream, minor)
    try:
        run(parser, "single", ends_line(source))
    except ParseFailure:
        at = parser.position
    except (VersionFailure, RecursionError, MemoryError):
        return INVALID
    else:
        # A block without an empty line after it: CPython's prompt, unlike `compile`, waits for that.
        ended = ends_line(source) or stream.kinds[-2] != DEDENT
        return COMPLETE if ended else INCOMPLETE
    kind = stream.kinds[at]
    if stream.texts[0] == "match" and "case" not in source and source.rstrip().endswith(":"):
        # Only a `case` makes this a match statement.
        return INCOMPLETE if is_complete(source.rstrip() + "\n case _:\n  pass\n") == COMPLETE else INVALID
    if kind == ENDMARKER:
        return INCOMPLETE
    if kind == ERROR and stream.error is not None and stream.error.reason in ("end", "end of string"):
        return INCOMPLETE
    return INVALID
