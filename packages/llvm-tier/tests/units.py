"""Units from the text form of register code, and feedback for them, so that no interpreter is needed."""

from __future__ import annotations

from pyston_runtime.interfaces.code import CodeUnit
from pyston_runtime.interfaces.contracts.tiers import UNSET, host_function, unit_of
from pyston_runtime.interfaces.feedback import START, InstructionFeedback, UnitFeedback

#: `def add_up(n): total = 0; while n > 0: total += n; n -= 1; return total`
ADD_UP = """\
      slots n, total; temporaries 0
    0    2  total = move 0
>   1    3  branch_compare_false (>) n, 0 -> 5
    2    3  total = inplace (+) total, n
    3    3  n = inplace (-) n, 1
    4    3  back_edge -> 1
>   5    4  return total
"""


def feedback_of(unit: CodeUnit, argument: type, number: type) -> UnitFeedback:
    """Feedback as if every operand and result had been of type `number`, and every argument of type `argument`."""
    body = unit.body()
    seen: dict[int, InstructionFeedback] = {}
    for index, instruction in enumerate(body.instructions):
        types = tuple((number,) for _ in instruction.operands)
        result = (number,) if instruction.destination >= 0 else ()
        seen[index] = InstructionFeedback(index, types, result, None)
    count = len(unit.signature.names)
    start = tuple((argument,) if slot < count else (type(UNSET),) for slot in range(body.slot_count))
    code = host_function(unit.signature.names).__code__
    return UnitFeedback(100, 1000, seen, {START: start}, {}, {}, code, frozenset())


def add_up() -> CodeUnit:
    """The unit of `ADD_UP`."""
    return unit_of("add_up", ("n",), ADD_UP)
