"""Host code that looks at its caller's frame finds the guest's: its line, locals and parameters, in every thread."""

import inspect
import sys
import threading
import weakref


class Anything:
    pass


KEPT = Anything()


def caller():
    # `finalize.__call__` is Python code of the host's, which calls `sys._getframe(1)`
    return weakref.finalize(KEPT, sys._getframe, 1)


def show(frame):
    arguments = inspect.getargvalues(frame)
    names = sorted(name for name in frame.f_locals if not name.startswith("__"))
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, names, arguments[:3])


def plain(a, b=2, *, c=3):
    before = caller()
    show(before())
    after = 1
    return after


def variadic(first, *rest, **named):
    show(caller()())
    looked = caller()
    found = looked().f_locals
    print(found["rest"], found["named"])


def deleted(gone, kept):
    del gone
    look = caller()
    frame = look()
    print("gone" in frame.f_locals, frame.f_locals["kept"], frame.f_code.co_varnames[:2])


def sometimes(bound):
    if bound:
        value = bound
    look = caller()
    frame = look()
    print(frame.f_locals.get("value", "no value"))


def failing():
    look = weakref.finalize(KEPT, int, "no number")
    try:
        look()
    except ValueError as error:
        traceback = error.__traceback__
        while traceback is not None:
            print(traceback.tb_frame.f_code.co_name, end=" ")
            traceback = traceback.tb_next
        print(error)


def within(depth):
    # the same call, with and without a value of `later`, one inside the other
    if depth % 2:
        later = depth
    if depth:
        weakref.finalize(KEPT, within, depth - 1)()
    else:
        raise KeyError(depth)


def entries():
    try:
        within(3)
    except KeyError as error:
        traceback = error.__traceback__
        while traceback is not None:
            print(traceback.tb_frame.f_code.co_name, traceback.tb_lineno, end=" ")
            traceback = traceback.tb_next
        print()


class Body:
    local = 1
    frame = caller()()
    print(frame.f_code.co_name, sorted(name for name in frame.f_locals if not name.startswith("__")))
    del frame


plain(1)
plain(1, c=4)
variadic(1, 2, 3, x=4)
deleted(1, 2)
for bound in ("x", None, "y", None):
    sometimes(bound)
failing()
entries()
frame = caller()()
print(frame.f_code.co_name, frame.f_locals is globals())
exec("inner = 1\nframe = caller()()\nprint(frame.f_code.co_name, 'inner' in frame.f_locals)", globals(), {})

wrong = []


def work(number):
    for turn in range(300):
        look = caller()
        found = look()
        if found.f_locals["number"] != number or found.f_locals["turn"] != turn:
            wrong.append((number, turn))


interval = sys.getswitchinterval()
sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.setswitchinterval(interval)
print(wrong)
