"""The actions of the grammar that raise: where the error stands, and the words of its message.

What an action says is written in the grammar (see `notation`); here are the classes that do it, and the names by which
messages call expressions.
"""

from __future__ import annotations

import re
from typing import Final, final

from . import checks
from .machine import Action, Machine
from .nodes import ABSENT, Node
from .targets import expression_name, invalid_target

FIELD: Final = re.compile(r"\{(\w+)(\.\w+)?\}")

AT: Final = 0
SPAN: Final = 1
FROM: Final = 2
HERE: Final = 3
NEXT: Final = 4
INDENT: Final = 5
PLACES: Final = {"at": AT, "span": SPAN, "from": FROM, "here": HERE, "next": NEXT, "indent": INDENT}


@final
class Message(Action):
    """Raises a SyntaxError with a message of the grammar."""

    def __init__(self, place: int, first: int, last: int, text: str, labels: dict[str, int]) -> None:
        self.place: Final = place
        self.first: Final = first
        self.last: Final = last
        self.text: Final = text
        self.labels: Final = labels

    def fill(self, values: list[Node]) -> str:
        """The message with its fields filled in."""
        filled = self.text
        for found in FIELD.finditer(self.text):
            node = values[self.labels[found[1]]]
            if found[2] == ".line":
                value = str(node.line)
            elif found[2] == ".text":
                value = node.text
            else:
                value = expression_name(node)
            filled = filled.replace(found[0], value)
        return filled

    def apply(self, machine: Machine, values: list[Node]) -> Node | None:
        text = self.fill(values)
        scanner = machine.scanner
        if self.place == AT:
            raise scanner.error_at(values[self.first], text)
        if self.place == SPAN:
            raise scanner.error_span(values[self.first], values[self.last], text)
        if self.place == FROM:
            raise scanner.error_from(values[self.first], text)
        if self.place == NEXT:
            raise scanner.error_here(machine.fetch(machine.position), text)
        kind = IndentationError if self.place == INDENT else SyntaxError
        raise scanner.error_here(machine.last_token(), text, kind)


@final
class Target(Action):
    """Raises if part of a node cannot be assigned to or deleted; else its rule fails."""

    def __init__(self, use: str, label: int) -> None:
        self.use: Final = use
        self.label: Final = label

    def apply(self, machine: Machine, values: list[Node]) -> Node | None:
        wrong = invalid_target(values[self.label], self.use)
        if wrong is None:
            return None
        verb = "delete" if self.use == "delete" else "assign to"
        raise machine.scanner.error_at(wrong, f"cannot {verb} {expression_name(wrong)}")


@final
class NeedsVersion(Action):
    """Raises if the grammar asked for is older than the syntax that was found."""

    def __init__(self, version: int, what: str, asked: int) -> None:
        self.version: Final = version
        self.what: Final = what
        self.asked: Final = asked

    def apply(self, machine: Machine, values: list[Node]) -> Node | None:
        if self.asked < self.version:
            raise machine.scanner.error_here(
                machine.last_token(), f"{self.what} only supported in Python 3.{self.version} and greater"
            )
        return machine.build("group", machine.start, values)


@final
class Check(Action):
    """Calls a function of `checks`."""

    def __init__(self, name: str, labels: list[int]) -> None:
        self.name: Final = name
        self.labels: Final = labels

    def apply(self, machine: Machine, values: list[Node]) -> Node | None:
        chosen = [values[label] for label in self.labels]
        while len(chosen) < 2:
            chosen.append(ABSENT)
        return checks.call(self.name, machine, values, chosen[0], chosen[1])


def make_action(text: str, labels: dict[str, int], version: int, feature_version: int) -> Action:
    """The action that a piece of the grammar describes."""
    words = text.split()
    verb = words[0]
    if verb in PLACES:
        head, _, message = text.partition('"')
        names = head.split()[1:]
        places = [labels[name] for name in names]
        first = places[0] if places else 0
        last = places[1] if len(places) > 1 else first
        return Message(PLACES[verb], first, last, message.rstrip()[:-1].replace("\\", ""), labels)
    if verb == "target":
        return Target(words[1], labels[words[2]])
    if verb == "version":
        return NeedsVersion(int(words[1]), text.partition('"')[2].rstrip()[:-1], feature_version)
    if verb == "do":
        if words[1] not in checks.NAMES:
            raise ValueError(f"grammar: no check {words[1]!r}")
        return Check(words[1], [labels[name] for name in words[2:]])
    raise ValueError(f"grammar: no action {text!r}")
