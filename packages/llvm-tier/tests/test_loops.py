"""Large units: which of their loops are compiled, and that control leaves where they end."""

from __future__ import annotations

from typing import Any

import pytest

from pyston_llvm_tier.build import flow
from pyston_llvm_tier.build.builder import OUTSIDE, Unsupported
from pyston_llvm_tier.build.loops import hot_loops
from pyston_llvm_tier.ir.verify import verify
from pyston_runtime.interfaces.contracts.tiers import host_function, unit_of
from pyston_runtime.interfaces.feedback import START, InstructionFeedback, UnitFeedback

#: `while n: while m: m -= 1; n -= 1`, then `while k: k -= 1`, then `return n`
NESTED = """\
      slots n, m, k; temporaries 0
    0    1  branch_false n -> 6
>   1    1  branch_false m -> 4
>   2    2  m = inplace (-) m, 1
    3    2  branch_true m -> 2
>   4    3  n = inplace (-) n, 1
    5    3  back_edge -> 0
>   6    4  branch_false k -> 9
    7    4  k = inplace (-) k, 1
    8    4  back_edge -> 6
>   9    5  return n
"""


def unit_and_feedback(heads: tuple[int, ...]) -> Any:
    unit = unit_of("nested", ("n", "m", "k"), NESTED)
    seen = {
        index: InstructionFeedback(
            index, tuple((int,) for _ in one.operands), (int,) if one.destination >= 0 else (), None
        )
        for index, one in enumerate(unit.body().instructions)
    }
    ints: tuple[tuple[type, ...], ...] = ((int,), (int,), (int,))
    states = dict.fromkeys((START, *heads), ints)
    code = host_function(unit.signature.names).__code__
    return unit, UnitFeedback(100, 1000, seen, states, {}, {}, code, frozenset())


def test_the_outermost_loops_that_are_small_enough() -> None:
    unit, feedback = unit_and_feedback((0, 6))
    assert sorted(hot_loops(unit.body(), feedback, 100)) == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert sorted(hot_loops(unit.body(), feedback, 3)) == [6, 7, 8]
    assert not hot_loops(unit.body(), feedback, 1)


def test_loops_that_did_not_go_round_are_left_out() -> None:
    unit, feedback = unit_and_feedback((6,))
    assert sorted(hot_loops(unit.body(), feedback, 100)) == [6, 7, 8]


def test_a_unit_that_is_too_large_is_left_where_its_loops_end(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, feedback = unit_and_feedback((6,))
    monkeypatch.setattr(flow, "_LARGEST", 9)
    function = flow.build(unit, feedback)
    verify(function)
    assert {block.pc for block in function.blocks.values() if not block.is_edge} == {6, 7, 9}
    assert [exit.pc for exit in function.exits if exit.reason == OUTSIDE] == [9]
    assert set(function.heads) == {6}


def test_without_a_small_loop_it_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, feedback = unit_and_feedback(())
    monkeypatch.setattr(flow, "_LARGEST", 9)
    with pytest.raises(Unsupported, match="no hot loop"):
        flow.build(unit, feedback)
