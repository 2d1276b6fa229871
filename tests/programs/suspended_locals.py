"""The locals of suspended generators and coroutines, as `inspect` gives them."""

import inspect


def counts(start, *, step=1):
    last = start
    while True:
        value = yield last
        last += step if value is None else value


def captures():
    shared = 1

    def inner(own):
        nonlocal shared
        shared += own
        yield shared
        del own
        yield

    return inner(2)


class Ready:
    def __await__(self):
        sent = yield "waits"
        return sent


async def waits(a):
    b = a + 1
    c = await Ready()
    return b, c


async def gives(n):
    for index in range(n):
        yield index


def show(state, values):
    print(state, {name: value for name, value in values.items() if not isinstance(value, Ready)})


generator = counts(3)
show(inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator))
next(generator)
generator.send(4)
show(inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator))
generator.close()
show(inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator))
generator = captures()
next(generator)
show(inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator))
next(generator)
show(inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator))
coroutine = waits(1)
show(inspect.getcoroutinestate(coroutine), inspect.getcoroutinelocals(coroutine))
coroutine.send(None)
show(inspect.getcoroutinestate(coroutine), inspect.getcoroutinelocals(coroutine))
try:
    coroutine.send(5)
except StopIteration as stop:
    print(stop.value)
show(inspect.getcoroutinestate(coroutine), inspect.getcoroutinelocals(coroutine))
if hasattr(inspect, "getasyncgenlocals"):
    asynchronous = gives(2)
    try:
        asynchronous.asend(None).send(None)
    except StopIteration as stop:
        print(stop.value)
    show(inspect.getasyncgenstate(asynchronous), inspect.getasyncgenlocals(asynchronous))
