"""Tokens for tools: objects in source order, comments among them.

The parser itself reads parallel lists (`tokens.stream`); this is the readable form of the same.
"""

from __future__ import annotations

from pyston_parser.tokens.decode import decode, utf8
from pyston_parser.tokens.kinds import (
    ENDMARKER,
    LABELS,
    SPELLINGS,
)
from pyston_parser.tokens.tokenizer import tokens_of
from pyston_parser.versions import HOST, grammar_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_parser.tokens.stream import Comment, TokenStream


class Token:
    """One token.

    `kind` is "NAME", "KEYWORD", "NUMBER", "STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END", "OP", "NEWLINE",
    "INDENT", "DEDENT", "COMMENT", "TYPE_COMMENT", "ERROR" or "ENDMARKER"; `text` its source text; lines count from 1,
    columns are byte offsets from 0, as in `ast` nodes.
    """

    def __init__(self, kind: str, text: str, line: int, column: int, end_line: int, end_column: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column

    def __repr__(self) -> str:
        return f"{self.line},{self.column}-{self.end_line},{self.end_column}: {self.kind} {self.text!r}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash((self.kind, self.text, self.line, self.column))


def tokenize(
    source: str | bytes,
    filename: str = "<unknown>",
    *,
    feature_version: tuple[int, int] | int | None = None,
    type_comments: bool = False,
) -> list[Token]:
    """The tokens of `source` with its comments, in order; the last is an ENDMARKER.

    Where the source cannot be tokenized, an ERROR token stands, and reading goes on after it.  For the arguments see
    `parse`.  Raises what `parse` raises for source that cannot be decoded.
    """
    minor = grammar_version(feature_version)
    stream = tokens_of(
        decode(source, filename),
        nested_fstrings=minor >= 12 or HOST >= 12,
        templates=minor >= 14,
        type_comments=type_comments,
        keep_comments=True,
        recover=True,
    )
    return listed(stream, stream.comments)


def kind_of(kind: int) -> str:
    """What `Token.kind` calls a kind of the stream's."""
    spelling = SPELLINGS[kind]
    if not spelling:
        return LABELS[kind]
    return "KEYWORD" if spelling.isalpha() else "OP"


def listed(stream: TokenStream, comments: list[Comment]) -> list[Token]:
    """A stream's tokens and `comments` as one list in source order."""
    tokens: list[Token] = []
    text = stream.text
    following = 0
    for index, kind in enumerate(stream.kinds):
        start = stream.offset(index)
        while following < len(comments):
            comment = comments[following]
            if stream.line_starts[comment.line] + comment.column > start and kind != ENDMARKER:
                break
            tokens.append(
                Token("COMMENT", shown(comment.text), comment.line, comment.column, comment.line, comment.end_column)
            )
            following += 1
        line = stream.lines[index]
        column = stream.columns[index]
        end_line = stream.end_lines[index]
        end_column = stream.end_columns[index]
        assert isinstance(line, int) and isinstance(column, int)
        assert isinstance(end_line, int) and isinstance(end_column, int)
        piece = text[start : stream.end_offset(index)]
        tokens.append(Token(kind_of(kind), shown(piece), line, column, end_line, end_column))
    return tokens


def shown(text: str) -> str:
    """The characters of a piece of latin-1 source, whatever they are."""
    if text.isascii():
        return text
    try:
        return utf8(text)
    except UnicodeDecodeError:
        return text.encode("latin-1").decode("utf-8", "replace")
