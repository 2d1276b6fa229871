"""Which op class carries out which operation.

Operations whose immediate or arity selects among several classes have a function instead of a class. A test compares
the keys with `OPERATIONS`, so that none is missing.
"""

from __future__ import annotations

from _collections_abc import Callable

from ast_interp.ops.attributes import (
    BuildSlice,
    DeleteAttribute,
    DeleteItem,
    LoadAttribute,
    LoadItem,
    StoreAttribute,
    StoreCode,
    StoreItem,
)
from ast_interp.ops.boolean import Not
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
from ast_interp.ops.calls import (
    CallExit,
    CallKeyword,
    CallMany,
    CallMethodMany,
    CallSpread,
    CallSuper,
    DictMerge,
)
from ast_interp.ops.code_objects import LoadCode
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
from ast_interp.ops.definitions import LoadBuildClass, MakeFunction, SetupAnnotations
from ast_interp.ops.generated.calls import CALL, CALL_METHOD
from ast_interp.ops.generated.comparisons import BRANCH_UNLESS, COMPARE
from ast_interp.ops.generated.native_methods import NATIVE_METHOD
from ast_interp.ops.generated.operators import BINARY, INPLACE, UNARY
from ast_interp.ops.generators import Delegate, GetAiter, GetAnext, GetAwaitable, Yield
from ast_interp.ops.generic import (
    MakeGeneric,
    MakeTypeAlias,
    MakeTypeParameter,
    PrintExpression,
    SetTypeParameters,
)
from ast_interp.ops.imports import ImportFrom, ImportName, ImportStar
from ast_interp.ops.matching import (
    GetLength,
    MappingRest,
    MatchClass,
    MatchKeys,
    MatchMapping,
    MatchSequence,
)
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
from ast_interp.run.machine import Op
from pyston_runtime.interfaces.code import Instruction
from pyston_runtime.interfaces.typed import Final


def _load_attribute(instruction: Instruction) -> Op:
    return LoadCode(instruction) if instruction.immediate == "__code__" else LoadAttribute(instruction)


def _store_attribute(instruction: Instruction) -> Op:
    return StoreCode(instruction) if instruction.immediate == "__code__" else StoreAttribute(instruction)


def _binary(instruction: Instruction) -> Op:
    return BINARY[str(instruction.immediate)](instruction)


def _inplace(instruction: Instruction) -> Op:
    return INPLACE[str(instruction.immediate)](instruction)


def _unary(instruction: Instruction) -> Op:
    if instruction.immediate == "not":
        return Not(instruction)
    return UNARY[str(instruction.immediate)](instruction)


def _compare(instruction: Instruction) -> Op:
    return COMPARE[str(instruction.immediate)](instruction)


def _branch_compare(instruction: Instruction) -> Op:
    return BRANCH_UNLESS[str(instruction.immediate)](instruction)


def _call(instruction: Instruction) -> Op:
    found = CALL.get(len(instruction.operands) - 1)
    return CallMany(instruction) if found is None else found(instruction)


def _call_method(instruction: Instruction) -> Op:
    native = NATIVE_METHOD.get(f"{instruction.immediate} {len(instruction.operands) - 1}")
    if native is not None:
        return native(instruction)
    found = CALL_METHOD.get(len(instruction.operands) - 1)
    return CallMethodMany(instruction) if found is None else found(instruction)


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
    "load_attr": _load_attribute,
    "store_attr": _store_attribute,
    "delete_attr": DeleteAttribute,
    "load_item": LoadItem,
    "store_item": StoreItem,
    "delete_item": DeleteItem,
    "build_slice": BuildSlice,
    "binary": _binary,
    "inplace": _inplace,
    "unary": _unary,
    "compare": _compare,
    "jump": Jump,
    "back_edge": BackEdge,
    "branch_true": BranchTrue,
    "branch_false": BranchFalse,
    "branch_none": BranchNone,
    "branch_not_none": BranchNotNone,
    "branch_unset": BranchUnset,
    "branch_compare_false": _branch_compare,
    "branch_compare_true": _branch_compare,
    "return": Return,
    "get_iter": GetIter,
    "for_next": ForNext,
    "call": _call,
    "call_keyword": CallKeyword,
    "call_method": _call_method,
    "call_method_keyword": CallMethodMany,
    "call_spread": CallSpread,
    "call_super": CallSuper,
    "call_exit": CallExit,
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
    "dict_merge": DictMerge,
    "unpack": Unpack,
    "unpack_star": UnpackStar,
    "make_function": MakeFunction,
    "load_build_class": LoadBuildClass,
    "setup_annotations": SetupAnnotations,
    "import_name": ImportName,
    "import_from": ImportFrom,
    "import_star": ImportStar,
    "raise": Raise,
    "reraise": Reraise,
    "push_handled": PushHandled,
    "pop_handled": PopHandled,
    "match_exception": MatchException,
    "branch_stop": BranchStop,
    "split_group": SplitGroup,
    "join_group": JoinGroup,
    "load_special": LoadSpecial,
    "load_assertion_error": LoadAssertionError,
    "yield": Yield,
    "delegate": Delegate,
    "get_awaitable": GetAwaitable,
    "get_aiter": GetAiter,
    "get_anext": GetAnext,
    "match_sequence": MatchSequence,
    "match_mapping": MatchMapping,
    "match_keys": MatchKeys,
    "match_class": MatchClass,
    "mapping_rest": MappingRest,
    "get_length": GetLength,
    "print_expression": PrintExpression,
    "make_type_parameter": MakeTypeParameter,
    "make_type_alias": MakeTypeAlias,
    "make_generic": MakeGeneric,
    "set_type_parameters": SetTypeParameters,
}
