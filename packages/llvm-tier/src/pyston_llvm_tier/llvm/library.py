"""What generated code calls: small helpers, copied into every module so that they are inlined, and cold ones, compiled
once.

Values between compiled functions, and results, are pairs `{i64 value, i64 tag}`: see the tags below.

Longer than other files, since it is one LLVM module's text, whose functions call each other.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pyston_llvm_tier.llvm import calling, calling_out, catching, entering, slicing
from pyston_llvm_tier.llvm.calling_out import INNERMOST, OBJECTS, SITE, THREAD_SIZE
from pyston_llvm_tier.llvm.notation import (
    BOOL,
    ERROR,
    FLOAT,
    INT,
    LEFT,
    LEFT_RAISING,
    LIKELY,
    OBJECT,
    STACK_MARGIN,
    UNLIKELY,
    address,
    each_slot,
    memory,
    word,
)
from pyston_llvm_tier.native.fields import MANAGED_DICT
from pyston_llvm_tier.native.layouts import FLOAT_VALUE, INT_DIGITS, OB_SIZE, Layout

_DECLARATIONS: Final = """
declare void @_Py_Dealloc(ptr)
declare ptr @PyLong_FromLongLong(i64)
declare i64 @PyLong_AsLongLongAndOverflow(ptr, ptr)
declare ptr @PyFloat_FromDouble(double)
declare ptr @PyErr_Occurred()
declare ptr @PyObject_CallNoArgs(ptr)
declare ptr @PyDict_GetItemWithError(ptr, ptr)
declare ptr @PyCell_New(ptr)
declare ptr @PyFunction_New(ptr, ptr)
declare i32 @PyFunction_SetDefaults(ptr, ptr)
declare i32 @PyFunction_SetClosure(ptr, ptr)
declare ptr @PyTuple_New(i64)
declare ptr @PyList_New(i64)
declare i32 @PyList_Append(ptr, ptr)
declare ptr @PySlice_New(ptr, ptr, ptr)
declare ptr @PySet_New(ptr)
declare ptr @PyDict_New()
declare ptr @PyList_AsTuple(ptr)
declare ptr @PyUnicode_Join(ptr, ptr)
declare void @PyUnicode_Append(ptr, ptr)
declare void @PyErr_SetString(ptr, ptr)
declare void @PyErr_Fetch(ptr, ptr, ptr)
declare void @PyErr_Restore(ptr, ptr, ptr)
declare void @PyErr_NormalizeException(ptr, ptr, ptr)
declare i32 @PyException_SetTraceback(ptr, ptr)
declare i32 @Py_GetRecursionLimit()
declare double @pow(double, double)
declare double @fmod(double, double)
declare double @sin(double)
declare double @cos(double)
declare double @exp(double)
declare double @atan(double)
declare double @llvm.sqrt.f64(double)
declare double @llvm.fabs.f64(double)
declare double @llvm.copysign.f64(double, double)
declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64)
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64)
declare {i64, i1} @llvm.smul.with.overflow.i64(i64, i64)
declare ptr @llvm.frameaddress.p0(i32)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
"""

_SHARED: Final = """
declare {i64, i64} @pyston_leave(ptr nocapture, i64, i64, ptr, i64, ptr, i64, ptr)
declare ptr @pyston_box_tagged(i64, i64)
declare void @pyston_box_int(ptr nocapture, i64)
declare void @pyston_box_float(ptr nocapture, double)
declare void @pyston_box_bound_int(ptr nocapture, i1, i64)
declare void @pyston_box_bound_float(ptr nocapture, i1, double)
declare preserve_allcc void @pyston_leave_int(ptr nocapture, i64)
declare preserve_allcc void @pyston_leave_float(ptr nocapture, double)
declare preserve_allcc void @pyston_leave_bound_int(ptr nocapture, i1, i64)
declare preserve_allcc void @pyston_leave_bound_float(ptr nocapture, i1, double)
declare void @pyston_box_range(ptr nocapture, i64, i64, i64)
declare void @pyston_box_range_iter(ptr nocapture, i64, i64, i64)
declare preserve_allcc i1 @pyston_check_global(ptr, ptr, ptr, ptr, i1)
declare {i64, i1} @pyston_unbox_large(ptr)
declare ptr @pyston_thread()
declare i1 @pyston_entered(ptr nocapture readonly)
declare void @pyston_too_deep()
declare ptr @pyston_own(ptr, ptr)
declare preserve_allcc void @pyston_int_over(ptr, ptr, i64)
declare preserve_allcc void @pyston_new_float(ptr, ptr, double)
"""


def inlined(host: Layout) -> str:
    """The helpers that every module has."""
    declared = _DECLARATIONS + _SHARED + calling.DECLARATIONS + catching.DECLARATIONS + entering.DECLARATIONS
    declared += slicing.DECLARATIONS + calling_out.DECLARATIONS
    return declared + _counting(host) + _unboxing(host)


def _named(text: str) -> list[str]:
    """The names behind each `@`. Without `re`, whose functions the program may have replaced by its own."""
    names: list[str] = []
    for part in text.split("@")[1:]:
        for end in "(,) \n":
            part = part.partition(end)[0]
        names.append(part)
    return names


@cache
def _parts(helpers: str) -> tuple[dict[str, tuple[str, frozenset[str]]], str]:
    """Helpers by name, with the names that each mentions; and the lines that are no helper's."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    rest: list[str] = []
    lines = iter(helpers.split("\n"))
    for line in lines:
        if not line.startswith(("declare ", "define ")):
            rest.append(line)
            continue
        part = [line]
        if line.startswith("define"):
            while part[-1] != "}":
                part.append(next(lines))
        text = "\n".join(part)
        name = _named(line)[0]
        found[name] = (text, frozenset(_named(text)) - {name})
    return found, "\n".join(filter(None, rest))


def with_helpers(text: str, helpers: str) -> str:
    """A module's text with those helpers that it needs: parsing and dropping the others is much of a small one's time.

    Args:
        text: the functions.
        helpers: definitions and declarations to choose from.
    """
    known, rest = _parts(helpers)
    needed: dict[str, str] = {}
    pending = _named(text)
    while pending:
        name = pending.pop()
        if name in known and name not in needed:
            part, mentioned = known[name]
            needed[name] = part
            pending.extend(mentioned)
    return "\n".join([*[needed[name] for name in sorted(needed)], rest, text])


def _counting(host: Layout) -> str:
    immortal_inc = immortal_dec = ""
    if host.immortal:
        immortal_inc = """
  %low = trunc i64 %n to i32
  %immortal = icmp slt i32 %low, 0
  br i1 %immortal, label %done, label %count"""
        immortal_dec = immortal_inc
    else:
        immortal_inc = immortal_dec = """
  br label %count"""
    return f"""
define internal void @incref(ptr %o) alwaysinline {{
  %n = load i64, ptr %o{immortal_inc}
count:
  %m = add i64 %n, 1
  store i64 %m, ptr %o
  br label %done
done:
  ret void
}}
define internal void @decref(ptr %o) alwaysinline {{
  %n = load i64, ptr %o{immortal_dec}
count:
  %m = sub i64 %n, 1
  store i64 %m, ptr %o
  %dead = icmp eq i64 %m, 0
  br i1 %dead, label %free, label %done, !prof {UNLIKELY}
free:
  call void @_Py_Dealloc(ptr %o)
  br label %done
done:
  ret void
}}
define internal void @xdecref(ptr %o) alwaysinline {{
  %null = icmp eq ptr %o, null
  br i1 %null, label %done, label %some
some:
  call void @decref(ptr %o)
  br label %done
done:
  ret void
}}
define internal void @xincref(ptr %o) alwaysinline {{
  %null = icmp eq ptr %o, null
  br i1 %null, label %done, label %some
some:
  call void @incref(ptr %o)
  br label %done
done:
  ret void
}}
define internal void @pyston_float_over(ptr %place, ptr %old, double %v) alwaysinline {{
  %n = load i64, ptr %old
  %alone = icmp eq i64 %n, 1
  br i1 %alone, label %reuse, label %fresh, !prof {LIKELY}
reuse:
  %vp = getelementptr i8, ptr %old, i64 {FLOAT_VALUE}
  store double %v, ptr %vp
  ret void
fresh:
  call preserve_allcc void @pyston_new_float(ptr %place, ptr %old, double %v)
  ret void
}}
{UNLIKELY} = !{{!"branch_weights", i32 1, i32 1000}}
{LIKELY} = !{{!"branch_weights", i32 1000, i32 1}}
"""


def _unboxing(host: Layout) -> str:
    """`unbox_int`: the value, and whether the object is an exact int that fits."""
    if host.tagged_ints:
        small = """
  %small = icmp ult i64 %size, 16
  br i1 %small, label %fast, label %slow
fast:
  %bits = and i64 %size, 3
  %sign = sub i64 1, %bits"""
    else:
        small = """
  %shifted = add i64 %size, 1
  %small = icmp ult i64 %shifted, 3
  br i1 %small, label %fast, label %slow
fast:
  %sign = add i64 %size, 0"""
    return f"""
define internal ptr @box_tagged(i64 %v, i64 %tag) alwaysinline {{
  %is.object = icmp eq i64 %tag, {OBJECT}
  br i1 %is.object, label %object, label %other, !prof {LIKELY}
object:
  %o = inttoptr i64 %v to ptr
  ret ptr %o
other:
  %made = call ptr @pyston_box_tagged(i64 %v, i64 %tag)
  ret ptr %made
}}
define internal {{i64, i1}} @unbox_int(ptr %o) alwaysinline {{
  %tp = getelementptr i8, ptr %o, i64 8
  %t = load ptr, ptr %tp
  %exact = icmp eq ptr %t, {address(int)}
  br i1 %exact, label %int, label %no
int:
  %sp = getelementptr i8, ptr %o, i64 16
  %size = load i64, ptr %sp{small}
  %dp = getelementptr i8, ptr %o, i64 24
  %d = load i32, ptr %dp
  %w = zext i32 %d to i64
  %v = mul i64 %w, %sign
  %a = insertvalue {{i64, i1}} poison, i64 %v, 0
  %b = insertvalue {{i64, i1}} %a, i1 true, 1
  ret {{i64, i1}} %b
slow:
  %l = call {{i64, i1}} @pyston_unbox_large(ptr %o)
  ret {{i64, i1}} %l
no:
  ret {{i64, i1}} zeroinitializer
}}
define internal {{double, i1}} @unbox_number(ptr %o) alwaysinline {{
  %tp = getelementptr i8, ptr %o, i64 8
  %t = load ptr, ptr %tp
  %float = icmp eq ptr %t, {address(float)}
  br i1 %float, label %yes, label %other
yes:
  %vp = getelementptr i8, ptr %o, i64 16
  %v = load double, ptr %vp
  %a = insertvalue {{double, i1}} poison, double %v, 0
  %b = insertvalue {{double, i1}} %a, i1 true, 1
  ret {{double, i1}} %b
other:
  %both = call {{i64, i1}} @unbox_int(ptr %o)
  %number = extractvalue {{i64, i1}} %both, 0
  %fits = extractvalue {{i64, i1}} %both, 1
  %shifted = add i64 %number, {2**53}
  %small = icmp ule i64 %shifted, {2**54}
  %exact = and i1 %fits, %small
  %double = sitofp i64 %number to double
  %c = insertvalue {{double, i1}} poison, double %double, 0
  %d = insertvalue {{double, i1}} %c, i1 %exact, 1
  ret {{double, i1}} %d
}}
define internal {{double, i1}} @unbox_float(ptr %o) alwaysinline {{
  %tp = getelementptr i8, ptr %o, i64 8
  %t = load ptr, ptr %tp
  %exact = icmp eq ptr %t, {address(float)}
  br i1 %exact, label %yes, label %no
yes:
  %vp = getelementptr i8, ptr %o, i64 16
  %v = load double, ptr %vp
  %a = insertvalue {{double, i1}} poison, double %v, 0
  %b = insertvalue {{double, i1}} %a, i1 true, 1
  ret {{double, i1}} %b
no:
  ret {{double, i1}} zeroinitializer
}}
"""


def _int_over(host: Layout) -> str:
    """Put an int in the place of another, in its object where nobody else holds that and one digit is enough.

    Of the ints that the host keeps one object each for, that object is taken: `is` can tell.
    """
    size = "%size = or i64 8, %minus" if host.tagged_ints else "%size = sub i64 1, %minus"
    return f"""
define preserve_allcc void @pyston_int_over(ptr %place, ptr %old, i64 %v) {{
  %n = load i64, ptr %old
  %alone = icmp eq i64 %n, 1
  br i1 %alone, label %fits, label %fresh
fits:
  %sign = ashr i64 %v, 63
  %flipped = xor i64 %v, %sign
  %magnitude = sub i64 %flipped, %sign
  %digit = icmp ult i64 %magnitude, {2**30}
  %shifted = add i64 %v, 5
  %kept = icmp ult i64 %shifted, 262
  %own = xor i1 %kept, true
  %over = and i1 %digit, %own
  br i1 %over, label %reuse, label %fresh
reuse:
  %minus = and i64 %sign, 2
  {size}
  %sp = getelementptr i8, ptr %old, i64 {OB_SIZE}
  store i64 %size, ptr %sp
  %dp = getelementptr i8, ptr %old, i64 {INT_DIGITS}
  %d = trunc i64 %magnitude to i32
  store i32 %d, ptr %dp
  ret void
fresh:
  %new = call ptr @PyLong_FromLongLong(i64 %v)
  store ptr %new, ptr %place
  call void @decref(ptr %old)
  ret void
}}
"""


def shared(host: Layout, unset: object, main_thread: int, main_memory: int, key: int) -> str:
    """The module of the cold helpers, compiled once.

    Args:
        host: the layout.
        unset: the mark of an empty slot.
        main_thread: the main thread, as `pthread_self` names it.
        main_memory: where that thread's memory is: see `llvm.calling_out`.
        key: under which other threads' is found.
    """
    from pyston_llvm_tier.llvm.calling import calling_helpers
    from pyston_llvm_tier.llvm.calling_out import calling_out_helpers
    from pyston_llvm_tier.llvm.catching import catching_helpers
    from pyston_llvm_tier.llvm.entering import entering_helpers
    from pyston_llvm_tier.llvm.slicing import slicing_helpers

    return (
        _DECLARATIONS
        + _counting(host)
        + calling_out_helpers()
        + calling_helpers()
        + catching_helpers(unset)
        + entering_helpers(unset)
        + slicing_helpers()
        + _int_over(host)
        + f"""
declare i64 @pthread_self()
declare i32 @pthread_getattr_np(i64, ptr)
declare i32 @pthread_attr_getstack(ptr, ptr, ptr)
declare i32 @pthread_attr_destroy(ptr)
declare ptr @pthread_getspecific(i32)
declare i32 @pthread_setspecific(i32, ptr)
declare ptr @calloc(i64, i64)
@too_deep_text = private constant [33 x i8] c"maximum recursion depth exceeded\\00"

define void @pyston_too_deep() {{
  call void @PyErr_SetString(ptr {address(RecursionError)}, ptr @too_deep_text)
  ret void
}}

define ptr @pyston_thread() {{
  %self = call i64 @pthread_self()
  %is_main = icmp eq i64 %self, {word(main_thread)}
  br i1 %is_main, label %known, label %ask
known:
  ret ptr {memory(main_memory)}
ask:
  %key = trunc i64 {word(key)} to i32
  %found = call ptr @pthread_getspecific(i32 %key)
  %new = icmp eq ptr %found, null
  br i1 %new, label %make, label %there
there:
  ret ptr %found
make:
  %made = call ptr @calloc(i64 1, i64 {THREAD_SIZE})
  %limit = call i64 @stack_limit(i64 %self)
  store i64 %limit, ptr %made
  call i32 @pthread_setspecific(i32 %key, ptr %made)
  ret ptr %made
}}

define internal i64 @stack_limit(i64 %self) {{
  %attr = alloca [64 x i8], align 16
  %addr = alloca i64
  %size = alloca i64
  %r = call i32 @pthread_getattr_np(i64 %self, ptr %attr)
  %ok = icmp eq i32 %r, 0
  br i1 %ok, label %read, label %none
read:
  call i32 @pthread_attr_getstack(ptr %attr, ptr %addr, ptr %size)
  call i32 @pthread_attr_destroy(ptr %attr)
  %low = load i64, ptr %addr
  %limit = add i64 %low, {STACK_MARGIN}
  ret i64 %limit
none:
  ret i64 -1
}}

declare ptr @PyDict_GetItem(ptr, ptr)
define ptr @pyston_own(ptr %instance, ptr %name) {{
  %dict.at = getelementptr i8, ptr %instance, i64 {MANAGED_DICT}
  %dict = load ptr, ptr %dict.at
  %none = icmp eq ptr %dict, null
  br i1 %none, label %absent, label %look
look:
  %found = call ptr @PyDict_GetItem(ptr %dict, ptr %name)
  ret ptr %found
absent:
  ret ptr null
}}

define preserve_allcc void @pyston_new_float(ptr %place, ptr %old, double %v) {{
  %new = call ptr @PyFloat_FromDouble(double %v)
  store ptr %new, ptr %place
  call void @decref(ptr %old)
  ret void
}}

define {{i64, i1}} @pyston_unbox_large(ptr %o) {{
  %over = alloca i32
  %v = call i64 @PyLong_AsLongLongAndOverflow(ptr %o, ptr %over)
  %f = load i32, ptr %over
  %fits = icmp eq i32 %f, 0
  %a = insertvalue {{i64, i1}} poison, i64 %v, 0
  %b = insertvalue {{i64, i1}} %a, i1 %fits, 1
  ret {{i64, i1}} %b
}}

define ptr @pyston_box_tagged(i64 %v, i64 %tag) {{
  switch i64 %tag, label %object [ i64 {INT}, label %int
                                   i64 {FLOAT}, label %float
                                   i64 {BOOL}, label %bool ]
object:
  %o = inttoptr i64 %v to ptr
  ret ptr %o
int:
  %i = call ptr @PyLong_FromLongLong(i64 %v)
  ret ptr %i
float:
  %d = bitcast i64 %v to double
  %f = call ptr @PyFloat_FromDouble(double %d)
  ret ptr %f
bool:
  %t = icmp ne i64 %v, 0
  %b = select i1 %t, ptr {address(True)}, ptr {address(False)}
  call void @incref(ptr %b)
  ret ptr %b
}}

define void @pyston_box_int(ptr %slot, i64 %v) {{
  %old = load ptr, ptr %slot
  %null = icmp eq ptr %old, null
  br i1 %null, label %make, label %done
make:
  %o = call ptr @PyLong_FromLongLong(i64 %v)
  store ptr %o, ptr %slot
  br label %done
done:
  ret void
}}

define void @pyston_box_float(ptr %slot, double %v) {{
  %old = load ptr, ptr %slot
  %null = icmp eq ptr %old, null
  br i1 %null, label %make, label %done
make:
  %o = call ptr @PyFloat_FromDouble(double %v)
  store ptr %o, ptr %slot
  br label %done
done:
  ret void
}}

define void @pyston_box_bound_int(ptr %slot, i1 %bound, i64 %v) {{
  br i1 %bound, label %box, label %done
box:
  call void @pyston_box_int(ptr %slot, i64 %v)
  br label %done
done:
  ret void
}}

define void @pyston_box_bound_float(ptr %slot, i1 %bound, double %v) {{
  br i1 %bound, label %box, label %done
box:
  call void @pyston_box_float(ptr %slot, double %v)
  br label %done
done:
  ret void
}}

define preserve_allcc void @pyston_leave_int(ptr %slot, i64 %v) {{
  call void @pyston_box_int(ptr %slot, i64 %v)
  ret void
}}

define preserve_allcc void @pyston_leave_float(ptr %slot, double %v) {{
  call void @pyston_box_float(ptr %slot, double %v)
  ret void
}}

define preserve_allcc void @pyston_leave_bound_int(ptr %slot, i1 %bound, i64 %v) {{
  call void @pyston_box_bound_int(ptr %slot, i1 %bound, i64 %v)
  ret void
}}

define preserve_allcc void @pyston_leave_bound_float(ptr %slot, i1 %bound, double %v) {{
  call void @pyston_box_bound_float(ptr %slot, i1 %bound, double %v)
  ret void
}}

define void @pyston_box_range(ptr %slot, i64 %start, i64 %stop, i64 %step) {{
  %t = alloca ptr
  %e = alloca ptr
  %tb = alloca ptr
  call void @PyErr_Fetch(ptr %t, ptr %e, ptr %tb)
  %argv = alloca [3 x ptr]
  %a = call ptr @PyLong_FromLongLong(i64 %start)
  store ptr %a, ptr %argv
  %p1 = getelementptr ptr, ptr %argv, i64 1
  %b = call ptr @PyLong_FromLongLong(i64 %stop)
  store ptr %b, ptr %p1
  %p2 = getelementptr ptr, ptr %argv, i64 2
  %c = call ptr @PyLong_FromLongLong(i64 %step)
  store ptr %c, ptr %p2
  %r = call ptr @PyObject_Vectorcall(ptr {address(range)}, ptr %argv, i64 3, ptr null)
  call void @decref(ptr %a)
  call void @decref(ptr %b)
  call void @decref(ptr %c)
  store ptr %r, ptr %slot
  %rt = load ptr, ptr %t
  %re = load ptr, ptr %e
  %rtb = load ptr, ptr %tb
  call void @PyErr_Restore(ptr %rt, ptr %re, ptr %rtb)
  ret void
}}

define void @pyston_box_range_iter(ptr %slot, i64 %current, i64 %step, i64 %left) {{
  %span = mul i64 %step, %left
  %stop = add i64 %current, %span
  call void @pyston_box_range(ptr %slot, i64 %current, i64 %stop, i64 %step)
  %r = load ptr, ptr %slot
  %t = alloca ptr
  %e = alloca ptr
  %tb = alloca ptr
  call void @PyErr_Fetch(ptr %t, ptr %e, ptr %tb)
  %i = call ptr @PyObject_GetIter(ptr %r)
  store ptr %i, ptr %slot
  call void @decref(ptr %r)
  %rt = load ptr, ptr %t
  %re = load ptr, ptr %e
  %rtb = load ptr, ptr %tb
  call void @PyErr_Restore(ptr %rt, ptr %re, ptr %rtb)
  ret void
}}

define preserve_allcc i1 @pyston_check_global(ptr %globals, ptr %builtins, ptr %name, ptr %expected, i1 %in_globals) {{
  %v = call ptr @PyDict_GetItemWithError(ptr %globals, ptr %name)
  br i1 %in_globals, label %here, label %there
here:
  %same = icmp eq ptr %v, %expected
  ret i1 %same
there:
  %none = icmp eq ptr %v, null
  br i1 %none, label %builtin, label %no
builtin:
  %b = call ptr @PyDict_GetItemWithError(ptr %builtins, ptr %name)
  %equal = icmp eq ptr %b, %expected
  ret i1 %equal
no:
  ret i1 false
}}

define i1 @pyston_entered(ptr %caller) {{
  %site.at = getelementptr ptr, ptr %caller, i64 {SITE}
  %site = load ptr, ptr %site.at
  %entered = icmp eq ptr %site, null
  ret i1 %entered
}}

define {{i64, i64}} @pyston_leave(ptr %frame, i64 %count, i64 %pc, ptr %caller, i64 %raising, ptr %resume, i64 %depth,
  ptr %thread) {{
entry:
  %t = alloca ptr
  %e = alloca ptr
  %tb = alloca ptr
  %argv = alloca [4 x ptr]
  %rooted = call i1 @pyston_entered(ptr %caller)
  br i1 %rooted, label %given, label %make
given:
  %list.at = getelementptr ptr, ptr %caller, i64 {OBJECTS}
  %list = load ptr, ptr %list.at
  br label %items
make:
  call void @PyErr_Fetch(ptr %t, ptr %e, ptr %tb)
  %new = call ptr @PyList_New(i64 %count)
  br label %items
items:
  %target = phi ptr [ %list, %given ], [ %new, %make ]
  %ip = getelementptr i8, ptr %target, i64 24
  %items_at = load ptr, ptr %ip
"""
        + each_slot(
            f"""\
  %from = getelementptr ptr, ptr %frame, i64 %index
  %v = load ptr, ptr %from
  %empty = icmp eq ptr %v, null
  br i1 %empty, label %unset, label %put_ready
unset:
  call void @incref(ptr {address(unset)})
  br label %put_ready
put_ready:
  %w = phi ptr [ %v, %one ], [ {address(unset)}, %unset ]
  %to = getelementptr ptr, ptr %items_at, i64 %index
  %old = load ptr, ptr %to
  store ptr %w, ptr %to
  %had = icmp ne ptr %old, null
  br i1 %had, label %drop, label %put
drop:
  call void @decref(ptr %old)
  br label %put
put:
""",
            before="items",
        )
        + f"""  br i1 %rooted, label %back, label %resumed
back:
  %is_raising = icmp ne i64 %raising, 0
  %tag = select i1 %is_raising, i64 {LEFT_RAISING}, i64 {LEFT}
  %ba = insertvalue {{i64, i64}} poison, i64 %pc, 0
  %bb = insertvalue {{i64, i64}} %ba, i64 %tag, 1
  ret {{i64, i64}} %bb
resumed:
  store ptr %target, ptr %argv
  %p1 = getelementptr ptr, ptr %argv, i64 1
  %pc_object = call ptr @PyLong_FromLongLong(i64 %pc)
  store ptr %pc_object, ptr %p1
  %p2 = getelementptr ptr, ptr %argv, i64 2
  store ptr {address(None)}, ptr %p2
  %p3 = getelementptr ptr, ptr %argv, i64 3
  %depth_object = call ptr @PyLong_FromLongLong(i64 %depth)
  store ptr %depth_object, ptr %p3
  %with_error = icmp ne i64 %raising, 0
  br i1 %with_error, label %normalise, label %call
normalise:
  call void @PyErr_NormalizeException(ptr %t, ptr %e, ptr %tb)
  %tb_value = load ptr, ptr %tb
  %e_value = load ptr, ptr %e
  %has_tb = icmp ne ptr %tb_value, null
  br i1 %has_tb, label %set_tb, label %have_error
set_tb:
  call i32 @PyException_SetTraceback(ptr %e_value, ptr %tb_value)
  br label %have_error
have_error:
  store ptr %e_value, ptr %p2
  br label %call
call:
  %innermost = getelementptr i8, ptr %thread, i64 {INNERMOST}
  store ptr %caller, ptr %innermost
  %result = call ptr @PyObject_Vectorcall(ptr %resume, ptr %argv, i64 4, ptr null)
  %outer = load ptr, ptr %caller
  store ptr %outer, ptr %innermost
  call void @decref(ptr %target)
  call void @decref(ptr %pc_object)
  call void @decref(ptr %depth_object)
  %t_value = load ptr, ptr %t
  call void @xdecref(ptr %t_value)
  %e_again = load ptr, ptr %e
  call void @xdecref(ptr %e_again)
  %tb_again = load ptr, ptr %tb
  call void @xdecref(ptr %tb_again)
  %failed = icmp eq ptr %result, null
  %bits = ptrtoint ptr %result to i64
  %rtag = select i1 %failed, i64 {ERROR}, i64 {OBJECT}
  %ra = insertvalue {{i64, i64}} poison, i64 %bits, 0
  %rb = insertvalue {{i64, i64}} %ra, i64 %rtag, 1
  ret {{i64, i64}} %rb
}}
"""
    )
