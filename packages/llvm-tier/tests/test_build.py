"""From register code and feedback to typed IR, compared as text."""

from __future__ import annotations

from units import add_up, feedback_of

from pyston_llvm_tier.build.flow import build
from pyston_llvm_tier.ir.text import function_text
from pyston_llvm_tier.ir.verify import verify


def ir_lines(argument: type, number: type) -> list[str]:
    unit = add_up()
    function = build(unit, feedback_of(unit, argument, number))
    verify(function)
    return [line.strip() for line in function_text(function).splitlines()]


def test_ints_are_unboxed_and_guarded_against_overflow() -> None:
    lines = ir_lines(int, int)
    assert lines[0] == "ir add_up(n: int~, total: unset)"
    assert "branch_compare <compare_numbers, >> n, 0 -> b2, b3" in lines
    assert any(line.startswith("total:int = int_add total, n !") for line in lines)
    assert any(line.startswith("n:int = int_sub n, 1 !") and line.endswith("drops n") for line in lines)
    assert not any("py_binary" in line for line in lines)


def test_floats_meet_the_int_that_the_total_starts_with_as_objects() -> None:
    lines = ir_lines(float, float)
    assert lines[0] == "ir add_up(n: float~, total: unset)"
    assert any("float_sub n, 1" in line for line in lines)
    assert any("convert" in line for line in lines)


def test_other_types_go_through_the_host() -> None:
    lines = ir_lines(bytes, bytes)
    assert lines[0] == "ir add_up(n: obj, total: unset)"
    assert any("py_binary <inplace, +> total, n ^" in line for line in lines)


def test_an_instruction_that_was_never_run_is_left_to_the_interpreter() -> None:
    unit = add_up()
    feedback = feedback_of(unit, int, int)
    seen = {index: one for index, one in feedback.instructions.items() if index != 5}
    function = build(unit, feedback._replace(instructions=seen))
    assert [exit.reason for exit in function.exits if exit.pc == 5] == ["never run while it was recorded"]


def test_nothing_is_assumed_where_code_gave_up_too_often() -> None:
    unit = add_up()
    feedback = feedback_of(unit, int, int)._replace(deopts=frozenset({2}))
    text = function_text(build(unit, feedback))
    assert "py_binary <inplace, +> total, n" in text
    assert "int_add" not in text
