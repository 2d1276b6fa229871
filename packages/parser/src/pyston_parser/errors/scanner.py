"""The error pass' scanner: CPython's tokens one at a time, with its errors, for the host's version.

The fast tokenizer only finds that a token is wrong.  Here the order in which CPython finds things matters (a bad token
counts only once the parser asks for it), and so does the state it is in when it finds them, so this is a scanner of its
own, plain and slow.  See `reader` for the state that is kept.
"""

from __future__ import annotations

from typing import Final

from . import kinds
from .nodes import Token
from .reader import END
from .scan_strings import StringScanner

MAX_INDENTS: Final = 100
MAX_BRACKETS: Final = 200
TAB_SIZE: Final = 8
CLOSERS: Final = {")": "(", "]": "[", "}": "{"}
WORD_START: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
WORD_PARTS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")
SPACES: Final = " \t\f"


class Scanner(StringScanner):
    """Gives the tokens of one source in order.

    single: the source is one interactive statement.
    type_comments: give TYPE_COMMENT tokens, as `ast.parse(type_comments=True)` wants them.
    """

    def __init__(
        self, text: str, filename: str, version: int, byte_columns: bool, type_comments: bool, single: bool
    ) -> None:
        super().__init__(text, filename, version, byte_columns)
        self.type_comments: Final = type_comments
        # In "single" mode the end of the text ends a line and all blocks.
        self.ends_line: bool = False
        self.single: Final = single
        self.at_line_start: bool = True
        self.pending: int = 0
        self.indents: Final[list[int]] = [0]
        # The same with tabs one column wide: the order of two lines must not depend on the size of a tab.
        self.other_indents: Final[list[int]] = [0]

    def next_token(self) -> Token:
        """The next token; after the last one, ENDMARKER for ever.  Raises SyntaxError."""
        token = self.scan_token()
        if self.single:
            if token.number == kinds.ENDMARKER and self.ends_line:
                self.ends_line = False
                self.pending = 1 - len(self.indents)
                del self.indents[1:]
                del self.other_indents[1:]
                return self.placeless(kinds.NEWLINE)
            self.ends_line = True
        return token

    def scan_token(self) -> Token:
        """The next token as it stands in the text."""
        if self.formats and self.formats[len(self.formats) - 1].literal:
            return self.next_format_token()
        while True:
            blank = False
            self.token_start = -1
            if self.at_line_start:
                blank = self.indentation()
            self.token_start = self.cursor
            if self.pending < 0:
                self.pending += 1
                return self.placeless(kinds.DEDENT)
            if self.pending > 0:
                self.pending -= 1
                return self.placeless(kinds.INDENT)
            self.back(self.next_char())
            token = self.after_indentation(blank)
            if token is not None:
                return token

    # -- making tokens

    def placeless(self, number: int) -> Token:
        """An INDENT, DEDENT or ENDMARKER."""
        return Token(
            number, kinds.NAMES[number], "", self.line, -1, self.line, -1, len(self.brackets), self.cursor, self.cursor
        )

    def newline(self) -> Token:
        """A NEWLINE, of which the line break is a part from 3.12 on."""
        if self.version >= 12:
            return self.token(kinds.NEWLINE)
        self.cursor -= 1
        token = self.token(kinds.NEWLINE)
        self.cursor += 1
        return token

    # -- lines

    def indentation(self) -> bool:
        """Read the white space that begins a line and set `pending`.  True if the line holds nothing."""
        column = 0
        other = 0
        continued = 0
        self.at_line_start = False
        while True:
            char = self.next_char()
            if char == " ":
                column += 1
                other += 1
            elif char == "\t":
                column = (column // TAB_SIZE + 1) * TAB_SIZE
                other += 1
            elif char == "\f":
                column = other = 0
            elif char == "\\":
                # White space before a backslash is the line's indentation, whatever follows.
                continued = continued or column
                self.line_continuation()
            else:
                break
        self.back(char)
        if char == "#" or char == "\n":
            return True
        if not self.brackets:
            self.set_indentation(continued or column, continued or other)
        return False

    def set_indentation(self, column: int, other: int) -> None:
        """Compare a line's indentation with those it stands in."""
        indents = self.indents
        others = self.other_indents
        if column > indents[-1]:
            if len(indents) + 1 >= MAX_INDENTS + 1:
                self.cursor = self.line_end
                raise self.error_range("too many levels of indentation", self.line, 0, self.line, -1, IndentationError)
            if other <= others[-1]:
                raise self.tab_error()
            self.pending += 1
            indents.append(column)
            others.append(other)
            return
        while len(indents) > 1 and column < indents[-1]:
            self.pending -= 1
            indents.pop()
            others.pop()
        if column != indents[-1]:
            self.cursor = self.line_end
            raise self.dedent_error()
        if other != others[-1]:
            raise self.tab_error()

    def dedent_error(self) -> SyntaxError:
        """The error for a line that returns to an indentation that was never there."""
        message = "unindent does not match any outer indentation level"
        self.tokens.append(self.placeless(kinds.UNKNOWN))
        return self.error_here(self.tokens[len(self.tokens) - 1], message, IndentationError)

    def tab_error(self) -> SyntaxError:
        """The error for indentation whose depth depends on the size of a tab."""
        self.cursor = self.line_end
        return self.error_range(
            "inconsistent use of tabs and spaces in indentation", self.line, 0, self.line, -1, TabError
        )

    def line_continuation(self) -> None:
        """Go to the next line after a backslash."""
        char = self.next_char()
        if char != "\n":
            raise self.error_range(
                "unexpected character after line continuation character",
                self.line,
                self.cursor - self.buffer_start - 1,
                self.line,
                -1,
            )
        char = self.next_char()
        if char == END:
            self.cursor = self.line_end
            self.tokens.append(self.placeless(kinds.UNKNOWN))
            raise self.unexpected_end()
        self.back(char)

    # -- tokens

    def after_indentation(self, blank: bool) -> Token | None:
        """The next token of the line, or None to begin another line."""
        while True:
            self.token_start = -1
            char = self.next_char()
            while char and char in SPACES:
                char = self.next_char()
            self.token_start = self.cursor if char == END else self.cursor - 1
            if char == "#":
                comment = self.comment()
                if comment is not None:
                    return comment
                char = self.next_char()
            if char == END:
                if self.brackets:
                    self.tokens.append(self.placeless(kinds.UNKNOWN))
                    raise self.unclosed_bracket()
                return self.placeless(kinds.ENDMARKER)
            if char in WORD_START or char >= "\x80":
                return self.word(char)
            if char == "\n":
                self.at_line_start = True
                if blank or self.brackets:
                    return None
                return self.newline()
            if char == ".":
                return self.dot()
            if "0" <= char <= "9":
                self.scan_number(char)
                return self.token(kinds.NUMBER)
            if char == "'" or char == '"':
                return self.scan_string(char)
            if char == "\\":
                self.line_continuation()
                continue
            return self.operator(char)

    def comment(self) -> Token | None:
        """Skip a comment; give a token if it is a type comment and these are wanted."""
        end = self.text.find("\n", self.cursor, self.line_end)
        self.cursor = self.line_end if end < 0 else end
        if not self.type_comments:
            return None
        text = self.text[self.token_start + 1 : self.cursor].lstrip(" \t")
        if not text.startswith("type:"):
            return None
        body = text[5:].lstrip(" \t")
        if body.startswith("ignore") and not (len(body) > 6 and (body[6].isalnum() or body[6] >= "\x80")):
            # CPython has a token for it, which ends before the NEWLINE; that of another comment begins with it.
            self.token_start = self.cursor
            return None
        self.token_start = self.cursor - len(body)
        return self.token(kinds.TYPE_COMMENT)

    def word(self, char: str) -> Token:
        """A name, a keyword, or a string with a prefix."""
        prefix = ""
        while char and self.extends_prefix(prefix, char):
            prefix += char.lower()
            char = self.next_char()
            if char == "'" or char == '"':
                if "t" in prefix or ("f" in prefix and self.version >= 12):
                    return self.scan_format_start(char, "t" if "t" in prefix else "f", "r" in prefix)
                return self.scan_string(char)
        while char in WORD_PARTS or char >= "\x80":
            char = self.next_char()
        self.back(char)
        text = self.text[self.token_start : self.cursor]
        if not text.isascii():
            self.check_identifier(text)
        number = kinds.KEYWORD_NUMBERS.get(text, kinds.NAME)
        return self.token(number)

    def extends_prefix(self, prefix: str, char: str) -> bool:
        """Whether a letter may follow the letters of a string's prefix."""
        letter = char.lower()
        if letter in prefix or "u" in prefix:
            return False
        if letter == "u":
            return not prefix
        if letter == "r":
            return True
        if letter == "t" and self.version < 14:
            return False
        return letter in "bft" and prefix in ("", "r")

    def check_identifier(self, text: str) -> None:
        """Raise if a name holds a character that names cannot hold."""
        try:
            name = text.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError as problem:
            raise self.undecodable(problem) from None
        if name.isidentifier():
            return
        bad = 0
        while bad + 1 < len(name) and name[: bad + 1].isidentifier():
            bad += 1
        char = name[bad]
        if bad + 1 < len(name):
            self.cursor = self.token_start + len(name[: bad + 1].encode())
        code = f"U+{ord(char):04X}"
        if char.isprintable():
            raise self.scan_error(f"invalid character '{char}' ({code})")
        raise self.scan_error(f"invalid non-printable character {code}")

    def undecodable(self, problem: UnicodeDecodeError) -> SyntaxError:
        """The error for bytes of a name that are not UTF-8."""
        self.tokens.append(self.placeless(kinds.UNKNOWN))
        return self.error_here(self.last(), f"(unicode error) {problem}")

    def dot(self) -> Token:
        """`.`, `...` or a number that begins with a point."""
        char = self.next_char()
        if "0" <= char <= "9":
            self.back(char)
            self.scan_number(".")
            return self.token(kinds.NUMBER)
        if char == ".":
            third = self.next_char()
            if third == ".":
                return self.token(kinds.NUMBERS["..."])
            self.back(third)
        self.back(char)
        return self.token(kinds.NUMBERS["."])

    def operator(self, char: str) -> Token:
        """An operator or a bracket."""
        format_token = self.format_punctuation(char)
        if format_token is not None:
            return format_token
        second = self.next_char()
        if second:
            number = kinds.NUMBERS.get(char + second, -1)
            if number < 0 and char == "<" and second == ">":
                number = kinds.NUMBERS["!="]
            if number >= 0 and char not in WORD_START:
                third = self.next_char()
                longer = kinds.NUMBERS.get(char + second + third, -1) if third else -1
                if longer >= 0:
                    return self.token(longer)
                self.back(third)
                return self.token(number)
            self.back(second)
        if char in "([{":
            self.open_bracket(char)
        elif char in ")]}":
            self.close_bracket(char)
        elif char < " " or char == "\x7f":
            raise self.scan_error(f"invalid non-printable character U+{ord(char):04X}")
        number = kinds.NUMBERS.get(char, kinds.UNKNOWN)
        if char == "!" and self.version < 12:
            number = kinds.UNKNOWN
        return self.token(number)

    def open_bracket(self, char: str) -> None:
        """Remember a bracket that opens."""
        if len(self.brackets) >= MAX_BRACKETS:
            raise self.scan_error("too many nested parentheses")
        self.brackets.append(char)
        self.bracket_lines.append(self.line)
        self.bracket_columns.append(self.token_start - self.line_start)
        if self.formats:
            self.formats[len(self.formats) - 1].depth += 1

    def close_bracket(self, char: str) -> None:
        """Match a bracket that closes with the one that opened."""
        if self.formats and self.formats[len(self.formats) - 1].depth == 0 and char == "}":
            letter = self.formats[len(self.formats) - 1].letter
            raise self.scan_error(f"{letter}-string: single '}}' is not allowed")
        if not self.brackets:
            raise self.scan_error(f"unmatched '{char}'")
        opener = self.brackets.pop()
        line = self.bracket_lines.pop()
        self.bracket_columns.pop()
        if opener != CLOSERS[char]:
            if self.formats and opener == "{":
                current = self.formats[len(self.formats) - 1]
                if current.depth - 1 == current.expression_depth:
                    raise self.scan_error(f"{current.letter}-string: unmatched '{char}'")
            where = "" if line == self.line else f" on line {line}"
            raise self.scan_error(f"closing parenthesis '{char}' does not match opening parenthesis '{opener}'{where}")
        if self.formats:
            self.close_format_bracket(char)
