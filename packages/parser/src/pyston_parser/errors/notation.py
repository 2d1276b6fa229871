"""The notation that the grammar of the error pass is written in, read into rules.

A rule is a name, options and a colon on a line of its own, then its alternatives, one for each line (a line that ends
with a backslash goes on):

    sum left:
        term
        ... '+' term -> BinOp

    del_statement:
        'del' del_targets &(';' | NEWLINE)
      ? 'del' wrong:star_expressions -> target delete wrong

Options: `memo` and `memo-shared` remember results, `left` is a left-recursive rule (alternatives that begin with `...`
go on from what is matched so far), `silent` matches without the diagnosing alternatives, `settles` is never gone back
before once it has matched, so that results and nodes up to there can be forgotten.
Before an alternative: `?` tries it in the diagnosing run only, `@12` from Python 3.12 on, `@-11` up to 3.11.
Items: 'if' a token, "match" a soft keyword, ANY_WORD any soft keyword, NAME a token class, lower case a rule, `( | )`
a group, `[ ]` optional, `*` and `+` repeated, `x % ','` one or more with commas between, `&x` and `!x` lookahead, `~`
cut, `&&':'` a token that must come.  `label:item` names a value for the action, which follows `->`:

    Kind                    a node of that kind
    =label                  that value
    at a "…"                raise over a         (`{a}` in the text: what a is called; `{a.text}`, `{a.line}`)
    span a b "…"            raise from the start of a to the end of b
    from a "…"              raise from the start of a to where the scanner stands
    here "…" / next "…"     raise over the furthest token looked at / the next token
    indent a "…"            the same as `here` with IndentationError
    target assign|for|delete a   raise if something in a cannot be assigned to or deleted, else fail
    version 10 "…"          raise if the grammar is older than Python 3.10, else as no action
    do name a b             call a function of `checks`
"""

from __future__ import annotations

import re
from typing import Final, final

ITEM: Final = re.compile(
    r"""\s*(?:(?P<token>'[^']+')|(?P<word>"[^"]+")|(?P<label>\w+:(?=\S))|(?P<name>\w+)|(?P<mark>&&|->|\.\.\.|[()\[\]|*+%&!~]))"""
)


@final
class Part:
    """One item of an alternative.

    kind: token, word, any_word, rule, group, optional, many, some, gather, ahead, not_ahead, cut or demand.
    """

    def __init__(self, kind: str, text: str = "") -> None:
        self.kind: Final = kind
        self.text: Final = text
        self.alternatives: list[Alternative] = []
        self.inner: list[Part] = []


@final
class Alternative:
    """A sequence of items; action: the text after the arrow."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.labels: dict[str, int] = {}
        self.action: str = ""
        self.diagnosing: bool = False
        self.continues: bool = False


@final
class Rule:
    """A named choice of alternatives."""

    def __init__(self, name: str, options: list[str]) -> None:
        self.name: Final = name
        self.memo: Final = "memo" in options
        self.shared: Final = "memo-shared" in options
        self.left: Final = "left" in options
        self.silent: Final = "silent" in options
        self.settles: Final = "settles" in options
        self.alternatives: list[Alternative] = []


def has_value(part: Part) -> bool:
    """Whether an item puts a value before the action."""
    return part.kind not in ("ahead", "not_ahead", "cut")


class AlternativeReader:
    """Reads the items of one alternative."""

    def __init__(self, text: str) -> None:
        self.text: Final = text
        self.at: int = 0

    def peek(self) -> str:
        """The next item's text, empty at the end."""
        found = ITEM.match(self.text, self.at)
        return found.group().strip() if found else ""

    def take(self) -> str:
        """The next item's text, gone past."""
        found = ITEM.match(self.text, self.at)
        if found is None:
            raise ValueError(f"grammar: cannot read {self.text[self.at :]!r}")
        self.at = found.end()
        return found.group().strip()

    def expect(self, mark: str) -> None:
        """Go past a mark that must come."""
        if self.take() != mark:
            raise ValueError(f"grammar: expected {mark} in {self.text!r}")

    def sequence(self) -> Alternative:
        """Items up to the end, an arrow or a bracket that closes."""
        alternative = Alternative()
        values = 0
        if self.peek() == "...":
            self.take()
            alternative.continues = True
            values = 1
        while self.peek() not in ("", "->", "|", ")", "]"):
            label = ""
            if ITEM_LABEL.match(self.text, self.at):
                label = self.take()[:-1]
            part = self.repeated()
            alternative.parts.append(part)
            if label:
                alternative.labels[label] = values
            if has_value(part):
                values += 1
        if self.peek() == "->":
            self.take()
            alternative.action = self.text[self.at :].strip()
            self.at = len(self.text)
        return alternative

    def repeated(self) -> Part:
        """An item and the `*`, `+` or `%` after it."""
        part = self.single()
        mark = self.peek()
        if mark == "*" or mark == "+" or mark == "%":
            self.take()
            outer = Part({"*": "many", "+": "some", "%": "gather"}[mark])
            outer.inner.append(part)
            if mark == "%":
                outer.inner.append(self.single())
            return outer
        return part

    def single(self) -> Part:
        """An item without what may follow it."""
        text = self.take()
        if text[0] == "'":
            return Part("token", text[1:-1])
        if text[0] == '"':
            return Part("word", text[1:-1])
        if text == "(" or text == "[":
            part = Part("group" if text == "(" else "optional")
            part.alternatives.append(self.sequence())
            while self.peek() == "|":
                self.take()
                part.alternatives.append(self.sequence())
            self.expect(")" if text == "(" else "]")
            return part
        if text == "&&":
            return Part("demand", self.take()[1:-1])
        if text == "&" or text == "!":
            part = Part("ahead" if text == "&" else "not_ahead")
            part.inner.append(self.single())
            return part
        if text == "~":
            return Part("cut")
        if text == "ANY_WORD":
            return Part("any_word")
        return Part("token" if text.isupper() else "rule", text)


ITEM_LABEL: Final = re.compile(r"\s*\w+:(?=\S)")
VERSIONS: Final = re.compile(r"@(\d*)(-?)(\d*)\s+")


def in_versions(mark: re.Match[str], version: int) -> bool:
    """Whether a mark like `@12`, `@-11` or `@11-12` takes a version in."""
    low = int(mark[1] or 0)
    high = int(mark[3]) if mark[3] else 99
    return low <= version <= high


def read_rules(text: str, version: int) -> list[Rule]:
    """The rules of a grammar as they stand in one minor version of Python 3."""
    rules: list[Rule] = []
    lines = text.replace("\\\n", " ").split("\n")
    for line in lines:
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if not line.startswith(" "):
            words = stripped.rstrip(":").split()
            rules.append(Rule(words[0], words[1:]))
            continue
        diagnosing = stripped.startswith("?")
        if diagnosing:
            stripped = stripped[1:].lstrip()
        mark = VERSIONS.match(stripped)
        if mark is not None:
            if not in_versions(mark, version):
                continue
            stripped = stripped[mark.end() :]
        alternative = AlternativeReader(stripped).sequence()
        alternative.diagnosing = diagnosing
        rules[len(rules) - 1].alternatives.append(alternative)
    return rules
