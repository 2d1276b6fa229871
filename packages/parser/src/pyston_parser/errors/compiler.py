"""Turns the rules of the grammar into a `machine.Program`.

A choice of alternatives becomes

    TEST set, next      (only when the first token can rule the alternative out)
    CHOICE next
    …items…             (the values of the items)
    BUILD kind, count   (one value in their place)
    COMMIT end
    next: …

and the last alternative goes without CHOICE, so that its failure is the choice's.
"""

from __future__ import annotations

from typing import Final

from . import kinds
from . import machine as m
from .messages import make_action
from .notation import Alternative, Part, Rule, has_value

EVERYTHING: Final = frozenset(range(len(kinds.NAMES)))


class Compiler:
    """Compiles one set of rules."""

    def __init__(self, rules: list[Rule], version: int, feature_version: int) -> None:
        self.rules: Final = rules
        self.version: Final = version
        self.feature_version: Final = feature_version
        self.numbers: Final = {rule.name: number for number, rule in enumerate(self.rules)}
        self.program: Final = m.Program()
        self.program.soft_keywords = kinds.soft_keywords(version)
        # For each run: what a rule can begin with, and whether it can match nothing.
        self.begins: Final[list[list[frozenset[int]]]] = [[frozenset()] * len(self.rules) for _ in range(2)]
        self.nullable: Final[list[list[bool]]] = [[False] * len(self.rules) for _ in range(2)]
        self.set_numbers: Final[dict[bytes, int]] = {}

    def compile(self) -> m.Program:
        """The program; rule numbers are the order of `program.rule_names`."""
        self.find_first_sets(0)
        self.find_first_sets(1)
        program = self.program
        self.emit(m.STOP, 0)
        self.emit(m.STOP, 1)
        self.emit(m.FAIL)
        for number, rule in enumerate(self.rules):
            program.rule_names.append(rule.name)
            program.memo_kinds.append(m.MEMO_SHARED if rule.shared else m.MEMO_PER_RUN if rule.memo else m.NO_MEMO)
            program.silent.append(rule.silent)
            program.settles.append(rule.settles)
            for run in range(2):
                # A silent rule is called in the diagnosing run and matched as in the first.
                inside = 0 if rule.silent else run
                everything = self.nullable[inside][number]
                program.first.append(self.table(EVERYTHING if everything else self.begins[inside][number]))
            program.entries.append(len(program.operations))
            self.rule(rule)
        return program

    # -- first sets

    def find_first_sets(self, run: int) -> None:
        """Work out what each rule can begin with, until nothing changes."""
        changed = True
        while changed:
            changed = False
            for number, rule in enumerate(self.rules):
                begins: frozenset[int] = frozenset()
                nullable = False
                for alternative in rule.alternatives:
                    if not alternative.continues and (run == 1 or not alternative.diagnosing):
                        more, empty = self.first_of(alternative.parts, run)
                        begins |= more
                        nullable = nullable or empty
                if begins != self.begins[run][number] or nullable != self.nullable[run][number]:
                    self.begins[run][number] = begins
                    self.nullable[run][number] = nullable
                    changed = True

    def first_of(self, parts: list[Part], run: int) -> tuple[frozenset[int], bool]:
        """What a sequence can begin with, and whether it can match nothing."""
        begins: frozenset[int] = frozenset()
        for part in parts:
            more, empty = self.first_of_part(part, run)
            begins |= more
            if not empty:
                return begins, False
        return begins, True

    def first_of_part(self, part: Part, run: int) -> tuple[frozenset[int], bool]:
        kind = part.kind
        if kind == "token":
            return frozenset((kinds.NUMBERS[part.text],)), False
        if kind == "word" or kind == "any_word":
            return frozenset((kinds.NAME,)), False
        if kind == "rule":
            if part.text not in self.numbers:
                raise ValueError(f"grammar: no rule {part.text}")
            number = self.numbers[part.text]
            inside = 0 if self.rules[number].silent else run
            return self.begins[inside][number], self.nullable[inside][number]
        if kind == "demand":
            return EVERYTHING, False
        if kind == "some" or kind == "gather":
            return self.first_of_part(part.inner[0], run)
        if kind == "many":
            return self.first_of_part(part.inner[0], run)[0], True
        begins: frozenset[int] = frozenset()
        nullable = kind != "group"
        for alternative in part.alternatives:
            more, empty = self.first_of(alternative.parts, run)
            begins |= more
            nullable = nullable or empty
        return begins, nullable

    def table(self, numbers: frozenset[int]) -> bytes:
        """A set of kinds as a table, empty for all kinds."""
        if numbers == EVERYTHING:
            return b""
        return bytes(1 if number in numbers else 0 for number in range(len(kinds.NAMES)))

    # -- code

    def emit(self, operation: int, a: int = 0, b: int = 0) -> int:
        """Add an operation; gives its place."""
        program = self.program
        program.operations.append(operation)
        program.a.append(a)
        program.b.append(b)
        return len(program.operations) - 1

    def here(self) -> int:
        """The place of the next operation."""
        return len(self.program.operations)

    def kind_index(self, kind: str) -> int:
        """The index of a node's kind."""
        if kind not in self.program.kinds:
            self.program.kinds.append(kind)
        return self.program.kinds.index(kind)

    def test(self, parts: list[Part]) -> int:
        """Emit the test of the first token of a sequence; gives its place, -1 if it cannot rule anything out."""
        tables: list[bytes] = []
        for run in range(2):
            begins, empty = self.first_of(parts, run)
            tables.append(self.table(EVERYTHING if empty else begins))
        if not tables[0] and not tables[1]:
            return -1
        key = tables[0] + b"/" + tables[1]
        if key not in self.set_numbers:
            self.set_numbers[key] = len(self.set_numbers)
            self.program.sets.extend(tables)
        return self.emit(m.TEST, self.set_numbers[key])

    def rule(self, rule: Rule) -> None:
        """Emit one rule."""
        if not rule.left:
            self.choice(rule.alternatives, 0)
            self.emit(m.RETURN)
            return
        self.choice([each for each in rule.alternatives if not each.continues], 0)
        again = self.here()
        for alternative in rule.alternatives:
            if alternative.continues:
                skips = self.open_alternative(alternative, True)
                self.sequence(alternative, 1)
                self.emit(m.COMMIT, again)
                self.close_alternative(skips)
        self.emit(m.RETURN)

    def open_alternative(self, alternative: Alternative, choice: bool) -> list[int]:
        """Emit what stands before an alternative; gives the places that lead to the next one."""
        skips: list[int] = []
        if alternative.diagnosing:
            skips.append(self.emit(m.UNLESS_DIAGNOSING))
        if choice:
            test = self.test(alternative.parts)
            if test >= 0:
                skips.append(test)
            skips.append(self.emit(m.CHOICE))
        return skips

    def close_alternative(self, skips: list[int]) -> None:
        """Let the places lead here."""
        program = self.program
        for place in skips:
            if program.operations[place] == m.TEST:
                program.b[place] = self.here()
            else:
                program.a[place] = self.here()

    def choice(self, alternatives: list[Alternative], extra: int) -> None:
        """Emit a choice."""
        ends: list[int] = []
        if not alternatives:
            self.emit(m.FAIL)
        for number, alternative in enumerate(alternatives):
            last = number == len(alternatives) - 1
            cuts = any(part.kind == "cut" for part in alternative.parts)
            skips = self.open_alternative(alternative, not last or cuts)
            self.sequence(alternative, extra)
            if not last or cuts:
                ends.append(self.emit(m.COMMIT))
            elif skips:
                ends.append(self.emit(m.GO))
            self.close_alternative(skips)
            if last and skips:
                self.emit(m.FAIL)
        for place in ends:
            self.program.a[place] = self.here()

    def sequence(self, alternative: Alternative, extra: int) -> None:
        """Emit the items of an alternative and its action; one value stays."""
        count = extra
        for part in alternative.parts:
            self.part(part)
            if has_value(part):
                count += 1
        self.finish(alternative, count)

    def finish(self, alternative: Alternative, count: int) -> None:
        """Emit an action."""
        action = alternative.action
        if not action:
            if count == 0:
                self.emit(m.SKIPPED)
            elif count > 1:
                self.emit(m.BUILD, self.kind_index("group"), count)
        elif action.startswith("="):
            self.emit(m.PICK, alternative.labels[action[1:].strip()], count)
        elif action.replace(" ", "").isalnum() and " " not in action:
            self.emit(m.BUILD, self.kind_index(action), count)
        else:
            made = make_action(action, alternative.labels, self.version, self.feature_version)
            self.program.actions.append(made)
            self.emit(m.ACT, len(self.program.actions) - 1, count)

    def part(self, part: Part) -> None:
        """Emit one item."""
        kind = part.kind
        if kind == "token":
            self.emit(m.TOKEN, kinds.NUMBERS[part.text])
        elif kind == "word":
            self.program.words.append(part.text)
            self.emit(m.WORD, len(self.program.words) - 1)
        elif kind == "any_word":
            self.emit(m.ANY_WORD)
        elif kind == "rule":
            self.emit(m.CALL, self.numbers[part.text])
        elif kind == "demand":
            self.demand(kinds.NUMBERS[part.text], self.kind_index(part.text))
        elif kind == "cut":
            self.emit(m.CUT, 2)
        elif kind == "group":
            self.choice(part.alternatives, 0)
        elif kind == "optional":
            self.optional(part)
        elif kind == "ahead":
            place = self.emit(m.CHOICE)
            self.part(part.inner[0])
            end = self.emit(m.BACK_COMMIT)
            self.program.a[place] = self.here()
            self.emit(m.FAIL)
            self.program.a[end] = self.here()
        elif kind == "not_ahead":
            place = self.emit(m.CHOICE)
            self.part(part.inner[0])
            self.emit(m.FAIL_TWICE)
            self.program.a[place] = self.here()
        else:
            self.repeated(part)

    def demand(self, number: int, text: int) -> None:
        """Emit a token that must come.  From 3.13 on its absence is an error in the diagnosing run only."""
        if self.version < 13:
            self.emit(m.DEMAND, number, text)
            return
        first_run = self.emit(m.UNLESS_DIAGNOSING)
        self.emit(m.DEMAND, number, text)
        end = self.emit(m.GO)
        self.program.a[first_run] = self.here()
        self.emit(m.TOKEN, number)
        self.program.a[end] = self.here()

    def optional(self, part: Part) -> None:
        """Emit an optional part."""
        group = Part("group")
        group.alternatives = part.alternatives
        test = self.test([group])
        place = self.emit(m.CHOICE)
        self.choice(part.alternatives, 0)
        end = self.emit(m.COMMIT)
        if test >= 0:
            self.program.b[test] = self.here()
        self.program.a[place] = self.here()
        self.emit(m.SKIPPED)
        self.program.a[end] = self.here()

    def repeated(self, part: Part) -> None:
        """Emit `*`, `+` or `%`."""
        item = part.inner[0]
        self.emit(m.LIST)
        if part.kind != "many":
            self.part(item)
            self.emit(m.APPEND)
        test = self.test([part.inner[len(part.inner) - 1]])
        again = self.here() if test < 0 else test
        place = self.emit(m.CHOICE)
        if part.kind == "gather":
            self.part(part.inner[1])
            self.emit(m.DROP)
        self.part(item)
        self.emit(m.APPEND)
        self.emit(m.COMMIT, again)
        self.program.a[place] = self.here()
        if test >= 0:
            self.program.b[test] = self.here()
