"""f-strings before 3.12: a string token is searched for expressions, each of which is parsed as a source of its own.

The expression is put in brackets first, so that it may begin with white space; messages about it begin with
"f-string: ", and their columns count in the bracketed text.
"""

from __future__ import annotations

from typing import Final, final

from .escapes import check_escapes, check_utf8
from .machine import Machine
from .nodes import Node
from .runs import find_error
from .scanner import CLOSERS, MAX_BRACKETS, Scanner

MAX_DEPTH: Final = 2


@final
class OldFormat:
    """Checks one f-string token; raises SyntaxError at the first thing wrong.

    machine: the run that met the token; raw: whether backslashes stand for themselves.
    """

    def __init__(self, machine: Machine, token: Node, raw: bool) -> None:
        self.machine: Final = machine
        self.token: Final = token
        self.text: Final = token.text
        self.raw: Final = raw
        self.at: int = 0
        self.end: int = 0

    def wrong(self, message: str) -> SyntaxError:
        """An error over the furthest token."""
        return self.machine.scanner.error_here(self.machine.last_token(), message)

    def check(self, body: str) -> None:
        """Check the whole string; body: the text between its quotes."""
        quotes = 3 if len(self.text) >= len(body) + 6 else 1
        self.end = len(self.text) - quotes
        self.at = self.end - len(body)
        self.parts(0)
        if self.at < self.end:
            raise self.wrong("f-string: unexpected end of string")

    def parts(self, depth: int) -> None:
        """Literal text and expressions in turn, up to the end or to the `}` that ends a specification."""
        while True:
            go_on = self.literal(depth)
            if go_on:
                continue
            if self.at >= self.end or self.text[self.at] == "}":
                return
            self.expression(depth)

    def literal(self, depth: int) -> bool:
        """Literal text; True if it ended by a doubled brace, after which more may follow."""
        start = self.at
        text = self.text
        while self.at < self.end:
            char = text[self.at]
            self.at += 1
            if not self.raw and char == "\\" and self.at < self.end:
                char = text[self.at]
                self.at += 1
                if char == "N":
                    if self.at < self.end:
                        self.at += 1
                        if text[self.at - 1] == "{":
                            while self.at < self.end and text[self.at] != "}":
                                self.at += 1
                            self.at = min(self.at + 1, self.end)
                    continue
            if char == "{" or char == "}":
                if depth == 0:
                    if self.at < self.end and text[self.at] == char:
                        self.check_text(start, self.at)
                        self.at += 1
                        return True
                    if char == "}":
                        raise self.wrong("f-string: single '}' is not allowed")
                self.at -= 1
                break
        self.check_text(start, self.at)
        return False

    def check_text(self, start: int, end: int) -> None:
        """Check literal text."""
        text = self.text[start:end]
        if not text.isascii():
            check_utf8(self.machine, text, self.raw)
        if not self.raw and "\\" in text:
            check_escapes(self.machine, text)

    def expression(self, depth: int) -> None:
        """A `{…}` whose `{` is next."""
        if depth >= MAX_DEPTH:
            raise self.wrong("f-string: expressions nested too deeply")
        text = self.text
        self.at += 1
        start = self.at
        self.find_expression_end()
        if self.at >= self.end:
            raise self.wrong("f-string: expecting '}'")
        self.compile(start, self.at)
        if text[self.at] == "=":
            self.at += 1
            while self.at < self.end and text[self.at] in " \t\n\f\v\r":
                self.at += 1
            if self.at >= self.end:
                raise self.wrong("f-string: expecting '}'")
        if text[self.at] == "!":
            self.at += 1
            self.conversion()
        if text[self.at] == ":":
            self.at += 1
            if self.at >= self.end:
                raise self.wrong("f-string: expecting '}'")
            self.parts(depth + 1)
        if self.at >= self.end or text[self.at] != "}":
            raise self.wrong("f-string: expecting '}'")
        self.at += 1

    def find_expression_end(self) -> None:
        """Go to the `!`, `:`, `}` or `=` that ends an expression."""
        text = self.text
        quote = ""
        quotes = 0
        opened: list[str] = []
        while self.at < self.end:
            char = text[self.at]
            if char == "\\":
                raise self.wrong("f-string expression part cannot include a backslash")
            triple = self.at + 2 < self.end and text[self.at + 1] == char and text[self.at + 2] == char
            if quote:
                if char == quote and (quotes == 1 or triple):
                    self.at += quotes - 1
                    quote = ""
            elif char == "'" or char == '"':
                quote = char
                quotes = 3 if triple else 1
                self.at += quotes - 1
            elif char in "([{":
                if len(opened) >= MAX_BRACKETS:
                    raise self.wrong("f-string: too many nested parenthesis")
                opened.append(char)
            elif char == "#":
                raise self.wrong("f-string expression part cannot include '#'")
            elif not opened and char in "!:}=<>":
                if char in "!=<>" and text[self.at + 1] == "=" and self.at + 1 < self.end:
                    self.at += 1
                elif char not in "<>":
                    break
            elif char in ")]}":
                if not opened:
                    raise self.wrong(f"f-string: unmatched '{char}'")
                opener = opened.pop()
                if opener != CLOSERS[char]:
                    raise self.wrong(
                        f"f-string: closing parenthesis '{char}' does not match opening parenthesis '{opener}'"
                    )
            self.at += 1
        if quote:
            raise self.wrong("f-string: unterminated string")
        if opened:
            raise self.wrong(f"f-string: unmatched '{opened[len(opened) - 1]}'")

    def conversion(self) -> None:
        """What follows a `!`."""
        if self.at >= self.end:
            raise self.wrong("f-string: expecting '}'")
        self.at += 1
        if self.text[self.at - 1] not in "sra":
            raise self.wrong("f-string: invalid conversion character: expected 's', 'r', or 'a'")
        if self.at >= self.end:
            raise self.wrong("f-string: expecting '}'")

    def compile(self, start: int, end: int) -> None:
        """Parse an expression."""
        text = self.text
        body = text[start:end]
        if not body.strip(" \t\n\f"):
            if text[end] in "!:=":
                raise self.wrong(f"f-string: expression required before '{text[end]}'")
            raise self.wrong("f-string: empty expression not allowed")
        outer = self.machine.scanner
        inner = Scanner(f"({body})\n", outer.filename, outer.version, True, False, False)
        lines = text.count("\n", 0, start - 1)
        columns = 0
        if body.lstrip(" \t\f")[:1] != "\n":
            brace = start - 1
            line_start = max(text.rfind("\n", 0, brace), 0)
            columns = brace - line_start
        inner.line = self.token.line + lines - 1
        inner.start_line = self.token.line + lines
        inner.start_column = columns if lines else self.token.column + columns
        inner.message_prefix = "f-string: "
        error = find_error(Machine(self.machine.program, inner, self.machine.depth_limit), "format_expression")
        if error is not None:
            raise error
