"""Lower calls: positional, by keyword, with stars, of methods, and zero-argument `super`."""

from __future__ import annotations

import _ast as ast

from ast_interp.lower.builder import Builder
from ast_interp.lower.dispatch import expression
from ast_interp.lower.displays import build_sequence
from ast_interp.lower.names import load_name
from ast_interp.lower.trees import walk
from ast_interp.scopes.scope import Variable
from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import Final, cast

_CALLING: Final = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)


def lower_call(b: Builder, node: ast.AST, wanted: int) -> int:
    """`f(a, *b, c=d, **e)`."""
    call = cast(ast.Call, node)
    function = call.func
    if isinstance(function, ast.Name) and function.id == "super" and not call.args and not call.keywords:
        return _super(b, call, wanted)
    mark = b.top
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    spread = starred or any(keyword.arg is None for keyword in call.keywords)
    if isinstance(function, ast.Attribute) and not spread and not _runs_code(call):
        target = expression(b, function.value)
        name: object = b.mangled(function.attr)
        # where the attribute itself fails, and whether it does is what a failing argument asks first (`unwind`)
        here = b.label()
        b.at_attribute(function)
        b.emit("jump", label=here)
        b.place(here)
        slots, names = arguments(b, call.args, call.keywords)
        b.top = mark
        slot = b.destination(wanted)
        b.at_method_call(node)
        if names:
            b.emit("call_method_keyword", slot, (target, *slots), (name, names))
        else:
            b.emit("call_method", slot, (target, *slots), name)
        return slot
    callee = expression(b, function)
    return call_with(b, mark, callee, (), call.args, call.keywords, node, wanted)


def _runs_code(call: ast.Call) -> bool:
    """Whether the arguments call something, and so might see that the method has not been looked up yet."""
    for argument in [*call.args, *[keyword.value for keyword in call.keywords]]:
        if not isinstance(argument, (ast.Name, ast.Constant)):
            for node in walk(argument):
                if isinstance(node, _CALLING):
                    return True
    return False


def call_with(
    b: Builder,
    mark: int,
    callee: int,
    first: tuple[int, ...],
    positional: list[ast.expr],
    keywords: list[ast.keyword],
    node: ast.AST,
    wanted: int,
) -> int:
    """Emit a call.

    Args:
        b: the body under construction.
        mark: the temporaries from here on are the call's own; they are free afterwards.
        callee: the slot of what is called.
        first: slots of leading arguments that are already lowered (a class's body function and name).
        positional, keywords: the arguments written in the source.
        node: the call.
        wanted: the slot that must receive the result, or ANY.

    Returns:
        The slot of the result.
    """
    starred = any(isinstance(argument, ast.Starred) for argument in positional)
    if starred or any(keyword.arg is None for keyword in keywords):
        spread_arguments, spread_keywords = _spread(b, callee, first, positional, keywords, node)
        b.at(node)
        b.top = mark
        slot = b.destination(wanted)
        b.emit("call_spread", slot, (callee, spread_arguments, spread_keywords))
        return slot
    slots, names = arguments(b, positional, keywords)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        b.at_method_call(node)
    else:
        b.at(node)
    b.top = mark
    slot = b.destination(wanted)
    if names:
        b.emit("call_keyword", slot, (callee, *first, *slots), names)
    else:
        b.emit("call", slot, (callee, *first, *slots))
    return slot


def arguments(
    b: Builder, positional: list[ast.expr], keywords: list[ast.keyword]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Lower arguments without stars; the keyword ones come last and their names are returned."""
    slots: list[int] = []
    names: list[str] = []
    for argument in positional:
        slots.append(expression(b, argument))
    for keyword in keywords:
        name = cast(str, keyword.arg)
        if name in names:
            raise b.error(f"keyword argument repeated: {name}", keyword)
        names.append(name)
        slots.append(expression(b, keyword.value))
    return tuple(slots), tuple(names)


def _spread(
    b: Builder,
    callee: int,
    first: tuple[int, ...],
    positional: list[ast.expr],
    keywords: list[ast.keyword],
    node: ast.AST,
) -> tuple[int, int]:
    """The tuple and the dict of a call with stars; the dict is left out where there are no keywords."""
    single = positional[0] if len(positional) == 1 and not first else None
    if isinstance(single, ast.Starred):
        # f(*a): the iterable itself; the call makes the tuple, and knows the callee for its error message
        tuple_slot = expression(b, single.value)
    else:
        items = _leading(b, first, positional, node)
        tuple_slot = b.temporary()
        b.at(node)
        b.emit("list_to_tuple", tuple_slot, (items,))
    if not keywords:
        return tuple_slot, NONE
    mapping = b.temporary()
    mark = b.top
    b.at(node)
    b.emit("build_dict", mapping)
    for keyword in keywords:
        value = expression(b, keyword.value)
        b.at(node)
        if keyword.arg is None:
            b.emit("dict_merge", operands=(mapping, value, callee), keep=(mapping, callee))
        else:
            single_entry = b.temporary()
            b.emit("build_dict", single_entry, (b.constant(keyword.arg), value))
            b.emit("dict_merge", operands=(mapping, single_entry, callee), keep=(mapping, callee))
        b.top = mark
    return tuple_slot, mapping


def _leading(b: Builder, first: tuple[int, ...], positional: list[ast.expr], node: ast.AST) -> int:
    if not first:
        return build_sequence(b, positional, node)
    items = b.temporary()
    mark = b.top
    b.emit("build_list", items, first)
    for argument in positional:
        starred = isinstance(argument, ast.Starred)
        value = argument.value if isinstance(argument, ast.Starred) else argument
        slot = expression(b, value)
        b.emit("list_extend" if starred else "list_append", operands=(items, slot), keep=(items,))
        b.top = mark
    return items


def _super(b: Builder, node: ast.Call, wanted: int) -> int:
    """`super()`: the class cell and the first argument go along, for the case that it is the built-in one."""
    mark = b.top
    callee = load_name(b, "super", node.func)
    place = b.scope.places.get("__class__")
    cell = b.slots.get(place, NONE) if isinstance(place, Variable) else NONE
    first = NONE
    names = b.owner.parameters
    if names and b.owner.function_like() and not _only_variadic(b):
        first = b.slots[b.owner.variables[names[0]]]
    b.top = mark
    slot = b.destination(wanted)
    b.at(node)
    b.emit("call_super", slot, (callee, cell, first))
    return slot


def _only_variadic(b: Builder) -> bool:
    node = b.owner.node
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return not (node.args.posonlyargs or node.args.args)
    return False
