"""Calls: by the native convention, of methods by the receiver's class, of classes, and through the host."""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Final, cast

from pyston_llvm_tier.build.callees import CodeCase, Construction, stub_kind
from pyston_llvm_tier.ir.kinds import NO, YES, Kind
from pyston_llvm_tier.ir.model import Instruction
from pyston_llvm_tier.llvm.emit_fields import guard_no_own_attribute, guard_version_of
from pyston_llvm_tier.llvm.emit_names import guard_names
from pyston_llvm_tier.llvm.notation import BOOL, ERROR, FLOAT, INT, OBJECT, TAG_OF_BASE, address, memory, word
from pyston_llvm_tier.llvm.writer import PAIR, REGISTERS, Writer
from pyston_llvm_tier.native.fields import Method
from pyston_llvm_tier.native.layouts import (
    CELL_REF,
    FUNCTION_CLOSURE,
    FUNCTION_CODE,
    FUNCTION_DEFAULTS,
    OB_SIZE,
    OB_TYPE,
    TUPLE_ITEMS,
    TYPE_NEW,
)

Tagged = list[tuple[str, int]]


def guard_method(writer: Writer, instruction: Instruction) -> None:
    """Guard that a method call means one of the functions it meant: the class, and no attribute of the instance."""
    methods = cast("tuple[Method, ...]", instruction.immediate)
    value = writer.object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {OB_TYPE}')}")
    found = writer.name("l")
    for index, method in enumerate(methods):
        hit, miss = writer.name("l"), writer.name("l")
        same = writer.value(f"icmp eq ptr {kind}, {address(method.holder)}")
        if index == len(methods) - 1:
            writer.guard(same, instruction)
            miss = ""
        else:
            writer.branch(same, hit, miss)
            writer.label(hit)
        guard_version_of(writer, instruction, method.holder, method.version)
        guard_no_own_attribute(writer, instruction, value, method)
        writer.line(f"br label %{found}")
        if miss:
            writer.label(miss)
    writer.label(found)


def guard_version(writer: Writer, instruction: Instruction) -> None:
    """Guard that a class and those it inherits from are as they were."""
    holder = cast(type, writer.constant(instruction.args[0]))
    guard_version_of(writer, instruction, holder, cast(int, instruction.immediate))


def guard_class(writer: Writer, instruction: Instruction) -> None:
    """Guard that an object is of one of some classes, and that these are as they were."""
    classes = cast("tuple[tuple[type, int], ...]", instruction.immediate)
    value = writer.object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {OB_TYPE}')}")
    found = writer.name("l")
    for index, (holder, version) in enumerate(classes):
        hit, miss = writer.name("l"), writer.name("l")
        same = writer.value(f"icmp eq ptr {kind}, {address(holder)}")
        last = index == len(classes) - 1
        if last:
            writer.guard(same, instruction)
        else:
            writer.branch(same, hit, miss)
            writer.label(hit)
        guard_version_of(writer, instruction, holder, version)
        writer.line(f"br label %{found}")
        if not last:
            writer.label(miss)
    writer.label(found)


def guard_cell(writer: Writer, instruction: Instruction) -> None:
    """Guard what a cell holds."""
    place = writer.value(f"getelementptr i8, ptr {writer.object(instruction.args[0])}, i64 {CELL_REF}")
    held = writer.value(f"load ptr, ptr {place}")
    writer.guard(writer.value(f"icmp eq ptr {held}, {writer.object(instruction.args[1])}"), instruction)


def guard_defaults(writer: Writer, instruction: Instruction) -> None:
    """Guard the identity of a function's tuple of defaults."""
    function, defaults = [writer.constant(ref) for ref in instruction.args]
    now = writer.value(f"load ptr, ptr {memory(id(function) + FUNCTION_DEFAULTS)}")
    writer.guard(writer.value(f"icmp eq ptr {now}, {address(defaults)}"), instruction)


def guard_member(writer: Writer, instruction: Instruction) -> None:
    """Guard that a module's attribute is what it was, by its namespace's version or else by a look-up."""
    name, constant = cast("tuple[str, int]", instruction.immediate)
    module = cast(ModuleType, writer.constant(instruction.args[0]))
    guard_names(writer, instruction, (module.__dict__,), name, constant)


def guard_callable(writer: Writer, instruction: Instruction) -> None:
    """Guard that what is called does not look at its caller's frame."""
    kind = address(stub_kind(writer.feedback.code))
    callee = writer.object(instruction.args[0])
    writer.guard(writer.value(f"call i1 @pyston_plain_callee(ptr {callee}, ptr {kind})"), instruction)


def guard_look_up(writer: Writer, instruction: Instruction) -> None:
    """Guard the same of what a method call finds, and that finding it does nothing else.

    For a call that shows its caller, that the interpreter does not do itself what it finds.
    """
    holder, name = [writer.object(ref) for ref in instruction.args]
    if instruction.immediate:
        writer.guard(writer.value(f"call i1 @pyston_unserved_method(ptr {holder}, ptr {name})"), instruction)
        return
    kind = address(stub_kind(writer.feedback.code))
    writer.guard(writer.value(f"call i1 @pyston_plain_method(ptr {holder}, ptr {name}, ptr {kind})"), instruction)


def py_call(writer: Writer, instruction: Instruction) -> None:
    """A call through the host's protocol."""
    values = [writer.object(ref) for ref in instruction.args]
    names, count = _names(writer, instruction, len(values) - 1)
    vector = writer.vector(values[1:])
    _owned(writer, instruction, f"call ptr @PyObject_Vectorcall(ptr {values[0]}, ptr {vector}, i64 {count}, {names})")


def call_shown(writer: Writer, instruction: Instruction) -> None:
    """A call of what may look at its caller's frame: the interpreter shows one."""
    values = [writer.object(ref) for ref in instruction.args]
    found = ""
    if instruction.op == "call_shown_method":
        found = writer.value(f"call ptr @PyObject_GetAttr(ptr {values[0]}, ptr {values[1]})")
        writer.check_null(found, instruction)
        values[:2] = [found]
    names = instruction.immediate if isinstance(instruction.immediate, tuple) else ()
    shown = writer.listed(writer.function.exits[instruction.error].state)
    index = writer.held(instruction.pc)
    vector = writer.vector([shown, index, address(writer.kept(names)), *values])
    called = f"@PyObject_Vectorcall(ptr {address(writer.call)}, ptr {vector}, i64 {3 + len(values)}, ptr null)"
    answer = writer.value(f"call ptr {called}")
    writer.line(f"call void @decref(ptr {shown})")
    if found:
        writer.line(f"call void @decref(ptr {found})")
    writer.check_null(answer, instruction)
    writer.result(instruction, (answer,))


def guard_unserved(writer: Writer, instruction: Instruction) -> None:
    """Guard that what is called is none of the functions that the interpreter serves."""
    callee = writer.object(instruction.args[0])
    writer.guard(writer.value(f"call i1 @pyston_unserved(ptr {callee})"), instruction)


def py_call_method(writer: Writer, instruction: Instruction) -> None:
    """A method call through the host's protocol."""
    values = [writer.object(ref) for ref in instruction.args]
    names, count = _names(writer, instruction, len(values) - 1)
    vector = writer.vector(values[1:])
    called = f"call ptr @PyObject_VectorcallMethod(ptr {values[0]}, ptr {vector}, i64 {count}, {names})"
    _owned(writer, instruction, called)


def make_function(writer: Writer, instruction: Instruction) -> None:
    """A function of code and globals, with defaults and a closure where there are any."""
    code, globals, defaults, closure = [writer.object(ref) for ref in instruction.args]
    made = writer.value(f"call ptr @PyFunction_New(ptr {code}, ptr {globals})")
    writer.check_null(made, instruction)
    for ref, value, name in ((instruction.args[2], defaults, "Defaults"), (instruction.args[3], closure, "Closure")):
        if ref >= 0 or writer.constant(ref) is not None:
            # fails for what is no tuple, which it is
            writer.value(f"call i32 @PyFunction_Set{name}(ptr {made}, ptr {value})")
    writer.result(instruction, (made,))


def _names(writer: Writer, instruction: Instruction, count: int) -> tuple[str, int]:
    """The keyword names of the last arguments, and how many come before them."""
    names = instruction.immediate
    if not isinstance(names, tuple):
        return "ptr null", count
    return f"ptr {address(writer.kept(names))}", count - len(names)


def _owned(writer: Writer, instruction: Instruction, call: str) -> None:
    value = writer.value(call)
    writer.check_null(value, instruction)
    writer.result(instruction, (value,))


# the native convention


def _tagged(writer: Writer, ref: int, kind: Kind) -> tuple[str, int]:
    """An argument by the native convention; an object is owned by the callee."""
    if ref >= 0 and kind.boxed == NO and kind.base in TAG_OF_BASE:
        if kind.base == "float":
            return writer.value(f"bitcast double {writer.double(ref, kind)} to i64"), FLOAT
        return writer.integer(ref, kind), INT if kind.base == "int" else BOOL
    if ref < 0 and type(writer.constant(ref)) is int and -(2**63) <= cast(int, writer.constant(ref)) < 2**63:
        return str(writer.constant(ref)), INT
    if ref >= 0 and kind.base in ("int", "float") and kind.boxed != YES:
        writer.box(ref, kind)
    value = writer.object(ref)
    writer.line(f"call void @incref(ptr {value})")
    return writer.value(f"ptrtoint ptr {value} to i64"), OBJECT


def _arguments(writer: Writer, refs: tuple[int, ...], kinds: tuple[Kind, ...]) -> Tagged:
    return [_tagged(writer, ref, kind) for ref, kind in zip(refs, kinds, strict=True)]


def _body(writer: Writer, callee: FunctionType) -> str:
    """The compiled body of a function, null where there is none or the function has got other code."""
    code = callee.__code__
    body = writer.value(f"load ptr, ptr {memory(writer.cells.address(code))}")
    now = writer.value(f"load ptr, ptr {memory(id(callee) + FUNCTION_CODE)}")
    same = writer.value(f"icmp eq ptr {now}, {address(code)}")
    return writer.value(f"select i1 {same}, ptr {body}, ptr null")


def _call(writer: Writer, body: str, callee: str, arguments: Tagged, cells: tuple[object, ...]) -> str:
    """Call a body if it is not null, else the function through the host; the pair that comes back."""
    fast, slow, merged = writer.name("l"), writer.name("l"), writer.name("n")
    writer.branch(writer.value(f"icmp ne ptr {body}, null"), fast, slow)
    writer.label(fast)
    passed = "".join(f", i64 {value}, i64 {tag}" for value, tag in arguments)
    for cell in cells:
        writer.line(f"call void @incref(ptr {address(cell)})")
        passed += f", i64 {word(id(cell))}, i64 {OBJECT}"
    quick = writer.native_call(body, passed)
    quick_end = writer.name("n")
    writer.line(f"br label %{quick_end}")
    writer.label(quick_end)
    writer.line(f"br label %{merged}")
    writer.label(slow)
    general = _through_host(writer, callee, arguments)
    slow_end = writer.name("n")
    writer.line(f"br label %{slow_end}")
    writer.label(slow_end)
    writer.line(f"br label %{merged}")
    writer.label(merged)
    return writer.value(f"phi {PAIR} [ {quick}, %{quick_end} ], [ {general}, %{slow_end} ]")


def _through_host(writer: Writer, callee: str, arguments: Tagged, names: tuple[str, ...] = ()) -> str:
    """Call through the host's protocol; the pair that comes back."""
    boxed = [writer.value(f"call ptr @pyston_box_tagged(i64 {value}, i64 {tag})") for value, tag in arguments]
    vector = writer.vector(boxed)
    by_name = f"ptr {address(writer.kept(names))}" if names else "ptr null"
    count = len(boxed) - len(names)
    answer = writer.value(f"call ptr @PyObject_Vectorcall(ptr {callee}, ptr {vector}, i64 {count}, {by_name})")
    for value in boxed:
        writer.line(f"call void @decref(ptr {value})")
    bits = writer.value(f"ptrtoint ptr {answer} to i64")
    failed = writer.value(f"icmp eq ptr {answer}, null")
    tag = writer.value(f"select i1 {failed}, i64 {ERROR}, i64 {OBJECT}")
    first = writer.value(f"insertvalue {PAIR} poison, i64 {bits}, 0")
    return writer.value(f"insertvalue {PAIR} {first}, i64 {tag}, 1")


def call_native(writer: Writer, instruction: Instruction) -> None:
    """Call compiled code where there is some, else through the host's protocol."""
    callee = cast(FunctionType, writer.constant(instruction.args[0]))
    arguments = _arguments(writer, instruction.args[1:], instruction.kinds[1:])
    cells = getattr(callee, "__closure__") or ()
    pair = _call(writer, _body(writer, callee), address(callee), arguments, cells)
    _finish(writer, instruction, pair)


def call_cases(writer: Writer, instruction: Instruction) -> None:
    """Call the method of the receiver's class; `guard_method` has made sure that it is one of those known."""
    methods, _, _ = cast("tuple[tuple[Method, ...], object, str]", instruction.immediate)
    value = writer.object(instruction.args[0])
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {value}, i64 {OB_TYPE}')}")
    chosen = writer.name("n")
    found: list[tuple[str, str, str]] = []
    for index, method in enumerate(methods):
        miss = ""
        if index < len(methods) - 1:
            hit, miss = writer.name("l"), writer.name("l")
            writer.branch(writer.value(f"icmp eq ptr {kind}, {address(method.holder)}"), hit, miss)
            writer.label(hit)
        # a closure's cells would have to be passed as well
        body = "null" if method.function.__closure__ else _body(writer, cast(FunctionType, method.function))
        end = writer.name("n")
        writer.line(f"br label %{end}")
        writer.label(end)
        found.append((body, address(method.function), end))
        writer.line(f"br label %{chosen}")
        if miss:
            writer.label(miss)
    writer.label(chosen)
    body = writer.value("phi ptr " + ", ".join(f"[ {body}, %{end} ]" for body, _, end in found))
    callee = writer.value("phi ptr " + ", ".join(f"[ {callee}, %{end} ]" for _, callee, end in found))
    arguments = _arguments(writer, instruction.args, instruction.kinds)
    _finish(writer, instruction, _call(writer, body, callee, arguments, ()))


def _code_of(writer: Writer, callee: str, otherwise: str) -> str:
    """The code of a function; where it is none, control goes to `otherwise`."""
    kind = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {callee}, i64 {OB_TYPE}')}")
    function = writer.name("l")
    writer.branch(writer.value(f"icmp eq ptr {kind}, {address(FunctionType)}"), function, otherwise, likely=True)
    writer.label(function)
    return writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {callee}, i64 {FUNCTION_CODE}')}")


def guard_callees(writer: Writer, instruction: Instruction) -> None:
    """Guard that what is called is a function of one of some codes, or anything that does not look at its caller."""
    cases = cast("tuple[CodeCase, ...]", instruction.immediate)
    callee = writer.object(instruction.args[0])
    other, done = writer.name("l"), writer.name("l")
    code = _code_of(writer, callee, other)
    for case in cases:
        following = writer.name("l")
        writer.branch(writer.value(f"icmp eq ptr {code}, {address(case.code)}"), done, following)
        writer.label(following)
    writer.line(f"br label %{other}")
    writer.label(other)
    kind = address(stub_kind(writer.feedback.code))
    writer.guard(writer.value(f"call i1 @pyston_plain_callee(ptr {callee}, ptr {kind})"), instruction)
    writer.line(f"br label %{done}")
    writer.label(done)


def call_codes(writer: Writer, instruction: Instruction) -> None:
    """Call a function's compiled body by its code, its cells and defaults being its own; else through the host."""
    (cases, names), _, _ = cast("tuple[tuple[tuple[CodeCase, ...], object], object, str]", instruction.immediate)
    callee = writer.object(instruction.args[0])
    arguments = _arguments(writer, instruction.args[1:], instruction.kinds[1:])
    slow, merged = writer.name("l"), writer.name("n")
    code = _code_of(writer, callee, slow)
    answers: list[tuple[str, str]] = []
    for case in cases:
        hit, fast, following = writer.name("l"), writer.name("l"), writer.name("l")
        writer.branch(writer.value(f"icmp eq ptr {code}, {address(case.code)}"), hit, following)
        writer.label(hit)
        body = writer.value(f"load ptr, ptr {memory(writer.cells.address(case.code))}")
        writer.branch(writer.value(f"icmp ne ptr {body}, null"), fast, slow)
        writer.label(fast)
        passed = _filled(writer, callee, case, arguments, slow) + _cells(writer, callee, case.cells)
        given = "".join(f", i64 {value}, i64 {tag}" for value, tag in passed)
        quick = writer.native_call(body, given)
        end = writer.name("n")
        writer.line(f"br label %{end}")
        writer.label(end)
        answers.append((quick, end))
        writer.line(f"br label %{merged}")
        writer.label(following)
    writer.line(f"br label %{slow}")
    writer.label(slow)
    general = _through_host(writer, callee, arguments, names if isinstance(names, tuple) else ())
    end = writer.name("n")
    writer.line(f"br label %{end}")
    writer.label(end)
    answers.append((general, end))
    writer.line(f"br label %{merged}")
    writer.label(merged)
    pair = writer.value(f"phi {PAIR} " + ", ".join(f"[ {answer}, %{end} ]" for answer, end in answers))
    _finish(writer, instruction, pair)


def _items(writer: Writer, callee: str, field: int) -> str:
    """The address of the first item of one of a function's tuples."""
    held = writer.value(f"load ptr, ptr {writer.value(f'getelementptr i8, ptr {callee}, i64 {field}')}")
    return writer.value(f"getelementptr i8, ptr {held}, i64 {TUPLE_ITEMS}")


def _taken(writer: Writer, items: str, index: int) -> tuple[str, str]:
    """An item of a tuple as an argument."""
    value = writer.value(f"load ptr, ptr {writer.value(f'getelementptr ptr, ptr {items}, i64 {index}')}")
    writer.line(f"call void @incref(ptr {value})")
    return writer.value(f"ptrtoint ptr {value} to i64"), str(OBJECT)


def _filled(writer: Writer, callee: str, case: CodeCase, arguments: Tagged, slow: str) -> list[tuple[str, str]]:
    """The parameters, defaults among them; where the function has not got as many, control goes to `slow`."""
    items = ""
    if case.defaults:
        field = writer.value(f"getelementptr i8, ptr {callee}, i64 {FUNCTION_DEFAULTS}")
        held = writer.value(f"load ptr, ptr {field}")
        some, right = writer.name("l"), writer.name("l")
        writer.branch(writer.value(f"icmp eq ptr {held}, null"), slow, some)
        writer.label(some)
        count = writer.value(f"load i64, ptr {writer.value(f'getelementptr i8, ptr {held}, i64 {OB_SIZE}')}")
        writer.branch(writer.value(f"icmp eq i64 {count}, {case.defaults}"), right, slow)
        writer.label(right)
        items = _items(writer, callee, FUNCTION_DEFAULTS)
    filled: list[tuple[str, str]] = []
    for place in case.places:
        if place < 0:
            filled.append(_taken(writer, items, ~place))
        else:
            value, tag = arguments[place]
            filled.append((value, str(tag)))
    return filled


def _cells(writer: Writer, callee: str, count: int) -> list[tuple[str, str]]:
    """The cells of a function's closure, as many as its code has free variables."""
    if not count:
        return []
    items = _items(writer, callee, FUNCTION_CLOSURE)
    return [_taken(writer, items, index) for index in range(count)]


def construct(writer: Writer, instruction: Instruction) -> None:
    """Make an instance and initialise it, as `type.__call__` does for a class that inherits from object alone."""
    made = cast(Construction, instruction.immediate)
    new = writer.value(f"load ptr, ptr {memory(id(object) + TYPE_NEW)}")
    nothing = address(())
    instance = writer.value(f"call ptr {new}(ptr {address(made.holder)}, ptr {nothing}, ptr null)")
    writer.check_null(instance, instruction)
    if made.initializer is not None:
        arguments = _arguments(writer, instruction.args[1:], instruction.kinds[1:])
        writer.line(f"call void @incref(ptr {instance})")
        arguments.insert(0, (writer.value(f"ptrtoint ptr {instance} to i64"), OBJECT))
        cells = made.initializer.__closure__ or ()
        pair = _call(
            writer, _body(writer, cast(FunctionType, made.initializer)), address(made.initializer), arguments, cells
        )
        value, tag = (writer.value(f"extractvalue {PAIR} {pair}, {index}") for index in (0, 1))
        fine = writer.value(f"call i1 @pyston_initialised(ptr {instance}, i64 {value}, i64 {tag})")
        writer.check(writer.value(f"xor i1 {fine}, true"), instruction)
    writer.result(instruction, (instance,))


def _finish(writer: Writer, instruction: Instruction, pair: str) -> None:
    """Write the result of a native call in the kind that is wanted."""
    value = writer.value(f"extractvalue {PAIR} {pair}, 0")
    tag = writer.value(f"extractvalue {PAIR} {pair}, 1")
    writer.check(writer.value(f"icmp eq i64 {tag}, {ERROR}"), instruction)
    _, wanted, symbol = cast("tuple[object, tuple[str, bool] | None, str]", instruction.immediate)
    if symbol:
        _check_declined(writer, instruction, value, tag, symbol)
    if instruction.dest < 0:
        dropped = writer.value(f"call ptr @box_tagged(i64 {value}, i64 {tag})")
        writer.line(f"call void @decref(ptr {dropped})")
        writer.result(instruction, ())
        return
    if wanted is None:
        made = writer.value(f"call ptr @box_tagged(i64 {value}, i64 {tag})")
        writer.result(instruction, (made,))
        return
    base, keep = wanted
    dest = instruction.dest
    old = [writer.load_object(slot) for slot in instruction.drops]
    for slot in instruction.drops:
        writer.store_object(slot, "null")
    for dropped in old:
        writer.line(f"call void @xdecref(ptr {dropped})")
    unboxed, other, done, wrong = (writer.name("n") for _ in range(4))
    failing = writer.name("n")
    suffix, kind = REGISTERS[base][0]
    writer.branch(writer.value(f"icmp eq i64 {tag}, {TAG_OF_BASE[base]}"), unboxed, other)
    writer.label(unboxed)
    if base == "float":
        writer.store(dest, suffix, kind, writer.value(f"bitcast i64 {value} to double"))
    elif base == "bool":
        writer.store(dest, suffix, kind, writer.value(f"icmp ne i64 {value}, 0"))
    else:
        writer.store(dest, suffix, kind, value)
    writer.line(f"br label %{done}")
    writer.label(other)
    boxed = writer.value(f"call ptr @box_tagged(i64 {value}, i64 {tag})")
    if base == "bool":
        yes = writer.value(f"icmp eq ptr {boxed}, {address(True)}")
        no = writer.value(f"icmp eq ptr {boxed}, {address(False)}")
        right, number = writer.value(f"or i1 {yes}, {no}"), yes
    else:
        both = writer.value(f"call {{{kind}, i1}} @unbox_{base}(ptr {boxed})")
        right = writer.value(f"extractvalue {{{kind}, i1}} {both}, 1")
        number = writer.value(f"extractvalue {{{kind}, i1}} {both}, 0")
    writer.branch(right, failing, wrong)
    writer.label(failing)
    writer.store(dest, suffix, kind, number)
    if keep:
        writer.store_object(dest, boxed)
    else:
        writer.line(f"call void @decref(ptr {boxed})")
    writer.line(f"br label %{done}")
    writer.label(wrong)
    writer.store_object(dest, boxed)
    writer.line(f"br label %{writer.exit(instruction.exit)}")
    writer.label(done)


def _check_declined(writer: Writer, instruction: Instruction, value: str, tag: str, symbol: str) -> None:
    """Raise what the host does where an operator's method gives NotImplemented and nobody else is to be asked."""
    declined, fine = writer.name("l"), writer.name("l")
    same = writer.value(f"icmp eq i64 {value}, {word(id(NotImplemented))}")
    is_object = writer.value(f"icmp eq i64 {tag}, {OBJECT}")
    writer.branch(writer.value(f"and i1 {same}, {is_object}"), declined, fine)
    writer.label(declined)
    writer.line(f"call void @decref(ptr {address(NotImplemented)})")
    start = len(instruction.args) - 2
    left, right = [writer.object_type(ref, kind) for ref, kind in _last(instruction, start)]
    writer.line(f"call void @pyston_declined(ptr {writer.text(symbol)}, ptr {left}, ptr {right})")
    writer.line(f"br label %{writer.exit(instruction.error)}")
    writer.label(fine)


def _last(instruction: Instruction, start: int) -> list[tuple[int, Kind]]:
    return list(zip(instruction.args[start:], instruction.kinds[start:], strict=True))


EMIT: Final = {
    "guard_method": guard_method,
    "guard_version": guard_version,
    "guard_class": guard_class,
    "guard_cell": guard_cell,
    "guard_member": guard_member,
    "guard_defaults": guard_defaults,
    "guard_callable": guard_callable,
    "guard_callees": guard_callees,
    "guard_look_up": guard_look_up,
    "py_call": py_call,
    "call_shown": call_shown,
    "call_shown_method": call_shown,
    "guard_unserved": guard_unserved,
    "make_function": make_function,
    "py_call_method": py_call_method,
    "call_native": call_native,
    "call_cases": call_cases,
    "call_codes": call_codes,
    "construct": construct,
}
