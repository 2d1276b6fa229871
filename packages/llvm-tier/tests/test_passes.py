"""The passes, compared as text."""

from __future__ import annotations

from units import feedback_of

from pyston_llvm_tier.build.flow import build
from pyston_llvm_tier.ir.model import Function
from pyston_llvm_tier.ir.text import function_text
from pyston_llvm_tier.ir.verify import verify
from pyston_llvm_tier.passes.known_classes import drop_known_guards
from pyston_runtime.interfaces.contracts.tiers import unit_of
from pyston_runtime.interfaces.feedback import InstructionFeedback


class Point:
    """Its attributes are floats."""

    def __init__(self) -> None:
        self.x = 1.0
        self.y = 2.0
        self.name = "p"


def passed(text: str, given: type = float) -> list[str]:
    """The ops of a unit of `a` and `b`, with what they work on, after the pass.

    Args:
        text: of the unit.
        given: what `b` is; `a` is a Point, and the rest are floats.
    """
    Point()
    unit = unit_of("unit", ("a", "b"), text)
    feedback = feedback_of(unit, float, float)
    seen = dict(feedback.instructions)
    for index, instruction in enumerate(unit.body().instructions):
        if instruction.operation in ("load_attr", "store_attr"):
            types = ((Point,), *seen[index].types[1:])
            result = (str,) if instruction.immediate == "name" else seen[index].result
            seen[index] = InstructionFeedback(index, types, result, None)
        elif instruction.operation in ("unpack", "clear"):
            types = ((given if instruction.operation == "unpack" else Point,),)
            seen[index] = InstructionFeedback(index, types, (), None)
    states = {place: ((Point,), (given,), *kinds[2:]) for place, kinds in feedback.states.items()}
    function = build(unit, feedback._replace(instructions=seen, states=states))
    drop_known_guards(function)
    verify(function)
    return _accesses(function)


def _accesses(function: Function) -> list[str]:
    found: list[str] = []
    for line in function_text(function).splitlines():
        if "field_" in line:
            op, _, place = line.strip().split(" = ")[-1].partition(" <")
            found.append(f"{op} {place.partition(',')[0]}")
    return found


def test_the_second_access_needs_no_guard() -> None:
    text = """\
      slots a, b; temporaries 2
    0    1  %0 = load_attr (x) a
    1    1  %1 = load_attr (y) a
    2    1  %0 = binary (+) %0, %1
    3    1  return %0
"""
    assert passed(text) == ["field_get_float x", "known_field_get_float y"]


def test_a_number_stored_over_a_number_changes_no_class() -> None:
    text = """\
      slots a, b; temporaries 1
    0    1  %0 = load_attr (x) a
    1    1  %0 = inplace (+) %0, b
    2    1  store_attr (x) a, %0
    3    1  %0 = load_attr (y) a
    4    1  return %0
"""
    assert passed(text) == ["field_get_float x", "known_field_set_float x", "known_field_get y"]


def test_a_call_may_change_everything() -> None:
    text = """\
      slots a, b; temporaries 2
    0    1  %0 = load_attr (x) a
    1    1  %1 = call b, %0
    2    1  %0 = load_attr (y) a
    3    1  return %0
"""
    assert passed(text) == ["field_get x", "field_get y"]


def test_an_object_that_dies_may_have_a_finalizer() -> None:
    text = """\
      slots a, b; temporaries 1
    0    1  %0 = load_attr (name) a
    1    1  clear %0
    2    1  %0 = load_attr (y) a
    3    1  return %0
"""
    assert passed(text) == ["field_get name", "field_get y"]


def test_what_is_not_known_on_every_way_is_not_known() -> None:
    text = """\
      slots a, b; temporaries 1
    0    1  branch_compare_false (>) b, 0.5 -> 2
    1    1  b = load_attr (x) a
>   2    1  %0 = load_attr (y) a
    3    1  return %0
"""
    assert passed(text) == ["field_get x", "field_get y"]


def test_other_threads_may_come_in_at_a_back_edge() -> None:
    text = """\
      slots a, b; temporaries 1
>   0    1  branch_compare_false (>) b, 0.5 -> 4
    1    1  %0 = load_attr (x) a
    2    1  b = binary (-) b, %0
    3    1  back_edge -> 0
>   4    1  return b
"""
    assert passed(text) == ["field_get_float x"]


def test_what_an_access_drops_dies_behind_its_guard() -> None:
    text = """\
      slots a, b; temporaries 2
    0    1  %0 = load_attr (name) a
    1    1  %0 = load_attr (name) a
    2    1  %1 = load_attr (y) a
    3    1  return %1
"""
    assert passed(text) == ["field_get name", "known_field_get name", "field_get y"]


def test_unpacked_items_may_have_finalizers() -> None:
    text = """\
      slots a, b; temporaries 3
    0    1  unpack (%0, %1) b
    1    1  %2 = load_attr (name) a
    2    1  clear %0
    3    1  %2 = load_attr (y) a
    4    1  return %2
"""
    assert passed(text, tuple) == ["field_get name", "field_get y"]
