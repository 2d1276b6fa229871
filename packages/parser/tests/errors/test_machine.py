"""The grammar machine on small grammars: what matches, what is tried in which run, and how programs read."""

from __future__ import annotations

import pytest

from pyston_parser.errors.compiler import Compiler
from pyston_parser.errors.listing import listing
from pyston_parser.errors.machine import Machine, Program, TooDeep
from pyston_parser.errors.nodes import describe
from pyston_parser.errors.notation import read_rules
from pyston_parser.errors.scanner import Scanner


def compiled(grammar: str, version: int = 12) -> Program:
    return Compiler(read_rules(grammar, version), version, version).compile()


def run(grammar: str, text: str, diagnosing: bool = False, version: int = 12) -> str | None:
    machine = Machine(compiled(grammar, version), Scanner(text, "<test>", version, False, False, False), 1000)
    node = machine.run(0, diagnosing)
    return None if node is None else describe(node)


@pytest.mark.parametrize(
    ("rule", "text", "matched"),
    [
        ("NAME NUMBER -> Pair", "a 1", "Pair(a 1)"),
        ("NAME NUMBER -> Pair", "1 a", None),
        ("(NAME | NUMBER) ';' -> Two", "1;", "Two(1 ;)"),
        ("NAME [NUMBER] ';' -> Three", "a;", "Three(a absent ;)"),
        ("NAME* ';' -> Many", "a b c;", "Many(list of items(a b c) ;)"),
        ("NAME+ ';' -> Some", ";", None),
        ("NAME % ',' ';' -> Gathered", "a, b;", "Gathered(list of items(a b) ;)"),
        ("NAME % ',' [','] ';' -> Gathered", "a, b,;", "Gathered(list of items(a b) , ;)"),
        ("&NAME first:(NAME | NUMBER) ';' -> =first", "a;", "a"),
        ("!NUMBER (NAME | NUMBER) -> Kept", "1", None),
        ('"match" NAME -> Soft', "match x", "Soft(match x)"),
        ('"match" NAME -> Soft', "patch x", None),
    ],
)
def test_items(rule: str, text: str, matched: str | None) -> None:
    assert run(f"start:\n    {rule}\n", text) == matched


def test_alternatives_are_tried_in_order() -> None:
    grammar = "start:\n    NAME -> First\n    NAME ';' -> Second\n"
    assert run(grammar, "a;") == "First(a)"


def test_left_recursion_groups_to_the_left() -> None:
    grammar = "start left:\n    NUMBER\n    ... '+' NUMBER -> Sum\n    ... '-' NUMBER -> Difference\n"
    assert run(grammar, "1 + 2 - 3") == "Difference(Sum(1 + 2) - 3)"


def test_cut_closes_the_alternatives_after_it() -> None:
    grammar = "start:\n    item ';' -> Outer\n    NAME NUMBER -> Other\nitem:\n    NAME ~ ',' -> Cut\n    NAME\n"
    assert run(grammar, "a;") is None
    assert run(grammar, "a 1") == "Other(a 1)"


def test_marked_alternatives_are_tried_in_the_diagnosing_run_only() -> None:
    grammar = "start:\n  ? NAME -> Wrong\n    NAME ';' -> Right\n"
    assert run(grammar, "a;") == "Right(a ;)"
    assert run(grammar, "a;", diagnosing=True) == "Wrong(a)"


def test_silent_rules_are_not_diagnosed() -> None:
    grammar = "start:\n    inner\ninner silent:\n    item\nitem:\n  ? NAME -> Wrong\n    NAME -> Right\n"
    assert run(grammar, "a", diagnosing=True) == "Right(a)"


def test_shared_results_of_silent_matches_hide_diagnoses() -> None:
    start = "start:\n    quiet ';' -> Outer\n    item -> Outer\nquiet silent:\n    item\n"
    item = ":\n  ? NAME -> Wrong\n    NAME -> Right\n"
    assert run(start + "item memo-shared" + item, "a", diagnosing=True) == "Outer(Right(a))"
    assert run(start + "item memo" + item, "a", diagnosing=True) == "Outer(Wrong(a))"


@pytest.mark.parametrize(("version", "matched"), [(11, "Old(a)"), (12, "New(a)"), (13, "New(a)")])
def test_versions(version: int, matched: str) -> None:
    grammar = "start:\n    @-11 NAME -> Old\n    @12 NAME -> New\n"
    assert run(grammar, "a", version=version) == matched


def test_a_failing_action_fails_the_whole_rule() -> None:
    grammar = "start:\n    a:(NAME | NUMBER) -> target delete a\n    NUMBER -> Number\n"
    assert run(grammar, "a") is None
    with pytest.raises(SyntaxError, match="cannot delete literal"):
        run(grammar, "1")


def test_demanded_token() -> None:
    grammar = "start:\n    NAME &&':' -> Both\n"
    assert run(grammar, "a:") == "Both(a :)"
    with pytest.raises(SyntaxError, match="expected ':'"):
        run(grammar, "a")
    assert run(grammar, "a", version=13) is None
    with pytest.raises(SyntaxError, match="expected ':'"):
        run(grammar, "a", diagnosing=True, version=13)


def test_depth_is_bounded() -> None:
    with pytest.raises(TooDeep):
        run("start:\n    '-' start\n    NAME\n", "-" * 5000 + "a")
    assert run("start:\n    '-' start -> M\n    NAME\n", "-" * 3 + "a") == "M(- M(- M(- a)))"


def test_no_token_is_scanned_before_it_is_needed() -> None:
    scanner = Scanner("a ) ?", "<test>", 12, False, False, False)
    machine = Machine(compiled("start:\n    NAME -> One\n"), scanner, 100)
    assert machine.run(0, False) is not None
    assert [token.text for token in machine.tokens] == ["a"]


def test_listing() -> None:
    grammar = (
        "start:\n    '(' inner ')' -> Brackets\n  ? NAME -> Name\ninner left:\n    NUMBER\n    ... '+' NUMBER -> Sum\n"
    )
    assert listing(compiled(grammar)) == "\n".join(
        [
            "    0 STOP 0",
            "    1 STOP 1",
            "    2 FAIL",
            "start:",
            "    3 TEST {(} else 10",
            "    4 CHOICE 10",
            "    5 TOKEN (",
            "    6 CALL inner",
            "    7 TOKEN )",
            "    8 BUILD Brackets of 3",
            "    9 COMMIT 15",
            "   10 UNLESS_DIAGNOSING 14",
            "   11 TOKEN NAME",
            "   12 BUILD Name of 1",
            "   13 GO 15",
            "   14 FAIL",
            "   15 RETURN",
            "inner:",
            "   16 TOKEN NUMBER",
            "   17 TEST {+} else 23",
            "   18 CHOICE 23",
            "   19 TOKEN +",
            "   20 TOKEN NUMBER",
            "   21 BUILD Sum of 3",
            "   22 COMMIT 17",
            "   23 RETURN",
        ]
    )


@pytest.mark.parametrize("text", ["start:\n    missing\n", "start:\n    NAME -> do nothing\n", "start:\n    (NAME\n"])
def test_wrong_grammars_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="grammar"):
        compiled(text)
