"""A virtual machine for parsing expression grammars: the error pass' parser.

CPython's messages depend on the order in which a PEG parser tries things, so the error pass is one.  It is a machine
with stacks of its own in place of recursive functions, so that no input can overflow the C stack, and the same code
runs pure and compiled.

Two runs over one token list: the first without the alternatives marked `?` finds the furthest token that was looked at,
the second with them finds the message.  An action raises `SyntaxError` to end a run.
"""

from __future__ import annotations

from typing import Final

from .kinds import DEDENT, ENDMARKER, INDENT, NAME, NEWLINE
from .nodes import ABSENT, Node, Token
from .scanner import Scanner

# Operations; `a` and `b` are the operands.
TOKEN: Final = 0  # a: kind; match one token
WORD: Final = 1  # a: index of the text; match a soft keyword
CALL: Final = 2  # a: rule
CHOICE: Final = 3  # a: where to go on when what follows fails
COMMIT: Final = 4  # a: where to go on; drops the last choice
BACK_COMMIT: Final = 5  # the same, and returns to the place of the choice (end of a positive lookahead)
FAIL_TWICE: Final = 6  # drop the last choice and fail (end of a negative lookahead)
FAIL: Final = 7
CUT: Final = 8  # the alternatives after this one are no longer open
RETURN: Final = 9
BUILD: Final = 10  # a: index of the kind, b: count; one node of that kind from the last values
PICK: Final = 11  # a: which, b: count; keep one of the last values
ACT: Final = 12  # a: index of the action, b: count
SKIPPED: Final = 13  # push the value of an absent optional part
LIST: Final = 14  # push an empty list node
APPEND: Final = 15  # move the last value into the list below it
DROP: Final = 16  # drop the last value
UNLESS_DIAGNOSING: Final = 17  # a: where to go on in the first run
TEST: Final = 18  # a: index of the set of kinds, b: where to go on when the next token is not in it
DEMAND: Final = 19  # a: kind; match one token or raise "expected …"
STOP: Final = 20  # end of the run: a is 1 for success
ANY_WORD: Final = 21  # match any soft keyword
GO: Final = 22  # a: where to go on

OPERATION_NAMES: Final = [
    "TOKEN",
    "WORD",
    "CALL",
    "CHOICE",
    "COMMIT",
    "BACK_COMMIT",
    "FAIL_TWICE",
    "FAIL",
    "CUT",
    "RETURN",
    "BUILD",
    "PICK",
    "ACT",
    "SKIPPED",
    "LIST",
    "APPEND",
    "DROP",
    "UNLESS_DIAGNOSING",
    "TEST",
    "DEMAND",
    "STOP",
    "ANY_WORD",
    "GO",
]

NO_MEMO: Final = 0
MEMO_PER_RUN: Final = 1  # results of silent and diagnosing matches are kept apart
MEMO_SHARED: Final = 2  # and here they are not, as in CPython: a silent failure hides a later message


class Action:
    """What an alternative does with its values when it has matched."""

    def apply(self, machine: Machine, values: list[Node]) -> Node | None:
        """Return the alternative's node, None to make the whole rule fail, or raise SyntaxError."""
        raise NotImplementedError


class Program:
    """A compiled grammar: operations in parallel lists, and tables that they index."""

    def __init__(self) -> None:
        self.operations: list[int] = []
        self.a: list[int] = []
        self.b: list[int] = []
        self.entries: list[int] = []
        self.rule_names: list[str] = []
        self.memo_kinds: list[int] = []
        self.silent: list[bool] = []
        self.settles: list[bool] = []
        self.kinds: list[str] = []
        self.words: list[str] = []
        self.actions: list[Action] = []
        self.sets: list[bytes] = []  # two for each index: first run, second run; b"" lets everything through
        self.first: list[bytes] = []  # the same, for each rule
        self.soft_keywords: frozenset[str] = frozenset()

    def begins_soft_keyword(self, text: str) -> bool:
        """Whether a name is a soft keyword or the beginning of one, which CPython takes for the same here."""
        return any(keyword.startswith(text) for keyword in self.soft_keywords)


class TooDeep(Exception):
    """Raised when the rules nest deeper than CPython's parser allows."""


class Machine:
    """Runs a `Program` over the tokens of a `Scanner`, which it asks for one token at a time, as late as possible."""

    def __init__(self, program: Program, scanner: Scanner, depth_limit: int) -> None:
        self.program: Final = program
        self.scanner: Final = scanner
        self.tokens: Final[list[Token]] = scanner.tokens
        self.depth_limit: Final = depth_limit
        self.position: int = 0
        self.start: int = 0
        # Whether a run has ended by an error of the scanner.
        self.scan_failed: bool = False

    def fetch(self, position: int) -> Token:
        """The token at a position; scans it if nothing has looked at it yet.  Raises the scanner's SyntaxError."""
        tokens = self.tokens
        while position >= len(tokens):
            self.scan_failed = True
            tokens.append(self.scanner.next_token())
            self.scan_failed = False
        return tokens[position]

    def last_token(self) -> Token:
        """The furthest token that any rule has looked at."""
        return self.tokens[len(self.tokens) - 1]

    def build(self, kind: str, start: int, items: list[Node]) -> Node:
        """A node from the token at a position to the last token matched that is not white space."""
        first = self.fetch(start)
        end = self.position - 1
        while end > start:
            number = self.tokens[end].number
            if number != NEWLINE and number != INDENT and number != DEDENT and number != ENDMARKER:
                break
            end -= 1
        last = self.tokens[end] if end >= 0 else first
        return Node(kind, first.line, first.column, last.end_line, last.end_column, items)

    def run(self, rule: int, diagnosing: bool) -> Node | None:
        """Match a rule from the first token on.  Returns its node, or None when it does not match."""
        program = self.program
        operations = program.operations
        operand_a = program.a
        operand_b = program.b
        entries = program.entries
        memo_kinds = program.memo_kinds
        settles = program.settles
        first = program.first
        rules = len(entries)
        tokens = self.tokens
        memo: dict[int, tuple[int, Node]] = {}
        values: list[Node] = []
        # (where to go on, position, values, frames)
        choices: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
        # (where to go on, position, rule, was diagnosing, choices)
        frames: list[tuple[int, int, int, bool, int]] = [(1, 0, rule, diagnosing, 1)]
        position = 0
        at = entries[rule]
        failed = False
        while True:
            if failed:
                failed = False
                at, position, height, depth = choices.pop()
                while len(frames) > depth:
                    _, frame_start, frame_rule, diagnosing, _ = frames.pop()
                    memo_kind = memo_kinds[frame_rule]
                    if memo_kind != NO_MEMO:
                        key = (frame_start * rules + frame_rule) * 2
                        if memo_kind == MEMO_PER_RUN and diagnosing:
                            key += 1
                        memo[key] = (-1, ABSENT)
                del values[height:]
            operation = operations[at]
            a = operand_a[at]
            at += 1
            if operation == TEST:
                accepted = program.sets[a * 2 + diagnosing]
                if accepted:
                    token = tokens[position] if position < len(tokens) else self.fetch(position)
                    if not accepted[token.number]:
                        at = operand_b[at - 1]
            elif operation == TOKEN:
                token = tokens[position] if position < len(tokens) else self.fetch(position)
                if token.number == a:
                    values.append(token)
                    position += 1
                else:
                    failed = True
            elif operation == CALL:
                accepted = first[a * 2 + diagnosing]
                if accepted:
                    token = tokens[position] if position < len(tokens) else self.fetch(position)
                    if not accepted[token.number]:
                        failed = True
                        continue
                memo_kind = memo_kinds[a]
                if memo_kind != NO_MEMO:
                    key = (position * rules + a) * 2
                    if memo_kind == MEMO_PER_RUN and diagnosing:
                        key += 1
                    known = memo.get(key)
                    if known is not None:
                        if known[0] < 0:
                            failed = True
                        else:
                            position = known[0]
                            values.append(known[1])
                        continue
                frames.append((at, position, a, diagnosing, len(choices)))
                if len(frames) > self.depth_limit:
                    raise TooDeep
                if program.silent[a]:
                    diagnosing = False
                at = entries[a]
            elif operation == RETURN:
                at, frame_start, frame_rule, diagnosing, _ = frames.pop()
                memo_kind = memo_kinds[frame_rule]
                if memo_kind != NO_MEMO:
                    key = (frame_start * rules + frame_rule) * 2
                    if memo_kind == MEMO_PER_RUN and diagnosing:
                        key += 1
                    memo[key] = (position, values[len(values) - 1])
                elif settles[frame_rule]:
                    memo.clear()
                    values[len(values) - 1] = ABSENT
            elif operation == CHOICE:
                choices.append((a, position, len(values), len(frames)))
            elif operation == COMMIT:
                choices.pop()
                at = a
            elif operation == PICK:
                height = len(values) - operand_b[at - 1]
                kept = values[height + a]
                del values[height:]
                values.append(kept)
            elif operation == BUILD:
                height = len(values) - operand_b[at - 1]
                items = values[height:]
                del values[height:]
                self.position = position
                values.append(self.build(program.kinds[a], frames[len(frames) - 1][1], items))
            elif operation == SKIPPED:
                values.append(ABSENT)
            elif operation == LIST:
                values.append(Node("list of items", 0, -1, 0, -1))
            elif operation == APPEND:
                item = values.pop()
                values[len(values) - 1].items.append(item)
            elif operation == DROP:
                values.pop()
            elif operation == UNLESS_DIAGNOSING:
                if not diagnosing:
                    at = a
            elif operation == WORD:
                token = tokens[position] if position < len(tokens) else self.fetch(position)
                if token.number == NAME and token.text == program.words[a]:
                    values.append(token)
                    position += 1
                else:
                    failed = True
            elif operation == ANY_WORD:
                token = tokens[position] if position < len(tokens) else self.fetch(position)
                if token.number == NAME and program.begins_soft_keyword(token.text):
                    values.append(token)
                    position += 1
                else:
                    failed = True
            elif operation == FAIL:
                failed = True
            elif operation == GO:
                at = a
            elif operation == BACK_COMMIT:
                _, position, height, _ = choices.pop()
                del values[height:]
                at = a
            elif operation == FAIL_TWICE:
                choices.pop()
                failed = True
            elif operation == CUT:
                _, old_position, height, depth = choices.pop()
                choices.append((a, old_position, height, depth))
            elif operation == ACT:
                height = len(values) - operand_b[at - 1]
                items = values[height:]
                del values[height:]
                self.position = position
                self.start = frames[len(frames) - 1][1]
                made = program.actions[a].apply(self, items)
                if made is None:
                    del choices[frames[len(frames) - 1][4] :]
                    failed = True
                else:
                    values.append(made)
            elif operation == DEMAND:
                token = tokens[position] if position < len(tokens) else self.fetch(position)
                if token.number == a:
                    values.append(token)
                    position += 1
                else:
                    self.position = position
                    raise self.scanner.error_at(token, "expected '" + program.kinds[operand_b[at - 1]] + "'")
            else:
                self.position = position
                if a == 0:
                    return None
                return values.pop()
