"""The package's functions: `parse` here; the tolerant parser, tokens and REPL support in their own modules.

Two passes, as in CPython: the fast one builds the tree or says that there is an error; only then does the error pass
(`errors`) read the source again, slowly and in CPython's order, to find what CPython would say.
"""

from __future__ import annotations

import gc
import sys

from pyston_parser.fast.cursor import ParseFailure, VersionFailure
from pyston_parser.fast.statements import StatementParser
from pyston_parser.tokens.decode import decode, utf8
from pyston_parser.tokens.kinds import FSTRING_START, NAME, STRING
from pyston_parser.tokens.stream import TokenStream, TokenWarning
from pyston_parser.tokens.tokenizer import tokens_of
from pyston_parser.versions import HOST, grammar_version

# a program may put something else in their place
_get_limit: Final = sys.getrecursionlimit
_set_limit: Final = sys.setrecursionlimit

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from typing import Any, Final

# The newest grammar whose errors the error pass knows.
NEWEST_DIAGNOSED: Final = 14
# Python frames that the deepest permitted nesting may need in a pure build.
DEEP: Final = 100_000
MODES: Final = ("exec", "eval", "single", "func_type")


def parse(
    source: str | bytes,
    filename: str = "<unknown>",
    mode: str = "exec",
    *,
    feature_version: tuple[int, int] | int | None = None,
    type_comments: bool = False,
) -> ast.AST:
    """Parse `source` to the host's `ast` nodes, as `ast.parse` does.

    `source` is text, or bytes with an optional byte order mark or encoding cookie.  `mode` is "exec" (a file, gives
    `ast.Module`), "eval" (`ast.Expression`), "single" (`ast.Interactive`) or "func_type" (`ast.FunctionType`).
    `feature_version` chooses the grammar, (3, 8) to (3, 14), whatever the host; newer syntax is then an error, and
    nodes that the host lacks are the package's stand-ins (`pyston_parser.standins`).  `type_comments` keeps type
    comments (PEP 484).

    Returns the tree.  Raises `SyntaxError` or a subclass with CPython's message and range, and like CPython
    `ValueError`, `RecursionError` or `MemoryError` for source that is no text or nested too deeply.  Issues CPython's
    warnings about doubtful literals.
    """
    return parse_and_count(source, filename, mode, feature_version, type_comments)[0]


def parse_and_count(
    source: str | bytes,
    filename: str,
    mode: str,
    feature_version: tuple[int, int] | int | None,
    type_comments: bool,
) -> tuple[ast.AST, int]:
    """The same, with how many warnings were issued."""
    if mode not in MODES:
        raise ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    minor = grammar_version(feature_version)
    text = decode(source, filename)
    stream = tokens_of(
        text, nested_fstrings=minor >= 12 or HOST >= 12, templates=minor >= 14, type_comments=type_comments
    )
    parser = StatementParser(stream, minor)
    # A tree under construction holds no garbage, but its many new objects would set off collection after collection.
    collecting = gc.isenabled()
    if collecting:
        gc.disable()
    problem: SyntaxError | None = None
    try:
        tree: ast.AST = run(parser, mode, ends_line(source))
    except ParseFailure:
        failed: int = parser.position
        problem = newer_error(text, stream, failed, filename, minor) if feature_version is not None else None
        if problem is None:
            problem = error_for(source, stream, failed, filename, mode, minor, type_comments)
    except VersionFailure as failure:
        problem = error_for(source, stream, failure.start, filename, mode, minor, type_comments)
        if feature_version is not None and "only supported" not in problem.msg:
            problem = version_error(failure, stream, filename)
    finally:
        if collecting:
            gc.enable()
    if stream.warnings:
        issue_warnings(stream.warnings, filename, text)
    if problem is not None:
        # not `raise ... from None`: compiled code leaves the `from` out, and what an error is made from must not show
        problem.__context__ = None
        raise problem
    return tree, len(stream.warnings)


def version_error(failure: VersionFailure, stream: TokenStream, filename: str) -> SyntaxError:
    """The error for a construct newer than the grammar, in the words that CPython has for some of them."""
    message = f"{failure.what} only supported in Python 3.{failure.minor} and greater"
    return error_at(message, stream, failure.start, failure.end, filename)


def newer_error(text: str, stream: TokenStream, failed: int, filename: str, minor: int) -> SyntaxError | None:
    """The error if the tokens at `failed` are of a newer grammar: template strings, or quotes nested in f-strings."""
    kinds = stream.kinds
    if minor < 14 and failed > 0 and kinds[failed] in (STRING, FSTRING_START) and kinds[failed - 1] == NAME:
        prefix = stream.texts[failed - 1].lower()
        if prefix in ("t", "tr", "rt") and stream.end_offset(failed - 1) == stream.offset(failed):
            return error_at(
                "t-strings are only supported in Python 3.14 and greater", stream, failed - 1, failed, filename
            )
    if minor < 12 and HOST < 12:
        nested = tokens_of(text, nested_fstrings=True)
        try:
            run(StatementParser(nested, minor), "exec", True)
        except VersionFailure as failure:
            if failure.minor == 12:
                return version_error(failure, nested, filename)
        except ParseFailure:
            pass
    return None


def ends_line(source: str | bytes) -> bool:
    """Whether the source's last line is ended."""
    return source.endswith(("\n", "\r")) if isinstance(source, str) else source.endswith((b"\n", b"\r"))


def run(parser: StatementParser, mode: str, ended: bool) -> Any:
    """Parse one input of `mode`; try again with more room if permitted nesting meets the host's recursion limit."""
    warned = len(parser.stream.warnings)
    try:
        return run_once(parser, mode, ended)
    except RecursionError as error:
        if "ast construction" in str(error):
            raise
    limit = _get_limit()
    parser.position = 0
    parser.depth = 0
    del parser.stream.warnings[warned:]
    _set_limit(limit + DEEP)
    try:
        return run_once(parser, mode, ended)
    finally:
        _set_limit(limit)


def run_once(parser: StatementParser, mode: str, ended: bool) -> Any:
    """Parse one input of `mode`."""
    if mode == "exec":
        return parser.module()
    if mode == "eval":
        return parser.single_expression()
    if mode == "single":
        return parser.interactive(ended)
    return parser.function_type()


def error_for(
    source: str | bytes,
    stream: TokenStream,
    position: int,
    filename: str,
    mode: str,
    minor: int,
    type_comments: bool,
) -> SyntaxError:
    """The error for source that the fast pass gave up on at token `position`."""
    # Not imported before it is needed: most programs have no errors, and all have to start.
    from pyston_parser.errors.diagnosis import diagnose

    version = min(max(HOST, minor), NEWEST_DIAGNOSED)
    error = diagnose(
        source,
        filename,
        mode,
        version=version,
        feature_version=-1 if minor >= version else minor,
        type_comments=type_comments,
    )
    if error is not None:
        return error
    # The two passes disagree: the fast pass stands, with the plainest of messages.
    return error_at("invalid syntax", stream, position, position, filename)


def error_at(message: str, stream: TokenStream, start: int, end: int, filename: str) -> SyntaxError:
    """A `SyntaxError` whose range is from the token `start` to the end of the token `end`."""
    line = stream.lines[start]
    end_line = stream.end_lines[end]
    assert isinstance(line, int) and isinstance(end_line, int)
    begin = stream.line_starts[line]
    source_line = stream.text[begin : stream.text.find("\n", begin) + 1]
    first = characters(stream.text[begin : stream.offset(start)]) + 1
    last = characters(stream.text[stream.line_starts[end_line] : stream.end_offset(end)]) + 1
    shown = source_line.encode("latin-1").decode("utf-8", "replace")
    return SyntaxError(message, (filename, line, first, shown, end_line, last))


def characters(text: str) -> int:
    """How many characters a piece of latin-1 source stands for."""
    return len(text) if text.isascii() else len(text.encode("latin-1").decode("utf-8", "replace"))


def issue_warnings(found: list[TokenWarning], filename: str, text: str) -> None:
    """Issue warnings as CPython's parser does; one that the filters turn into an error becomes a `SyntaxError`."""
    import warnings

    for warning in sorted(found, key=lambda item: (item.line, item.column)):
        escape = "escape" in warning.message
        category = DeprecationWarning if escape and HOST < 12 else SyntaxWarning
        refused = False
        try:
            warnings.warn_explicit(warning.message, category, filename, warning.line)
        except category:
            refused = True
        if refused:
            line = text.split("\n")[warning.line - 1] + "\n"
            shown = utf8(line) if not line.isascii() else line
            raise SyntaxError(
                warning.message, (filename, warning.line, warning.column + 1, shown, warning.line, warning.column + 1)
            )
