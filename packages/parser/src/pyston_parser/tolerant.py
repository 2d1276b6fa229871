"""Parsing that goes on after errors, for editors and other tools that read unfinished programs.

The tokenizer recovers by itself (`tokens.tokenizer`); the parser drops the statement that has an error, keeps the
blocks that it had read within it, and goes on at the next line.  Messages are those of the error pass, asked about
the broken line alone.
"""

from __future__ import annotations

import _ast

from pyston_parser.api import NEWEST_DIAGNOSED, error_at, run
from pyston_parser.fast.cursor import ParseFailure, VersionFailure
from pyston_parser.fast.statements import StatementParser
from pyston_parser.listing import Token, listed, shown
from pyston_parser.tokens.decode import decode
from pyston_parser.tokens.kinds import DEDENT, ENDMARKER, ERROR, INDENT, NEWLINE
from pyston_parser.tokens.stream import TokenError, TokenStream
from pyston_parser.tokens.tokenizer import tokens_of
from pyston_parser.versions import HOST, grammar_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from typing import Any, Final

    from mypy_extensions import i64

# How many broken lines are shown to the error pass; further ones are plainly "invalid syntax".
MAX_DIAGNOSED: Final = 20


class ParseResult:
    """What `parse_tolerant` found.

    `tree` is an `ast.Module` of the statements without errors; `errors` are `SyntaxError`s in source order; `tokens`
    are all tokens, comments included; `comments` the comments alone.
    """

    def __init__(self, tree: ast.Module, errors: list[SyntaxError], tokens: list[Token], comments: list[Token]) -> None:
        self.tree = tree
        self.errors = errors
        self.tokens = tokens
        self.comments = comments


class TolerantParser(StatementParser):
    """A statement parser that records failures and goes on."""

    def __init__(self, stream: TokenStream, minor: int) -> None:
        super().__init__(stream, minor)
        # The failing token of each broken statement.
        self.failures: list[int] = []
        # Blocks of the statements now being parsed, so that a broken statement's are not lost.
        self.blocks: list[list[Any]] = []

    def statement(self, body: list[Any]) -> None:
        """Append a statement; or, of a broken one, the statements of its blocks."""
        kinds = self.kinds
        start = self.position
        kind: i64 = kinds[start]
        if kind == DEDENT:
            self.position = start + 1
            return
        if kind == INDENT:
            self.failures.append(start)
            self.position = start + 1
            self.statements_to_dedent(body)
            return
        blocks = len(self.blocks)
        count = len(body)
        try:
            super().statement(body)
        except ParseFailure:
            pass
        except VersionFailure:
            pass
        else:
            del self.blocks[blocks:]
            return
        self.depth = 0
        failed = max(self.position, start)
        self.failures.append(failed)
        del body[count:]
        for block in self.blocks[blocks:]:
            body.extend(block)
        del self.blocks[blocks:]
        deeper = 0
        for index in range(start, failed):
            if kinds[index] == INDENT:
                deeper += 1
            elif kinds[index] == DEDENT:
                deeper -= 1
        self.position = failed
        if failed == start or kinds[failed - 1] not in (NEWLINE, INDENT, DEDENT):
            self.skip_line()
        if kinds[self.position] == INDENT:
            self.position += 1
            deeper += 1
        for _ in range(deeper):
            self.statements_to_dedent(body)

    def statements_to_dedent(self, body: list[Any]) -> None:
        """Append statements up to the end of their block."""
        kinds = self.kinds
        while kinds[self.position] != DEDENT and kinds[self.position] != ENDMARKER:
            self.statement(body)
        if kinds[self.position] == DEDENT:
            self.position += 1

    def skip_line(self) -> None:
        """Go to the first token of the next line."""
        kinds = self.kinds
        while kinds[self.position] != NEWLINE and kinds[self.position] != ENDMARKER:
            self.position += 1
        if kinds[self.position] == NEWLINE:
            self.position += 1

    def block(self) -> list[Any]:
        """A block; an empty one, and a failure, where it is missing."""
        kinds = self.kinds
        body: list[Any] = []
        self.blocks.append(body)
        if kinds[self.position] != NEWLINE:
            self.simple_statements(body)
            return body
        self.position += 1
        if kinds[self.position] != INDENT:
            self.failures.append(self.position - 1)
            return body
        self.position += 1
        self.statements_to_dedent(body)
        return body


def parse_tolerant(
    source: str | bytes,
    filename: str = "<unknown>",
    *,
    feature_version: tuple[int, int] | int | None = None,
    type_comments: bool = False,
) -> ParseResult:
    """Parse a file as far as it can be; for the arguments see `parse`.

    Returns the partial tree, every error, the tokens and the comments.  Raises nothing for any source; a source that
    cannot be decoded has an empty tree and one error.
    """
    minor = grammar_version(feature_version)
    empty = _ast.Module(body=[], type_ignores=[])
    try:
        text = decode(source, filename)
    except SyntaxError as error:
        return ParseResult(empty, [error], [], [])
    except ValueError as error:
        return ParseResult(empty, [SyntaxError(str(error), (filename, 1, 1, None))], [], [])
    stream = tokens_of(
        text,
        nested_fstrings=minor >= 12 or HOST >= 12,
        templates=minor >= 14,
        type_comments=type_comments,
        keep_comments=True,
        recover=True,
    )
    parser = TolerantParser(stream, minor)
    try:
        tree: Any = run(parser, "exec", True)
        failures = parser.failures
    except (RecursionError, MemoryError) as error:
        tree = empty
        failures = []
        stream.errors.append(TokenError("syntax", str(error) or "too complex to parse", 1, 0, 1, -1))
    tokens = listed(stream, stream.comments)
    comments = [token for token in tokens if token.kind == "COMMENT"]
    return ParseResult(tree, all_errors(stream, failures, filename, minor), tokens, comments)


def all_errors(stream: TokenStream, failures: list[int], filename: str, minor: int) -> list[SyntaxError]:
    """The tokenizer's errors and the parser's, in source order, one a line."""
    errors: dict[int, SyntaxError] = {}
    for found in stream.errors:
        errors.setdefault(found.line, token_error(stream, found, filename))
    diagnosed = 0
    for failed in failures:
        line = stream.lines[failed]
        assert isinstance(line, int)
        if line in errors or stream.kinds[failed] == ERROR:
            continue
        error: SyntaxError | None = None
        if diagnosed < MAX_DIAGNOSED:
            diagnosed += 1
            error = line_error(stream, failed, filename, minor)
        if error is None:
            error = plain_error(stream, failed, filename)
        at = error.lineno or line
        errors.setdefault(at, error)
    return [errors[line] for line in sorted(errors)]


def token_error(stream: TokenStream, found: TokenError, filename: str) -> SyntaxError:
    """A tokenizer's error as an exception."""
    begin = stream.line_starts[found.line] if found.line < len(stream.line_starts) else len(stream.text)
    line = stream.text[begin : stream.text.find("\n", begin) + 1]
    cls: type[SyntaxError] = SyntaxError
    if found.reason == "indentation":
        cls = IndentationError
    elif found.reason == "tab":
        cls = TabError
    message = found.message
    offset = len(shown(line[: max(found.column, 0)])) + 1
    return cls(message, (filename, found.line, offset, shown(line), found.line, offset))


def plain_error(stream: TokenStream, failed: int, filename: str) -> SyntaxError:
    """ "invalid syntax" at a token."""
    kind = stream.kinds[failed]
    if kind == INDENT:
        return IndentationError("unexpected indent", *error_at("", stream, failed, failed, filename).args[1:])
    return error_at("invalid syntax", stream, failed, failed, filename)


def line_error(stream: TokenStream, failed: int, filename: str, minor: int) -> SyntaxError | None:
    """The error pass's opinion of the line that the failure is in, taken by itself."""
    from pyston_parser.errors.diagnosis import diagnose

    kinds = stream.kinds
    first = failed
    while first > 0 and kinds[first - 1] not in (NEWLINE, INDENT, DEDENT):
        first -= 1
    last = failed
    while kinds[last] not in (NEWLINE, ENDMARKER, ERROR):
        last += 1
    if kinds[last] == ERROR or first == last:
        return None
    line = stream.lines[first]
    column = stream.columns[first]
    assert isinstance(line, int) and isinstance(column, int)
    piece = stream.text[stream.offset(first) : stream.offset(last)]
    header = piece.rstrip().endswith(":")
    # A header is shown with a block, unless it is the block that is missing.
    missing = header and failed == last
    if header and not missing:
        piece += " pass"
    version = min(max(HOST, minor), NEWEST_DIAGNOSED)
    try:
        error = diagnose(
            shown(piece) + "\n",
            filename,
            "exec",
            version=version,
            feature_version=-1 if minor >= version else minor,
        )
    except (ValueError, RecursionError, MemoryError):
        return None
    if error is None or error.lineno is None:
        return None
    if missing:
        message = error.msg.replace("on line 1", f"on line {line}")
        return type(error)(message, error_at("", stream, failed - 1, failed - 1, filename).args[1])
    begin = stream.line_starts[line]
    indentation = len(shown(stream.text[begin : begin + column]))
    at = error.lineno + line - 1
    offset = (error.offset or 1) + (indentation if error.lineno == 1 else 0)
    end_line = (error.end_lineno or error.lineno) + line - 1
    end_offset = error.end_offset or 0
    if end_offset > 0 and end_line == line:
        end_offset += indentation
    if at >= len(stream.line_starts):
        return None
    text_start = stream.line_starts[at]
    text = shown(stream.text[text_start : stream.text.find("\n", text_start) + 1])
    return type(error)(error.msg, (filename, at, offset, text, end_line, end_offset))
