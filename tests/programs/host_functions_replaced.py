"""What a program puts in the place of the host's functions is called by nobody but who looks for it there."""

import sys


def calls(function, *values):
    return sorted(values, key=function)


class Descriptor:
    def __get__(self, instance, owner):
        return len(self.__dict__)


class Holder:
    value = Descriptor()


def recurses(depth):
    return depth and 1 + recurses(depth - 1)


def gives():
    try:
        yield 1
    except KeyError as error:
        yield repr(error), type(error.__context__)


def not_called(*arguments):
    raise AssertionError(arguments)


names = ["_getframe", "exception", "exc_info", "audit", "gettrace", "getprofile", "getrecursionlimit", "intern"]
kept = {name: getattr(sys, name) for name in names}
try:
    for name in names:
        setattr(sys, name, not_called)
    print(calls(lambda value: -value, 1, 2), Holder().value, recurses(300))
    steps = gives()
    print(next(steps), steps.throw(KeyError("thrown")))
    scope = {}
    exec("class Made:\n    made = [lambda: 'in exec', 1, not 2]\nresult = Made.made[0]()", scope)
    print(scope["result"])
    try:
        1 / 0
    except ZeroDivisionError as error:
        print(error.__traceback__.tb_lineno > 0)
    del sys._getframe
    print(calls(lambda value: -value, 1, 2))
finally:
    for name, function in kept.items():
        setattr(sys, name, function)
print(sys._getframe().f_lineno)
