"""What the error pass matches: tokens, and the light nodes that the grammar builds over them.

The error pass does not need `ast` trees: a message needs to know what kind of thing stands at a place (to say "cannot
assign to function call here"), where it starts and ends, and sometimes what is inside.  So one class holds any matched
stretch, and a token is such a stretch of one token.
"""

from __future__ import annotations

from typing import Final, final


class Node:
    """A matched stretch of source: a token, an expression, a list of repeated items, or an optional part left out.

    Lines count from 1 and columns are 0-based offsets in bytes of UTF-8, as in `ast`.  A column of -1 means that the
    token has no place of its own (INDENT, DEDENT and ENDMARKER are such).
    """

    def __init__(
        self, kind: str, line: int, column: int, end_line: int, end_column: int, items: list[Node] | None = None
    ) -> None:
        self.kind: str = kind
        self.line: int = line
        self.column: int = column
        self.end_line: int = end_line
        self.end_column: int = end_column
        self.items: list[Node] = [] if items is None else items
        self.text: str = ""


@final
class Token(Node):
    """One token.

    number: its kind as an index into `kinds.NAMES`; kind: the same as text.
    level: how many brackets were open after it; start, end: offsets into the scanned text.
    """

    def __init__(
        self,
        number: int,
        kind: str,
        text: str,
        line: int,
        column: int,
        end_line: int,
        end_column: int,
        level: int,
        start: int,
        end: int,
    ) -> None:
        super().__init__(kind, line, column, end_line, end_column, [])
        self.number: int = number
        self.text = text
        self.level: int = level
        self.start: int = start
        self.end: int = end


def describe(node: Node) -> str:
    """A node as text, for tests: a token's text, or the kind and the items in brackets."""
    if not node.items:
        return node.text or node.kind
    return node.kind + "(" + " ".join(describe(each) for each in node.items) + ")"


ABSENT: Final = Node("absent", 0, -1, 0, -1)
"""The value of an optional part that did not match."""
