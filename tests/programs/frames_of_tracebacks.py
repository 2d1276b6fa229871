"""The frames in a traceback stand where they were left, and have the parameters of their functions."""

import inspect
import sys


def show(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except Exception as error:
        entry = error.__traceback__.tb_next
        while entry is not None:
            frame = entry.tb_frame
            found = inspect.getargvalues(frame)
            values = {name: found.locals[name] for name in sorted(found.locals) if name in "abcdrestkeysxy"}
            print(frame.f_code.co_name, entry.tb_lineno, frame.f_lineno, found.args, found.varargs, found.keywords, values)
            entry = entry.tb_next


def several(a, /, b=2, *rest, c, d=4, **keys):
    x = a / (b - 2)
    return x


def after_handler(a):
    try:
        1 / a
    except ZeroDivisionError:
        a = "handled"

    raise KeyError(
        a
    )


def in_finally(x):
    try:
        pass
    finally:
        x.missing
        y = 1
    return y


def captured(a, b):
    def inner(c):
        return a + c

    return inner(b)


def empty():
    raise ValueError


class Body:
    try:
        x = 1
        y = x.missing
    except AttributeError as error:
        print(error.__traceback__.tb_frame.f_code.co_name, error.__traceback__.tb_lineno)


show(several, 1, c=3)
show(several, 1, 2, 3, 4, c=3, e=6)
show(after_handler, 0)
show(in_finally, 1)
show(captured, 1, "2")
show(empty)
show(lambda x, *, y=2: x + "", 1)


def here(a, b=2, *, c=3):
    frame = inspect.currentframe()
    arguments, rest, keywords, values = inspect.getargvalues(frame)
    print(arguments, rest, keywords, [values[name] for name in arguments])
    return caller()


def caller():
    return inspect.getargvalues(sys._getframe(1)).args


print(here(1))
