"""The instruction set of register code, as data.

One row an operation; everything that must know the set (the linker of an interpreter, a compile tier, the verifier,
the text form, the tests) reads this table, so that a missing case is found by comparing with it.
"""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Final, final


@final
class Operation:
    """The shape of an operation.

    Attributes:
        result: whether it writes a destination slot.
        operands: how many slots it reads at least.
        variadic: whether further operands may follow.
        immediate: what `Instruction.immediate` holds, in words; empty for nothing.
        jumps: whether it has a target.
        falls_through: whether control may go on to the next instruction.
        raises: whether it can raise.
        meaning: what it does.
    """

    def __init__(
        self,
        result: bool,
        operands: int,
        variadic: bool,
        immediate: str,
        jumps: bool,
        falls_through: bool,
        raises: bool,
        meaning: str,
    ) -> None:
        self.result = result
        self.operands = operands
        self.variadic = variadic
        self.immediate = immediate
        self.jumps = jumps
        self.falls_through = falls_through
        self.raises = raises
        self.meaning = meaning


def _op(
    signature: str,
    meaning: str,
    *,
    immediate: str = "",
    jumps: bool = False,
    falls_through: bool = True,
    raises: bool = True,
) -> Operation:
    """Read a signature such as `d = a, b, *`: a destination, two operands and any number more."""
    _, equals, right = signature.rpartition("=")
    names = [name.strip() for name in right.split(",") if name.strip()]
    variadic = "*" in names
    return Operation(bool(equals), len(names) - variadic, variadic, immediate, jumps, falls_through, raises, meaning)


OPERATIONS: Final[dict[str, Operation]] = {
    # slots
    "move": _op("d = a", "copy a slot", raises=False),
    "clear": _op("a", "empty a slot", raises=False),
    "check_bound": _op("a", "raise UnboundLocalError where the slot is empty", immediate="name; or name, free"),
    "delete_local": _op("a", "empty a local; UnboundLocalError where it is empty", immediate="name"),
    # cells: the slot holds a `types.CellType`
    "make_cell": _op("a", "wrap what the slot holds (perhaps nothing) in a new cell, in place", raises=False),
    "load_cell": _op("d = cell", "read a cell; NameError where it is empty", immediate="name, free"),
    "store_cell": _op("cell, a", "write a cell", raises=False),
    "delete_cell": _op("cell", "empty a cell; NameError where it is empty", immediate="name, free"),
    "load_class_cell": _op(
        "d = cell, *", "namespace[name], else the cell; the frame's namespace, or the one given", immediate="name"
    ),
    "load_class_global": _op("d = namespace", "namespace[name], else a global (annotation scopes)", immediate="name"),
    # names
    "load_global": _op("d =", "globals, then builtins", immediate="name"),
    "store_global": _op("a", "write a global", immediate="name"),
    "delete_global": _op("", "delete a global", immediate="name"),
    "load_name": _op("d =", "namespace, then globals, then builtins", immediate="name"),
    "store_name": _op("a", "write into the namespace", immediate="name"),
    "delete_name": _op("", "delete from the namespace", immediate="name"),
    "load_namespace": _op("d =", "the namespace itself", raises=False),
    # attributes and items
    "load_attr": _op("d = object", "object.name", immediate="name"),
    "store_attr": _op("object, value", "object.name = value", immediate="name"),
    "delete_attr": _op("object", "del object.name", immediate="name"),
    "load_item": _op("d = object, key", "object[key]"),
    "store_item": _op("object, key, value", "object[key] = value"),
    "delete_item": _op("object, key", "del object[key]"),
    "build_slice": _op("d = start, stop, step", "slice(start, stop, step); any may be left out"),
    # operators
    "binary": _op("d = a, b", "a OP b", immediate="operator"),
    "inplace": _op("d = a, b", "a OP= b", immediate="operator"),
    "unary": _op("d = a", "OP a", immediate="operator"),
    "compare": _op("d = a, b", "a OP b, `is`, `in` and their negations included", immediate="operator"),
    "function_code": _op("d = a", "the code of the function whose frame has the code a; any other value: a"),
    # control
    "jump": _op("", "go to the target", jumps=True, falls_through=False, raises=False),
    "back_edge": _op("", "go back to a loop's head: counts, polls for signals", jumps=True, falls_through=False),
    "branch_true": _op("a", "go to the target where a is true", jumps=True),
    "branch_false": _op("a", "go to the target where a is false", jumps=True),
    "branch_none": _op("a", "go to the target where a is None", jumps=True, raises=False),
    "branch_not_none": _op("a", "go to the target where a is not None", jumps=True, raises=False),
    "branch_unset": _op("a", "go to the target where the slot is empty", jumps=True, raises=False),
    "branch_compare_false": _op("a, b", "go to the target unless a OP b", immediate="operator", jumps=True),
    "branch_compare_true": _op("a, b", "go to the target where a OP b", immediate="operator", jumps=True),
    "return": _op("a", "leave the frame with a", falls_through=False, raises=False),
    # iteration
    "get_iter": _op("d = a", "iter(a)"),
    "for_next": _op("d = iterator", "the next item; at the end clear the iterator, go to the target", jumps=True),
    # calls
    "call": _op("d = callee, *", "call with positional arguments"),
    "call_keyword": _op("d = callee, *", "the last arguments by keyword", immediate="keyword names"),
    "call_method": _op("d = object, *", "object.name(arguments)", immediate="name"),
    "call_method_keyword": _op("d = object, *", "object.name(...)", immediate="name, keyword names"),
    "call_spread": _op("d = callee, arguments, keywords", "call(*arguments, **keywords); keywords may be left out"),
    "call_super": _op(
        "d = callee, class cell, first", "super(class, first) if callee is the built-in super, else callee()"
    ),
    "call_exit": _op("d = exit, exception", "exit(type(exception), exception, its traceback)"),
    # building
    "build_tuple": _op("d = *", "a tuple"),
    "build_list": _op("d = *", "a list"),
    "build_set": _op("d = *", "a set"),
    "build_dict": _op("d = *", "a dict of key, value, key, value ..."),
    "build_string": _op("d = *", "concatenate strings (f-strings)"),
    "format_value": _op("d = a, spec", "format(conversion(a), spec); spec may be left out", immediate="conversion"),
    "list_append": _op("list, a", "append"),
    "list_extend": _op("list, a", "extend by an iterable (star-expressions)"),
    "list_to_tuple": _op("d = list", "tuple(list)"),
    "set_add": _op("set, a", "add"),
    "set_update": _op("set, a", "update by an iterable"),
    "dict_set": _op("dict, key, value", "store an entry of a display or comprehension"),
    "dict_update": _op("dict, a", "update by a mapping (`{**a}`)"),
    "dict_merge": _op("dict, a, callee", "update by a mapping, refusing repeated keys (`f(**a)`)"),
    "unpack": _op("a", "spread exactly as many items over slots", immediate="slots"),
    "unpack_star": _op("a", "spread, the rest as a list", immediate="slots before, slot, slots after"),
    # definitions
    "make_function": _op(
        "d = defaults, keyword_defaults, annotations, closure", "a function of a unit", immediate="unit"
    ),
    "load_build_class": _op("d =", "builtins.__build_class__"),
    "setup_annotations": _op("", "make __annotations__ in the namespace"),
    # imports
    "import_name": _op("d = names, level", "__import__", immediate="name"),
    "import_from": _op("d = module", "module.name, or the submodule", immediate="name"),
    "import_star": _op("module", "from module import *"),
    # exceptions
    "raise": _op("exception, cause", "raise [from]; both may be left out", falls_through=False),
    "reraise": _op("exception", "go on unwinding, adding no traceback entry", falls_through=False),
    "push_handled": _op("d = exception", "make it the handled exception; d is the one before", raises=False),
    "pop_handled": _op("a", "restore the handled exception", raises=False),
    "match_exception": _op("exception, type", "go to the target unless `except type` catches it", jumps=True),
    "branch_stop": _op("exception", "go to the target where it is a StopAsyncIteration", jumps=True, raises=False),
    "split_group": _op("rest, type", "except*: the matching part, or None", immediate="slots match, rest"),
    "join_group": _op("d = original, raised", "except*: what remains to be raised, or None"),
    "load_special": _op("d = object", "type(object).name bound to it, as `with` looks it up", immediate="name"),
    "load_assertion_error": _op("d =", "the AssertionError of `assert`", raises=False),
    # generators
    "yield": _op("d = a", "suspend with a; d is what is sent"),
    "delegate": _op("d = a", "yield from / await: suspend into a; d is its result", immediate="kind"),
    "get_awaitable": _op("d = a", "the awaitable, checked", immediate="context"),
    "get_aiter": _op("d = a", "aiter(a)"),
    "get_anext": _op("d = a", "the awaitable of a.__anext__()"),
    # patterns
    "match_sequence": _op("d = a", "whether a is a sequence to match against", raises=False),
    "match_mapping": _op("d = a", "whether a is a mapping to match against", raises=False),
    "match_keys": _op("d = a, keys", "the values under keys as a tuple, or None"),
    "match_class": _op("d = a, class, names", "the attributes a class pattern binds, or None", immediate="positional"),
    "mapping_rest": _op("d = a, keys", "dict(a) without keys"),
    "get_length": _op("d = a", "len(a)"),
    # the rest
    "print_expression": _op("a", "sys.displayhook (interactive mode)"),
    "make_type_parameter": _op("d = bound, default", "a PEP 695 type parameter", immediate="kind, name"),
    "make_type_alias": _op("d = name, parameters, value", "a PEP 695 type alias"),
    "make_generic": _op("d = parameters", "typing.Generic[parameters]"),
    "set_type_parameters": _op("function, parameters", "function.__type_params__ = parameters"),
}
