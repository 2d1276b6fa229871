"""Functions of a text long enough that their trees are let go until they are called.

Everything about such a function must be as if its tree had been kept: lines and columns of tracebacks, names mangled
by the class around it, `super()`, closures, docstrings, positions of what stands on odd lines. The lines that follow
only make this text long enough.

""" + """
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
................................................................................................................
"""

import asyncio
import traceback


def plain(first, second=2, *rest, key=None, **options):
    "a docstring"
    local = [first, second, *rest]

    def inner(item):
        nonlocal local
        local = [item, *local]
        return local

    return inner(key), sorted(options), (lambda: local)()


class Outer:
    __private = "outer"
    global declared_global

    def declared_global(self):
        return __class__.__name__, [name for name in ("x",)]

    class Inner:
        __private = "inner"

        def __init__(self, value):
            self.__value = value

        def mangled(self):
            return self.__private, self.__value, self.__dict__

        @property
        def doubled(self):
            return self.__value * 2

        async def awaits(self):
            await asyncio.sleep(0)
            return [value async for value in self.counts()]

        async def counts(self):
            for number in range(3):
                yield number

    def mangled(self):
        return self.__private

    @classmethod
    def made(cls):
        return super().__new__(cls)

    if True:
        def conditional(self):
	        return "a tab after eight spaces"

    def one_line(self): return 1; unreachable = 2

    def text(self):
        return f"""{self.__private!r}
  not indented {
    self.one_line()}""" + """
no indentation
"""


def \
        odd_place():
    return odd_place.__code__.co_firstlineno


if True: \
    odd = 1
else:
    pass


def generator(limit):
    received = yield limit
    while received:
        received = yield received - 1


def decorate(function):
    function.decorated = True
    return function


@decorate
@decorate
def fails(
    mapping,
):
    """Fails on its last line."""
    return (
        mapping["a"]
        + mapping["b"]
    )


def annotated(value: "int" = 3) -> str:
    return value.missing


class Sub(Outer):
    def mangled(self):
        return "sub " + super().mangled()


def handles():
    try:
        def in_try():
            return "defined in a try"
        return in_try()
    finally:
        def in_finally():
            pass


try:
    pass
finally:
    def last():
        return "defined in a finally"


print(plain(1), plain(1, 3, 4, key=5, b=1, a=2), plain.__doc__)
inner = Outer.Inner(7)
print(inner.mangled(), inner.doubled, asyncio.run(inner.awaits()))
print(Outer().mangled(), Sub().mangled(), type(Outer.made()), Outer().conditional(), Outer().one_line(), Outer().text())
print(declared_global(None), declared_global.__qualname__, Outer.Inner.mangled.__qualname__, odd_place() > 0, odd)
running = generator(3)
print(next(running), running.send(5), list(running))
print(fails.decorated, fails.__code__.co_firstlineno, annotated.__annotations__, handles(), last())
print(getattr(Outer.Inner, "__static_attributes__", None) in (None, ("__value",)))
for broken in (lambda: fails({"a": 1}), annotated):
    try:
        broken()
    except Exception:
        traceback.print_exc()
fails({"a": 1})
