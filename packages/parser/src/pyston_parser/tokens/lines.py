"""Lines: indentation, continuation, comments, and the end of the source."""

from __future__ import annotations

from pyston_parser.tokens.kinds import DEDENT, ENDMARKER, INDENT, TYPE_COMMENT
from pyston_parser.tokens.pieces import FStringReader
from pyston_parser.tokens.stream import Comment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from mypy_extensions import i64

MAX_INDENTS: Final = 100


class LineReader(FStringReader):
    """Reads the beginnings of lines."""

    def indentation(self, position: i64) -> i64:
        """Skip blank lines; add INDENT and DEDENT tokens for the first line that is not; its first offset after
        spaces."""
        data = self.data
        text = self.text
        stream = self.stream
        size: i64 = len(text)
        while True:
            column: i64 = 0
            plain: i64 = 0
            continued: i64 = 0
            continued_any = False
            while True:
                character: i64 = data[position]
                if character == 32:
                    column += 1
                    plain += 1
                elif character == 9:
                    column = (column // 8 + 1) * 8
                    plain += 1
                elif character == 12:
                    column = 0
                    plain = 0
                elif character == 92:
                    # The first backslash of the line decides its indentation.
                    if continued == 0:
                        continued = column
                    continued_any = True
                    position = self.continuation(position)
                    continue
                else:
                    break
                position += 1
            if character == 35:
                end: i64 = text.find("\n", position)
                added = False
                if self.watch_comments:
                    added = self.comment(position, end, True)
                position = end
                if added:
                    # A type comment alone on its line is a token, and so its line end is one.
                    return position
                character = 10
            if character != 10:
                break
            position += 1
            if position > size:
                position = size
                break
            stream.line_starts.append(position)
            self.line += 1
            self.line_start = position
            if position >= size:
                break
        if position >= size:
            return size
        if continued_any and continued:
            column = continued
            plain = continued
        self.indent_to(column, plain, position)
        self.margin = " " * column if column == plain else "\0"
        self.margin_width = column
        return position

    def indent_to(self, column: i64, plain: i64, position: i64) -> None:
        """Compare an indentation with the open blocks' (`plain` counts a tab as one column, to tell mixed ones)."""
        indents = self.indents
        top: i64 = indents[-1]
        if column == top:
            if plain != self.plain_indents[-1]:
                self.tab_error()
        elif column > top:
            if len(indents) >= MAX_INDENTS:
                self.fail("indentation", "too many levels of indentation", position, -1)
            if plain <= self.plain_indents[-1]:
                self.tab_error()
            indents.append(column)
            self.plain_indents.append(plain)
            self.add(INDENT, "", position, position)
        else:
            dropped = 0
            while len(indents) > 1 and column < indents[-1]:
                indents.pop()
                self.plain_indents.pop()
                dropped += 1
            if column != indents[-1]:
                self.note("indentation", "unindent does not match any outer indentation level", position)
            elif plain != self.plain_indents[-1]:
                self.tab_error()
            for _ in range(dropped):
                self.add(DEDENT, "", position, position)

    def tab_error(self) -> None:
        self.note("tab", "inconsistent use of tabs and spaces in indentation", self.line_start)

    def continuation(self, position: i64) -> i64:
        """The offset after a backslash and its line end."""
        position += 1
        if self.data[position] != 10:
            self.fail("syntax", "unexpected character after line continuation character", position, -1)
        position += 1
        if position >= len(self.text):
            self.fail("end", "unexpected EOF while parsing", position - 1, -1)
        self.stream.line_starts.append(position)
        self.line += 1
        self.line_start = position
        return position

    def comment(self, start: i64, end: i64, alone: bool) -> bool:
        """Keep a comment, or make a token of it if it is a type comment: True if a token was added."""
        text = self.text[start:end]
        if self.keep_comments:
            self.stream.comments.append(Comment(text, self.line, start - self.line_start, end - self.line_start))
        if not self.type_comments:
            return False
        body = text[1:].lstrip(" \t")
        if not body.startswith("type:"):
            return False
        content = body[5:].lstrip(" \t")
        if content.startswith("ignore"):
            tail = content[6:]
            if not tail or (tail[0].isascii() and not tail[0].isalnum()):
                self.stream.type_ignores.append((self.line, tail))
                return False
        self.add(TYPE_COMMENT, content, end - len(content), end)
        return True

    def finish(self) -> None:
        size: i64 = len(self.text)
        if self.modes:
            self.unterminated_fstring(self.modes[-1])
        if self.stream.openers:
            self.fail("end", "unexpected EOF while parsing", size, -1)
        for _ in self.indents[1:]:
            self.add(DEDENT, "", size, size)
        self.add(ENDMARKER, "", size, size)
