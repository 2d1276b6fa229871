"""Which step builds which operation of register code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyston_llvm_tier.build import calls, displays, numbers, objects, raising, slots
from pyston_llvm_tier.build.builder import Builder
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.operations import OPERATIONS

Step = Callable[[Builder, Instruction], None]

_COMPILED: Final[dict[str, Step]] = {
    "move": slots.move,
    "clear": slots.clear,
    "check_bound": slots.check_bound,
    "make_cell": slots.make_cell,
    "load_cell": slots.load_cell,
    "store_cell": slots.store_cell,
    "load_global": slots.load_global,
    "store_global": slots.store_global,
    "load_name": slots.load_name,
    "store_name": slots.store_name,
    "load_attr": objects.load_attr,
    "store_attr": objects.store_attr,
    "load_item": objects.load_item,
    "store_item": objects.store_item,
    "binary": numbers.binary,
    "inplace": numbers.binary,
    "unary": numbers.unary,
    "compare": numbers.compare,
    "jump": slots.jump,
    "back_edge": slots.back_edge,
    "branch_true": numbers.branch_truth,
    "branch_false": numbers.branch_truth,
    "branch_none": numbers.branch_none,
    "branch_not_none": numbers.branch_none,
    "branch_unset": slots.branch_unset,
    "branch_compare_false": numbers.branch_compare,
    "branch_compare_true": numbers.branch_compare,
    "return": slots.give_back,
    "get_iter": slots.get_iter,
    "for_next": slots.for_next,
    "call": calls.call,
    "call_keyword": calls.call,
    "call_super": calls.call_super,
    "make_function": calls.make_function,
    "call_method": calls.call_method,
    "call_method_keyword": calls.call_method,
    **dict.fromkeys(
        ("build_tuple", "build_list", "build_set", "build_dict", "build_string", "build_slice", "list_to_tuple"),
        displays.display,
    ),
    **dict.fromkeys(("list_append", "set_add", "set_update", "dict_set"), displays.append),
    "format_value": displays.format_value,
    "unpack": displays.unpack,
    "delete_item": objects.delete,
    "delete_attr": objects.delete,
    "raise": raising.raise_,
    "reraise": raising.reraise,
    "push_handled": raising.push_handled,
    "pop_handled": raising.pop_handled,
    "match_exception": raising.match_exception,
    "load_assertion_error": raising.load_assertion_error,
}

#: Every operation: what is not compiled leaves compiled code at that point.
STEPS: Final[dict[str, Step]] = {name: _COMPILED.get(name, slots.unsupported) for name in OPERATIONS}
