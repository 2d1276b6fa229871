"""Guest code that host code calls sees the guest frames under it, each at its line: properties, operators, callbacks."""


import functools
import operator
import sys
import warnings


def callers():
    frame = sys._getframe(1)
    found = []
    while frame is not None:
        found.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return " ".join(found)


class Seen:
    def look(self, *arguments):
        print(callers())
        return True

    prop = property(look, look, look)
    __eq__ = __lt__ = __gt__ = __contains__ = __setitem__ = __delitem__ = __enter__ = __exit__ = look
    __hash__ = None

    def __add__(self, other):
        return callers()

    __radd__ = __getitem__ = __add__

    def __neg__(self):
        return callers()

    def __len__(self):
        print(callers())
        return 3

    def __iter__(self):
        print(callers())
        return iter("abc")

    def __format__(self, spec):
        return callers()

    def __str__(self):
        return callers()

    def __getattr__(self, name):
        return callers()

    def __call__(self):
        return callers()

    def __bool__(self):
        print(callers())
        return True


class Steps:
    def __iter__(self):
        return self

    def __next__(self):
        print(callers())
        raise StopIteration


class Meta(type):
    def __call__(cls, *arguments):
        print(callers())
        return super().__call__(*arguments)


class Made(metaclass=Meta):
    def __new__(cls):
        print(callers())
        return super().__new__(cls)

    def __init__(self):
        print(callers())


def counting():
    print(callers())
    yield 1
    print(callers())


def old():
    warnings.warn("old", DeprecationWarning, stacklevel=2)


class Old:
    @property
    def value(self):
        warnings.warn("old property", DeprecationWarning, stacklevel=2)

    def __getattr__(self, name):
        warnings.warn("old attribute", DeprecationWarning, stacklevel=2)


def run(seen):
    seen.prop
    seen.prop = 1
    del seen.prop
    seen == 1
    print(seen + 1, 1 + seen, -seen, seen[0])
    1 in seen
    seen[1] = 2
    del seen[1]
    with seen:
        pass
    len(seen)
    list(seen)
    one, two, three = seen
    for letter in seen:
        break
    print(f"{seen}", str(seen), "%s" % seen)
    print(seen.anything, getattr(seen, "other"))
    print(seen())
    if seen:
        pass
    not seen
    for step in Steps():
        pass
    Made()
    print(sorted([2, 1], key=lambda number: print(callers()) or number))
    print(list(map(lambda number: callers(), [1])))
    print(functools.reduce(lambda left, right: callers(), [1, 2]))
    print(functools.partial(callers)())
    print(max([seen, seen]) is seen, operator.add(seen, 1))
    for number in counting():
        pass
    print([*counting()])
    print(any(callers() for number in (1, 2)), next(callers() for number in (1, 2)))


def show_warning(message, category, filename, lineno, file=None, line=None):
    print(message, lineno)


def outer():
    run(Seen())
    warnings.simplefilter("always")
    warnings.showwarning = show_warning
    old()
    Old().value
    Old().missing
    [Old().value for number in (1, 2)]


outer()
