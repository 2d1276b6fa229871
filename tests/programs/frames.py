"""Frames and code objects as guest code sees them: depth, locals, lines, back links, function attributes, trace hooks."""
import gc
import inspect
import sys
import types


def names(frame):
    result = []
    while frame is not None:
        result.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return result


def inner(a):
    b = a + 1
    frame = sys._getframe()
    print(names(frame), sorted(frame.f_locals), frame.f_locals["b"], frame.f_globals is globals(), frame.f_builtins["len"] is len)
    return frame


def outer():
    x = "outer local"
    frame = inner(1)
    print(frame.f_back.f_locals["x"], sys._getframe(1).f_code.co_name, [f.function for f in inspect.stack()])
    print(inspect.currentframe().f_lineno, inspect.stack()[0].code_context, frame.f_code.co_filename == __file__)


outer()
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)


def caller_locals():
    return sys._getframe(1).f_locals["secret"]


def has_secret():
    secret = "found"
    return caller_locals(), [caller_locals_in_comprehension() for _ in range(1)]


def caller_locals_in_comprehension():
    frame = sys._getframe(1)
    while "secret" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_code.co_name


print(has_secret())


def documented(a, b: int = 1, *c, d=2, **e):
    """The documentation."""
    x = y = 0
    return lambda: (a, x)


code = documented.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames[:5], code.co_cellvars, code.co_freevars, code.co_firstlineno, code.co_flags & inspect.CO_VARARGS != 0)
print(documented.__name__, documented.__doc__, documented.__module__, documented.__defaults__, documented.__kwdefaults__, documented.__annotations__, documented.__closure__, documented.__globals__ is globals())
print(documented(1).__closure__[0].cell_contents, documented(1).__name__, documented(1).__qualname__, isinstance(documented, types.FunctionType))


def generator():
    yield sys._getframe().f_back.f_code.co_name
    yield names(sys._getframe())[0]


def drive():
    return list(generator())


print(drive())


class Klass:
    frame_in_body = sys._getframe().f_code.co_name
    locals_in_body = sorted(k for k in sys._getframe().f_locals if not k.startswith("__"))

    def method(self):
        return names(sys._getframe())[:2]

    def __repr__(self):
        return str(names(sys._getframe())[0][0])


print(Klass.frame_in_body, Klass.locals_in_body, Klass().method(), Klass(), f"{Klass()}", [Klass()], sorted([1], key=lambda v: len(names(sys._getframe()))))


def traceback_frames():
    local = "in frame"
    try:
        failing(5)
    except ValueError as error:
        trace = error.__traceback__
        result = []
        while trace is not None:
            result.append((trace.tb_frame.f_code.co_name, trace.tb_lineno, sorted(trace.tb_frame.f_locals)))
            trace = trace.tb_next
        return result


def failing(argument):
    before = argument * 2
    raise ValueError(before)


print(traceback_frames())


def tb_objects():
    try:
        failing(1)
    except ValueError as error:
        trimmed = error.with_traceback(None)
        print(trimmed.__traceback__)
        try:
            raise trimmed
        except ValueError as again:
            print(names(again.__traceback__.tb_frame)[0][0], again is trimmed, again.__traceback__.tb_next)


tb_objects()
events = []


def tracer(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def traced(n):
    total = 0
    for i in range(n):
        total += i
    try:
        raise KeyError
    except KeyError:
        total += callee(total)
    return total


def callee(x):
    return x * 2


sys.settrace(tracer)
traced(2)
sys.settrace(None)
print(events)
events.clear()


def profiler(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((event, frame.f_code.co_name, getattr(argument, "__name__", None) if event.startswith("c_") else None))


sys.setprofile(profiler)
len([traced(1)])
sys.setprofile(None)
print(events)


def referents():
    kept = object()
    frame = sys._getframe()
    return frame


frame = referents()
print(type(frame.f_locals["kept"]).__name__)
frame.clear()
print(sorted(frame.f_locals), gc.collect() >= 0)
print(sys._getframe().f_code.co_name, sys._getframe().f_locals is globals(), sys._getframe().f_lineno)
