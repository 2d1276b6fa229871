"""Which op class carries out which operation.

Operations whose immediate or arity selects among several classes have a function instead of a class. The table has rows
for what every program needs; the others are filled in a family at a time. Most programs of one file need few of them;
which, is stored with their register code. Where that is not known, all are filled in before the program begins. A test
compares the keys with `OPERATIONS`, so that none is missing.
"""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.ops.control import (
    BackEdge,
    BranchFalse,
    BranchNone,
    BranchNotNone,
    BranchStop,
    BranchTrue,
    BranchUnset,
    ForNext,
    GetIter,
    Jump,
    Return,
)
from ast_interp.ops.generated.calls import CALL, CALL_METHOD, NATIVE_METHODS
from ast_interp.ops.names import (
    DeleteGlobal,
    DeleteName,
    LoadClassCell,
    LoadClassGlobal,
    LoadGlobal,
    LoadName,
    LoadNamespace,
    StoreGlobal,
    StoreName,
)
from ast_interp.ops.slots import (
    CheckBound,
    Clear,
    DeleteCell,
    DeleteLocal,
    LoadCell,
    MakeCell,
    Move,
    StoreCell,
)
from ast_interp.process.imports import import_unseen
from ast_interp.run.machine import Op
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Final


def _call(instruction: Instruction) -> Op:
    found = CALL.get(len(instruction.operands) - 1)
    return _make("call, many", instruction) if found is None else found(instruction)


def _call_method(instruction: Instruction) -> Op:
    if f"{instruction.immediate} {len(instruction.operands) - 1}" in NATIVE_METHODS:
        return _make("call_method, native", instruction)
    found = CALL_METHOD.get(len(instruction.operands) - 1)
    return _make("call_method, many", instruction) if found is None else found(instruction)


def _native_method(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.native_methods import NATIVE_METHOD

    return NATIVE_METHOD[f"{instruction.immediate} {len(instruction.operands) - 1}"](instruction)


def _load_attribute(instruction: Instruction) -> Op:
    from ast_interp.ops.attributes import LoadAttribute

    return _make("load_attr, code", instruction) if instruction.immediate == "__code__" else LoadAttribute(instruction)


def _store_attribute(instruction: Instruction) -> Op:
    from ast_interp.ops.attributes import StoreAttribute, StoreCode

    return StoreCode(instruction) if instruction.immediate == "__code__" else StoreAttribute(instruction)


def _binary(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.operators import BINARY

    return BINARY[str(instruction.immediate)](instruction)


def _inplace(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.operators import INPLACE

    return INPLACE[str(instruction.immediate)](instruction)


def _unary(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.operators import UNARY

    return (
        _make("unary, not", instruction)
        if instruction.immediate == "not"
        else UNARY[str(instruction.immediate)](instruction)
    )


def _compare(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.comparisons import COMPARE

    return COMPARE[str(instruction.immediate)](instruction)


def _branch_compare(instruction: Instruction) -> Op:
    from ast_interp.ops.generated.comparisons import BRANCH_UNLESS

    return BRANCH_UNLESS[str(instruction.immediate)](instruction)


#: The rows that there are by now.
MAKE: Final[dict[str, Callable[[Instruction], Op]]] = {
    "move": Move,
    "clear": Clear,
    "check_bound": CheckBound,
    "delete_local": DeleteLocal,
    "make_cell": MakeCell,
    "load_cell": LoadCell,
    "store_cell": StoreCell,
    "delete_cell": DeleteCell,
    "load_class_cell": LoadClassCell,
    "load_class_global": LoadClassGlobal,
    "load_global": LoadGlobal,
    "store_global": StoreGlobal,
    "delete_global": DeleteGlobal,
    "load_name": LoadName,
    "store_name": StoreName,
    "delete_name": DeleteName,
    "load_namespace": LoadNamespace,
    "jump": Jump,
    "back_edge": BackEdge,
    "branch_true": BranchTrue,
    "branch_false": BranchFalse,
    "branch_none": BranchNone,
    "branch_not_none": BranchNotNone,
    "branch_unset": BranchUnset,
    "return": Return,
    "get_iter": GetIter,
    "for_next": ForNext,
    "branch_stop": BranchStop,
    "call": _call,
    "call_method": _call_method,
}


def _boolean() -> None:
    from ast_interp.ops.boolean import Not

    MAKE["unary, not"] = Not


def _code_objects() -> None:
    from ast_interp.ops.code_objects import FunctionCodeOf, LoadCode

    MAKE["load_attr, code"] = LoadCode
    MAKE["function_code"] = FunctionCodeOf


def _growing() -> None:
    from ast_interp.ops.growing import Grow

    MAKE["inplace, growing"] = Grow


def _native_methods() -> None:
    import ast_interp.ops.generated.native_methods  # noqa: F401

    MAKE["call_method, native"] = _native_method


def _attributes() -> None:
    from ast_interp.ops.attributes import BuildSlice, DeleteAttribute, DeleteItem, LoadItem, StoreItem

    MAKE.update(
        {
            "load_attr": _load_attribute,
            "store_attr": _store_attribute,
            "delete_attr": DeleteAttribute,
            "load_item": LoadItem,
            "store_item": StoreItem,
            "delete_item": DeleteItem,
            "build_slice": BuildSlice,
        }
    )


def _building() -> None:
    from ast_interp.ops.building import (
        BuildDict,
        BuildList,
        BuildSet,
        BuildString,
        BuildTuple,
        DictSet,
        DictUpdate,
        FormatValue,
        ListAppend,
        ListExtend,
        ListToTuple,
        SetAdd,
        SetUpdate,
        Unpack,
        UnpackStar,
    )

    MAKE.update(
        {
            "build_tuple": BuildTuple,
            "build_list": BuildList,
            "build_set": BuildSet,
            "build_dict": BuildDict,
            "build_string": BuildString,
            "format_value": FormatValue,
            "list_append": ListAppend,
            "list_extend": ListExtend,
            "list_to_tuple": ListToTuple,
            "set_add": SetAdd,
            "set_update": SetUpdate,
            "dict_set": DictSet,
            "dict_update": DictUpdate,
            "unpack": Unpack,
            "unpack_star": UnpackStar,
        }
    )


def _calls() -> None:
    from ast_interp.ops.calls import (
        CallExit,
        CallKeyword,
        CallMany,
        CallMethodMany,
        CallSpread,
        CallSuper,
        DictMerge,
    )

    MAKE.update(
        {
            "call, many": CallMany,
            "call_method, many": CallMethodMany,
            "call_keyword": CallKeyword,
            "call_method_keyword": CallMethodMany,
            "call_spread": CallSpread,
            "call_super": CallSuper,
            "call_exit": CallExit,
            "dict_merge": DictMerge,
        }
    )


def _definitions() -> None:
    from ast_interp.ops.definitions import LoadBuildClass, MakeFunction, SetupAnnotations

    MAKE.update(
        {
            "make_function": MakeFunction,
            "load_build_class": LoadBuildClass,
            "setup_annotations": SetupAnnotations,
        }
    )


def _comparisons() -> None:
    import ast_interp.ops.generated.comparisons  # noqa: F401

    MAKE.update(
        {
            "compare": _compare,
            "branch_compare_false": _branch_compare,
            "branch_compare_true": _branch_compare,
        }
    )


def _operators() -> None:
    import ast_interp.ops.generated.operators  # noqa: F401

    MAKE.update(
        {
            "binary": _binary,
            "inplace": _inplace,
            "unary": _unary,
        }
    )


def _generators() -> None:
    from ast_interp.ops.generators import Delegate, GetAiter, GetAnext, GetAwaitable, Yield

    MAKE.update(
        {
            "yield": Yield,
            "delegate": Delegate,
            "get_awaitable": GetAwaitable,
            "get_aiter": GetAiter,
            "get_anext": GetAnext,
        }
    )


def _generic() -> None:
    from ast_interp.ops.generic import (
        MakeGeneric,
        MakeTypeAlias,
        MakeTypeParameter,
        PrintExpression,
        SetTypeParameters,
    )

    MAKE.update(
        {
            "print_expression": PrintExpression,
            "make_type_parameter": MakeTypeParameter,
            "make_type_alias": MakeTypeAlias,
            "make_generic": MakeGeneric,
            "set_type_parameters": SetTypeParameters,
        }
    )


def _imports() -> None:
    from ast_interp.ops.imports import ImportFrom, ImportName, ImportStar

    MAKE.update(
        {
            "import_name": ImportName,
            "import_from": ImportFrom,
            "import_star": ImportStar,
        }
    )


def _matching() -> None:
    from ast_interp.ops.matching import (
        GetLength,
        MappingRest,
        MatchClass,
        MatchKeys,
        MatchMapping,
        MatchSequence,
    )

    MAKE.update(
        {
            "match_sequence": MatchSequence,
            "match_mapping": MatchMapping,
            "match_keys": MatchKeys,
            "match_class": MatchClass,
            "mapping_rest": MappingRest,
            "get_length": GetLength,
        }
    )


def _raising() -> None:
    from ast_interp.ops.raising import (
        JoinGroup,
        LoadAssertionError,
        LoadSpecial,
        MatchException,
        PopHandled,
        PushHandled,
        Raise,
        Reraise,
        SplitGroup,
    )

    MAKE.update(
        {
            "raise": Raise,
            "reraise": Reraise,
            "push_handled": PushHandled,
            "pop_handled": PopHandled,
            "match_exception": MatchException,
            "split_group": SplitGroup,
            "join_group": JoinGroup,
            "load_special": LoadSpecial,
            "load_assertion_error": LoadAssertionError,
        }
    )


#: What fills in the row of an operation, or of what its immediate, its arity or its place chooses.
FAMILIES: Final[dict[str, Callable[[], None]]] = {
    "binary": _operators,
    "call, many": _calls,
    "call_method, many": _calls,
    "call_method, native": _native_methods,
    "inplace, growing": _growing,
    "load_attr, code": _code_objects,
    "function_code": _code_objects,
    "unary, not": _boolean,
    "branch_compare_false": _comparisons,
    "branch_compare_true": _comparisons,
    "build_dict": _building,
    "build_list": _building,
    "build_set": _building,
    "build_slice": _attributes,
    "build_string": _building,
    "build_tuple": _building,
    "call_exit": _calls,
    "call_keyword": _calls,
    "call_method_keyword": _calls,
    "call_spread": _calls,
    "call_super": _calls,
    "compare": _comparisons,
    "delegate": _generators,
    "delete_attr": _attributes,
    "delete_item": _attributes,
    "dict_merge": _calls,
    "dict_set": _building,
    "dict_update": _building,
    "format_value": _building,
    "get_aiter": _generators,
    "get_anext": _generators,
    "get_awaitable": _generators,
    "get_length": _matching,
    "import_from": _imports,
    "import_name": _imports,
    "import_star": _imports,
    "inplace": _operators,
    "join_group": _raising,
    "list_append": _building,
    "list_extend": _building,
    "list_to_tuple": _building,
    "load_assertion_error": _raising,
    "load_attr": _attributes,
    "load_build_class": _definitions,
    "load_item": _attributes,
    "load_special": _raising,
    "make_function": _definitions,
    "make_generic": _generic,
    "make_type_alias": _generic,
    "make_type_parameter": _generic,
    "mapping_rest": _matching,
    "match_class": _matching,
    "match_exception": _raising,
    "match_keys": _matching,
    "match_mapping": _matching,
    "match_sequence": _matching,
    "pop_handled": _raising,
    "print_expression": _generic,
    "push_handled": _raising,
    "raise": _raising,
    "reraise": _raising,
    "set_add": _building,
    "set_type_parameters": _generic,
    "set_update": _building,
    "setup_annotations": _definitions,
    "split_group": _raising,
    "store_attr": _attributes,
    "store_item": _attributes,
    "unary": _operators,
    "unpack": _building,
    "unpack_star": _building,
    "yield": _generators,
}


def made(instruction: Instruction, grows: bool = False) -> Op:
    """The op of an instruction, its operands in slots.

    Args:
        instruction: the instruction.
        grows: whether it is an `inplace` that may find what it changes in a local of its own.
    """
    return _make("inplace, growing" if grows else instruction.operation, instruction)


_used: Final[set[str]] = set()


def _make(row: str, instruction: Instruction) -> Op:
    _used.add(row)
    make = MAKE.get(row)
    if make is None:
        import_unseen(FAMILIES[row])
        make = MAKE[row]
    return make(instruction)


def used_rows() -> list[str]:
    """The rows filled in by families that something has been made of."""
    return [row for row in FAMILIES if row in _used]


def load_rows(rows: list[str]) -> None:
    """Fill in rows before they are asked for."""
    for row in rows:
        if row not in MAKE and row in FAMILIES:
            FAMILIES[row]()
