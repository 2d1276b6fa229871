"""From calls, items and unpacking in register code to typed IR, compared as text."""

from __future__ import annotations

import math
import types
from array import array
from types import CodeType, FunctionType

from units import feedback_of

from pyston_llvm_tier.build.flow import build
from pyston_llvm_tier.ir.text import function_text
from pyston_llvm_tier.ir.verify import verify
from pyston_runtime.interfaces.contracts.tiers import unit_of
from pyston_runtime.interfaces.feedback import InstructionFeedback


class Mark:
    """Stands in the constants where a stub has its function's code."""


def marked(code: CodeType) -> CodeType:
    """A code object that looks like a guest function's stub; it is never run."""
    return code.replace(co_consts=(None, None, Mark(), *code.co_consts))


def guest(function: object) -> FunctionType:
    """A function that looks like a guest's."""
    assert isinstance(function, FunctionType)
    function.__code__ = marked(function.__code__)
    return function


class Square:
    def __init__(self, size: int, unit: str = "m") -> None:
        self.size = size

    def area(self) -> int:
        return self.size * self.size

    def __getitem__(self, index: int) -> int:
        return self.size * index

    def __add__(self, other: Square) -> Square:
        return self


class Circle:
    def __init__(self, size: int) -> None:
        self.size = size

    def area(self) -> int:
        return 3 * self.size


for _method in ("__init__", "area", "__getitem__", "__add__"):
    guest(getattr(Square, _method))
for _method in ("__init__", "area"):
    guest(getattr(Circle, _method))
# the shared keys of the classes know the attribute from now on
object.__new__(Square).size = 1
object.__new__(Circle).size = 1

ONE = "      slots a, b; temporaries 1\n    0    1  %0 = {} \n    1    1  return %0\n"


def lines_of(text: str, *seen: InstructionFeedback, deopts: frozenset[int] = frozenset()) -> list[str]:
    unit = unit_of("unit", ("a", "b"), text)
    feedback = feedback_of(unit, object, object)
    assert feedback.code is not None
    instructions = {**feedback.instructions, **{one.index: one for one in seen}}
    function = build(unit, feedback._replace(instructions=instructions, code=marked(feedback.code), deopts=deopts))
    verify(function)
    return [line.strip() for line in function_text(function).splitlines()]


def at(index: int, types: list[tuple[type, ...]], result: type, value: object = None) -> InstructionFeedback:
    return InstructionFeedback(index, tuple(types), (result,), value)


def op_in(lines: list[str], text: str) -> bool:
    return any(text in line for line in lines)


def test_a_method_of_several_classes_is_chosen_by_the_class() -> None:
    lines = lines_of(ONE.format("call_method (area) a"), at(0, [(Square, Circle)], str))
    assert op_in(lines, "guard_method <area, Square")
    assert op_in(lines, "call_cases")
    assert op_in(lines, "another method area")


def test_a_method_of_too_many_classes_is_looked_up() -> None:
    lines = lines_of(ONE.format("call_method (area) a"), at(0, [(Square, Circle, int, object)], str))
    assert op_in(lines, "guard_look_up a, 'area' !")
    assert op_in(lines, "t0:obj = py_call_method 'area', a")


def test_host_code_is_shown_its_caller() -> None:
    class Host:
        def area(self) -> int:
            return 1

    lines = lines_of(ONE.format("call_method (area) a"), at(0, [(Host,)], int))
    assert op_in(lines, "guard_look_up <shown> a, 'area' !")
    assert op_in(lines, "t0:obj = call_shown_method a, 'area' ^")
    assert not op_in(lines, "guard_callable")


def test_a_callee_that_was_to_see_its_caller_is_shown_it_in_the_next_code() -> None:
    seen = at(0, [(FunctionType,), (int,)], object)
    before = lines_of(ONE.format("call a, b"), seen)
    assert op_in(before, "guard_callable a !") and op_in(before, "py_call a, b")
    after = lines_of(ONE.format("call a, b"), seen, deopts=frozenset({0}))
    assert op_in(after, "guard_unserved a !") and op_in(after, "t0:obj = call_shown a, b ^")
    assert op_in(after, "callee may look at its caller's frame")


def test_a_function_of_a_module_is_known_by_the_module() -> None:
    def lines(name: str) -> list[str]:
        unit = unit_of(
            "unit",
            ("a",),
            f"      slots a; temporaries 1\n    0    1  %0 = load_global (module) \n"
            f"    1    1  %0 = call_method ({name}) %0, a\n    2    1  return %0\n",
        )
        feedback = feedback_of(unit, object, object)
        assert feedback.code is not None
        instructions = {**feedback.instructions, 0: at(0, [], type(types), types)}
        known = feedback._replace(instructions=instructions, code=marked(feedback.code), globals={"module": types})
        return [line.strip() for line in function_text(build(unit, known)).splitlines()]

    assert op_in(lines("resolve_bases"), "guard_member") and op_in(
        lines("resolve_bases"), "call_shown resolve_bases, a"
    )
    assert op_in(lines("FunctionType"), "leave")


def test_a_class_is_called_by_its_initializer_with_its_defaults() -> None:
    lines = lines_of(ONE.format("call a, b"), at(0, [(type,), (int,)], Square, Square))
    assert op_in(lines, "guard_is a, Square")
    assert op_in(lines, "guard_version")
    assert op_in(lines, "guard_defaults Square.__init__, ('m',)")
    assert op_in(lines, "construct") and op_in(lines, "Square, b, 'm'")


def test_a_callee_that_varies_must_not_look_at_its_callers_frame() -> None:
    lines = lines_of(ONE.format("call a, b"), at(0, [(FunctionType,), (int,)], object))
    assert op_in(lines, "guard_callable a !")
    assert op_in(lines, "t0:obj = py_call a, b")


def test_a_keyword_takes_its_parameters_place() -> None:
    area = guest(lambda size, scale=2: size)
    text = ONE.format("call_keyword ('scale',) a, b, a")
    lines = lines_of(text, at(0, [(FunctionType,), (str,), (str,)], str, area))
    assert op_in(lines, "call_native") and op_in(lines, ", b, a ^")


def test_special_methods_are_called_by_the_class() -> None:
    item = lines_of(ONE.format("load_item a, b"), at(0, [(Square,), (str,)], str))
    assert op_in(item, "guard_method <__getitem__, Square") and op_in(item, "call_native")
    sum_of_two = lines_of(ONE.format("binary (+) a, b"), at(0, [(Square,), (Square,)], Square))
    assert op_in(sum_of_two, "guard_method <__add__, Square")
    other = lines_of(ONE.format("binary (+) a, b"), at(0, [(Square,), (Circle,)], Square))
    assert op_in(other, "py_binary")


def test_attributes_of_several_classes() -> None:
    lines = lines_of(ONE.format("load_attr (size) a"), at(0, [(Square, Circle)], str))
    assert op_in(lines, "field_get <size, Square") and op_in(lines, "size, Circle")


def test_items_of_arrays_are_unboxed() -> None:
    doubles = lines_of(ONE.format("load_item a, b"), at(0, [(array,), (int,)], float))
    assert op_in(doubles, "t0:float = array_get a, b !")
    ints = lines_of(ONE.format("load_item a, b"), at(0, [(array,), (int,)], int))
    assert op_in(ints, "t0:int = array_get_int a, b !")


def test_unpacking_reads_all_before_it_releases_anything() -> None:
    text = "      slots a, b; temporaries 0\n    0    1  unpack (a, b) a\n    1    1  return a\n"
    lines = lines_of(text, InstructionFeedback(0, ((list,),), (), None))
    assert op_in(lines, "guard_size <2> a !")
    assert op_in(lines, "unpack <list, 0, 1> a drops a, b")


def test_functions_of_math_on_numbers() -> None:
    lines = lines_of(ONE.format("call a, b"), at(0, [(object,), (float,)], float, math.sqrt))
    assert op_in(lines, "math <sqrt> b !")
