"""Linking: every operation has its op, jumps are led around, handlers are in place."""

from __future__ import annotations

import pytest

from ast_interp.link.linker import connected_ops, link_body
from ast_interp.link.table import FAMILIES, MAKE, made
from ast_interp.ops.attributes import StoreAttribute, StoreCode
from ast_interp.ops.calls import CallMany
from ast_interp.ops.generated.calls import CALL
from ast_interp.run.machine import SWITCH, UNSET, Op
from pyston_runtime.interfaces.code import Instruction, Position
from pyston_runtime.interfaces.contracts.tiers import unit_of
from pyston_runtime.interfaces.operations import OPERATIONS
from pyston_runtime.interfaces.text import read_body

#: An immediate that fits each operation, where None does not.
IMMEDIATES: dict[str, object] = {
    "operator": "+",
    "name, free": ("x", True),
    "keyword names": (),
    "name, keyword names": ("x", ()),
    "conversion": -1,
    "slots": (0,),
    "slots before, slot, slots after": ((0,), 0, ()),
    "slots match, rest": (0, 0),
    "positional": 0,
    "kind, name": ("TypeVar", "T"),
}


def instruction_of(name: str, immediate: object, operands: int = -1) -> Instruction:
    operation = OPERATIONS[name]
    count = operation.operands if operands < 0 else operands
    target = 0 if operation.jumps else -1
    destination = 0 if operation.result else -1
    return Instruction(name, destination, (0,) * count, immediate, target, -1, (), Position(1, 1, 0, 0))


def test_every_operation_has_its_op() -> None:
    assert {row for row in [*MAKE, *FAMILIES] if "," not in row} == set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_ops_are_made(name: str) -> None:
    kind = OPERATIONS[name].immediate
    immediate = IMMEDIATES.get(kind, "name" if kind else None)
    if name in ("compare", "branch_compare_true", "branch_compare_false"):
        immediate = "<"
    if name == "unary":
        immediate = "-"
    op = made(instruction_of(name, immediate))
    assert isinstance(op, Op)


def test_the_immediate_and_the_arity_choose() -> None:
    assert isinstance(made(instruction_of("store_attr", "x")), StoreAttribute)
    assert isinstance(made(instruction_of("store_attr", "__code__")), StoreCode)
    for count in range(12):
        op = made(instruction_of("call", None, count + 1))
        assert isinstance(op, CALL.get(count, CallMany))


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "|", "^"])
def test_every_operator(operator: str) -> None:
    for name in ("binary", "inplace"):
        assert isinstance(made(instruction_of(name, operator)), Op)


@pytest.mark.parametrize("operator", ["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"])
def test_every_comparison(operator: str) -> None:
    for name in ("compare", "branch_compare_true", "branch_compare_false"):
        assert isinstance(made(instruction_of(name, operator)), Op)


CODE = """\
      slots a; temporaries 1
    0    1  jump -> 1
>   1    1  jump -> 4
>   2    1  %0 = load_global (x) [h0]
    3    1  jump -> 2 [h0]
>   4    1  branch_true a -> 3
    5    1  jump -> 7
>   6    1  reraise %0
>   7    1  return a
      h0: -> 6 %0
"""


def test_jumps_are_led_around() -> None:
    body = read_body(CODE)
    ops = connected_ops(body)
    code = link_body(unit_of("f", ("a",), CODE), body)
    assert int(code.entry.index) == 4
    branch = ops[4]
    assert getattr(branch, "target") is ops[2]
    assert branch.next is ops[7]
    assert ops[2].next is ops[2]
    assert [int(op.index) for op in ops] == list(range(8))


def test_handlers() -> None:
    ops = connected_ops(read_body(CODE))
    assert ops[4].handler is None
    catch = ops[2].handler
    assert catch is not None
    assert (catch.entry, int(catch.slot)) == (ops[6], 1)


def test_endless_jump() -> None:
    ops = connected_ops(read_body("      slots ; temporaries 0\n>   0    1  jump -> 0\n"))
    assert ops[0].next is ops[0] or ops[0].next is not SWITCH


def test_frames() -> None:
    text = "      slots a, b; temporaries 2\n    0    1  %0 = build_tuple a, 'x', 1.5\n    1    1  return %0\n"
    code = link_body(unit_of("f", ("a",), text), read_body(text))
    assert code.template == [UNSET, UNSET, UNSET, UNSET, "x", 1.5]
    assert (int(code.clear), int(code.named), int(code.free_start)) == (4, 2, 2)
