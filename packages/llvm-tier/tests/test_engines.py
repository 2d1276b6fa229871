"""The code generator against the reference interpreter of the IR, and both against the arithmetic itself."""

from __future__ import annotations

import sys

import pytest
from units import ADD_UP, feedback_of

from pyston_llvm_tier.ir_tier import IrTier
from pyston_llvm_tier.tier import LlvmTier
from pyston_runtime.exceptions.handled import set_handled
from pyston_runtime.interfaces.contracts.tiers import UNSET, NoRunner, unit_of
from pyston_runtime.interfaces.feedback import START, InstructionFeedback
from pyston_runtime.interfaces.tier import RETURNED, Activation

TIERS = [IrTier, LlvmTier]


def outcome(
    tier: IrTier | LlvmTier, text: str, number: type, arguments: list[object]
) -> tuple[object, int, list[object]]:
    """(result or exception type, where it was left, slots)."""
    unit = unit_of("unit", ("a", "b")[: len(arguments)], text)
    code = tier.compile(unit, feedback_of(unit, number, number), UNSET, NoRunner())
    assert code is not None
    entry = code.entry(0)
    assert entry is not None
    slots: list[object] = list(arguments)
    slots += [UNSET] * (unit.body().slot_count - len(slots))
    slots += unit.body().constants
    exit = [RETURNED, 1000]
    try:
        result: object = entry(slots, exit)
    except Exception as error:
        result = type(error)
    return (result if exit[0] == RETURNED else None), exit[0], slots[: unit.body().slot_count]


@pytest.fixture(params=TIERS, ids=["ir", "llvm"])
def tier(request: pytest.FixtureRequest) -> IrTier | LlvmTier:
    made: IrTier | LlvmTier = request.param()
    reason = made.unavailable()
    if reason is not None:
        pytest.skip(reason)
    return made


def test_a_loop_over_ints(tier: IrTier | LlvmTier) -> None:
    assert outcome(tier, ADD_UP, int, [1000]) == (500500, RETURNED, [UNSET, UNSET])


def test_an_overflow_leaves_before_the_instruction_with_every_slot_in_place(tier: IrTier | LlvmTier) -> None:
    text = "      slots a, b; temporaries 1\n    0    1  %0 = binary (*) a, b\n    1    1  return %0\n"
    assert outcome(tier, text, int, [2**40, 3]) == (3 * 2**40, RETURNED, [UNSET, UNSET, UNSET])
    assert outcome(tier, text, int, [2**40, 2**40]) == (None, 0, [2**40, 2**40, UNSET])


def test_an_argument_of_another_type_leaves_at_the_start(tier: IrTier | LlvmTier) -> None:
    text = "      slots a, b; temporaries 1\n    0    1  %0 = binary (+) a, b\n    1    1  return %0\n"
    result, left, slots = outcome(tier, text, int, [1.5, 2])
    assert result is None
    assert left in (0, -2)
    assert slots == [1.5, 2, UNSET]


BINARY = ["+", "-", "*", "//", "%", "/", "&", "|", "^", "<<", ">>"]
INTS = [0, 1, -1, 7, -7, 2**31, 2**53, 2**53 + 1, 2**62, 2**63 - 1, -(2**63)]
FLOATS = [0.0, -0.0, 1.0, -1.5, 1e308, -1e308, 5e-324, float("inf"), float("nan"), 3.0]


@pytest.mark.parametrize("operator", BINARY)
def test_int_operators_agree_with_the_host_or_give_up(tier: IrTier | LlvmTier, operator: str) -> None:
    text = f"      slots a, b; temporaries 1\n    0    1  %0 = binary ({operator}) a, b\n    1    1  return %0\n"
    unit = unit_of("unit", ("a", "b"), text)
    code = tier.compile(unit, feedback_of(unit, int, int), UNSET, NoRunner())
    assert code is not None
    entry = code.entry(0)
    assert entry is not None
    agreed = 0
    for left in INTS:
        for right in INTS:
            exit = [RETURNED, 1000]
            result = entry([left, right, UNSET], exit)
            if exit[0] == RETURNED:
                assert result == eval(f"({left}) {operator} ({right})"), (left, operator, right)
                agreed += 1
    assert agreed >= 12


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "%"])
def test_float_operators_agree_with_the_host_or_give_up(tier: IrTier | LlvmTier, operator: str) -> None:
    text = f"      slots a, b; temporaries 1\n    0    1  %0 = binary ({operator}) a, b\n    1    1  return %0\n"
    unit = unit_of("unit", ("a", "b"), text)
    code = tier.compile(unit, feedback_of(unit, float, float), UNSET, NoRunner())
    assert code is not None
    entry = code.entry(0)
    assert entry is not None
    for left in FLOATS:
        for right in FLOATS:
            exit = [RETURNED, 1000]
            result = entry([left, right, UNSET], exit)
            if exit[0] == RETURNED:
                expected = eval(f"left {operator} right", {"left": left, "right": right})
                assert repr(result) == repr(expected), (left, operator, right)


def test_llvm_is_not_loaded_before_something_is_hot() -> None:
    import subprocess

    loaded = "print('libllvmlite' in open('/proc/self/maps').read())"
    program = f"import pyston_llvm_tier.tier as t; t.LlvmTier().unavailable(); {loaded}"
    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert seen.stdout == "False\n"


HANDLED = """\
      slots a, b; temporaries 4
    0    1  %0 = load_item a, b [h0]
    1    1  return %0 [h0]
>   2    1  %1 = push_handled %0+
    3    1  match_exception %0+, b -> 7 [h1]
    4    1  pop_handled %1
    5    1  clear %0
    6    1  return b
>   7    1  pop_handled %1
    8    1  reraise %0
>   9    1  pop_handled %1
   10    1  reraise %2
      h0: -> 2 %0
      h1: -> 9 %2
"""


def test_an_exception_is_handled_where_its_handler_was_run(tier: IrTier | LlvmTier) -> None:
    caught: list[tuple[list[object], int, BaseException]] = []

    class Catching(NoRunner):
        def catch(self, slots: list[object], index: int, error: BaseException, /) -> BaseException:
            caught.append((slots[:2], index, error))
            return error

    class Odd(dict[object, object]):
        def __missing__(self, key: object) -> object:
            raise KeyError(key)

    unit = unit_of("unit", ("a", "b"), HANDLED)
    code = tier.compile(unit, feedback_of(unit, object, object), UNSET, Catching())
    assert code is not None
    entry = code.entry(0)
    assert entry is not None
    for key, held, left, result in (
        (KeyError, {}, RETURNED, KeyError),
        (KeyError, {KeyError: 5}, RETURNED, 5),
        (LookupError, Odd(), RETURNED, LookupError),
        # what is not caught goes on: an interpreter's frame does that by itself
        (ValueError, {}, 8, None),
        # what catches nothing is refused by the interpreter
        ("text", {}, 3, None),
    ):
        caught.clear()
        exit = [RETURNED, 1000]
        slots: list[object] = [held, key, *[UNSET] * 4]
        value = entry(slots, exit)
        assert (exit[0], value) == (left, result)
        if result != 5:
            [(shown, index, error)] = caught
            assert shown == [held, key] and index == 0 and isinstance(error, KeyError)
        assert left == 3 or sys.exception() is None
        if left == 3:
            set_handled(None)


ADDED = """\
      slots a, b; temporaries 1
    0    1  %0 = binary (*) b, b
    1    2  %0 = load_item a, %0
    2    3  return %0
"""


def test_a_callee_finds_its_callers_locals(tier: IrTier | LlvmTier) -> None:
    unit = unit_of("unit", ("a", "b"), ADDED)
    found: list[Activation] = []

    class Looking(dict[object, object]):
        def __missing__(self, key: object) -> object:
            found.extend(tier.activations())
            return key

    looking = Looking()
    feedback = feedback_of(unit, int, int)
    types = feedback.instructions[1].types
    feedback.instructions[1] = InstructionFeedback(1, ((Looking,), types[1]), (object,), None)
    feedback.states[START] = ((Looking,), (int,), *feedback.states[START][2:])
    code = tier.compile(unit, feedback, UNSET, NoRunner())
    assert code is not None
    entry = code.entry(0)
    assert entry is not None
    slots: list[object] = [looking, 7, UNSET]
    exit = [RETURNED, 1000]
    assert (entry(slots, exit), exit[0]) == (49, RETURNED)
    [(compiled, shown, at, entered)] = found
    assert compiled is code and shown[:2] == [looking, 7] and at == 1 and entered is slots
    assert tier.activations() == []
