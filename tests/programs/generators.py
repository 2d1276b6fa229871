"""Generators: the whole protocol, delegation, return values, throw and close at every point, state, errors."""
import inspect
import itertools
import sys
import types


def steps(generator, *actions):
    log = []
    for action in actions:
        try:
            if action == "next":
                log.append(next(generator))
            elif action == "close":
                log.append(("closed", generator.close()))
            elif isinstance(action, tuple):
                log.append(generator.send(action[0]))
            else:
                log.append(generator.throw(action))
        except BaseException as error:
            log.append(f"{type(error).__name__}{error.args}")
    print(log)


def simple():
    got = yield 1
    while got is not None:
        got = yield ("got", got)
    return "result"


steps(simple(), "next", (5,), (6,), "next", "next")
steps(simple(), (5,))
steps(simple(), ValueError("before start"), "next")
steps(simple(), "next", ValueError("inside"), "next")
steps(simple(), "close", "next")
steps(simple(), "next", "close", "close", "next", ValueError("after"))


def handles():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            yield ("handled", str(error))
        except GeneratorExit:
            print("exit seen")
            raise
        finally:
            print("finally")


steps(handles(), "next", ValueError("a"), "next", KeyError("b"), "next")
steps(handles(), "next", "close")


def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


steps(ignores_exit(), "next", "close")


def returns_in_exit():
    try:
        yield 1
    except GeneratorExit:
        return "value on close"


steps(returns_in_exit(), "next", "close")


def inner(n):
    try:
        total = 0
        for i in range(n):
            total += (yield i) or 0
        return total
    except ValueError:
        return "inner caught"
    finally:
        print("inner finally")


def outer():
    result = yield from inner(3)
    print("inner returned", result)
    result = yield from [10, 20]
    print("list returned", result)
    return "outer done"


steps(outer(), "next", (100,), (200,), (300,), "next", "next", "next")
steps(outer(), "next", ValueError("thrown through"), "next")
steps(outer(), "next", KeyError("not caught"), "next")
steps(outer(), "next", "close", "next")


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


class FullIterator(Iterator):
    def send(self, value):
        return ("sent", value)

    def throw(self, *args):
        return ("thrown", [str(a) for a in args[:1]])

    def close(self):
        print("close called")


def delegate(to):
    return (yield from to)


steps(delegate(Iterator()), "next", (5,), "next")
steps(delegate(Iterator()), "next", ValueError("no throw"))
steps(delegate(Iterator()), "next", "close")
steps(delegate(FullIterator()), "next", (5,), ValueError("v"), "close")
steps(delegate(5), "next")
steps(delegate(delegate(delegate(inner(2)))), "next", (3,), (4,))


def stop_inside():
    yield 1
    raise StopIteration("becomes RuntimeError")


steps(stop_inside(), "next", "next", "next")
steps((next(iter([])) for _ in range(1)), "next")


def reentrant():
    yield 1
    next(g)
    yield 2


g = reentrant()
steps(g, "next", "next", "next")


def expression_yields():
    x = [(yield 1), (yield 2)]
    y = (yield x) + (yield)
    print((yield y), {(yield "key"): (yield "value")}, f"{(yield 'f')}")
    lambda: (yield)
    return x if (yield) else y


steps(expression_yields(), "next", (10,), (20,), (1,), (2,), (3,), (4,), (5,), (6,), (7,))


def star_and_order():
    print([*(yield "a"), (yield "b")], (yield "c") in [(yield "d")])


steps(star_and_order(), "next", ([1],), (2,), (3,), (3,))
g = simple()
print(inspect.getgeneratorstate(g), g.gi_running, g.gi_frame is not None, g.gi_yieldfrom, g.__name__, g.__qualname__)
next(g)
print(inspect.getgeneratorstate(g), g.gi_frame.f_lineno, inspect.getgeneratorlocals(g), g.gi_code.co_name)
g.close()
print(inspect.getgeneratorstate(g), g.gi_frame, isinstance(g, types.GeneratorType), iter(g) is g)
d = delegate(x := inner(2))
next(d)
print(d.gi_yieldfrom is x, inspect.isgeneratorfunction(delegate), inspect.isgenerator(d))
del d, x
print(sum(itertools.islice((i * i for i in itertools.count()), 10)), dict(zip("ab", inner(2))))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(list(itertools.islice(fibonacci(), 20)), [x for x, _ in zip(fibonacci(), range(5))])


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def exc_info_across():
    try:
        raise KeyError("generator's own")
    except KeyError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]


try:
    raise ValueError("caller's")
except ValueError:
    g = exc_info_across()
    print(next(g), sys.exc_info()[0].__name__)
print(sys.exc_info()[0], next(g), sys.exc_info()[0], next(g))


def context_in_throw():
    try:
        yield
    except ValueError as error:
        raise TypeError("replaced") from error


g = context_in_throw()
next(g)
try:
    g.throw(ValueError("cause"))
except TypeError as error:
    print(repr(error.__cause__), error.__suppress_context__)


def throw_forms():
    for args in ((ValueError("instance"),), (ValueError,)):
        g = simple()
        next(g)
        try:
            g.throw(*args)
        except ValueError as error:
            print(repr(error))
    g = simple()
    try:
        g.throw(5)
    except TypeError as error:
        print(error)


throw_forms()


def many_locals(a, b=2, *args, c, **kw):
    local = a + b
    yield sorted(locals())
    del local
    yield sorted(locals()), args, c, kw
    yield from (local_after := a for a in [1])
    yield local_after


print(list(many_locals(1, 2, 3, c=4, d=5)))


def unreachable_yield():
    return 5
    yield


steps(unreachable_yield(), "next")


class Klass:
    def __iter__(self):
        yield from self.items()

    def items(self):
        yield self.__class__.__name__
        yield super().__init__ is not None

    @staticmethod
    def static():
        yield "static"

    @property
    def lazily(self):
        yield "property"


print([*Klass(), *Klass.static(), *Klass().lazily])
pipeline = (x + 1 for x in (y * 2 for y in (z for z in range(5) if z % 2)))
print(list(pipeline))
a, b, *c = (x for x in range(5))
print(a, b, c, max(x for x in [3, 1, 2]), [*map(lambda p: p[0], zip(simple(), "a"))])


def close_order():
    def level(n):
        try:
            yield n
        finally:
            print("closing", n)

    def chain():
        yield from level(1)
        yield from level(2)

    for value in chain():
        if value == 2:
            break


close_order()


def gen_in_try():
    try:
        yield from failing()
    except ZeroDivisionError as error:
        yield str(error)
    else:
        yield "no"


def failing():
    yield 1
    yield 1 / 0


print(list(gen_in_try()))
