# Generator expressions, comprehensions and lambdas of a module and of functions, traced and profiled.
import sys


def trace(frame, event, arg):
    return trace


def inner():
    return list(n for n in "ab"), list((lambda: n)() for n in "cd"), {k: v for k, v in zip("ef", "gh")}


def outer(x):
    return sum(n + x for n in range(3)), [*map(lambda y: y + x, range(2))]


def all_of_it():
    numerics = "add sub"
    print(" ".join("i%s" % n for n in numerics.split()), inner(), outer(1))


async def asynchronous():
    async def items():
        yield 1

    return [item async for item in (i + 1 async for i in items())]


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as error:
        return error.value


sys.settrace(trace)
all_of_it()
numerics = "add sub"
print(" ".join("i%s" % n for n in numerics.split()))


class K:
    names = list(n for n in "ab")
    pairs = dict((n, len(n)) for n in names)


print(K.names, K.pairs, run(asynchronous()))
sys.settrace(None)
sys.setprofile(lambda *event: None)
all_of_it()
print(" ".join("i%s" % n for n in numerics.split()), run(asynchronous()))
sys.setprofile(None)
all_of_it()
