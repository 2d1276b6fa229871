"""Coroutines without and with asyncio: await protocol, async generators, comprehensions, for, with, cancellation."""
import asyncio
import contextlib
import inspect
import sys
import types


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield ("suspended", self.value)
        return (self.value, received)


def drive(coroutine, *sends):
    log = []
    try:
        value = coroutine.send(None)
        log.append(value)
        for send in sends:
            value = coroutine.throw(send) if isinstance(send, BaseException) else coroutine.send(send)
            log.append(value)
    except StopIteration as stop:
        log.append(("returned", stop.value))
    except BaseException as error:
        log.append(f"{type(error).__name__}{error.args}")
    finally:
        coroutine.close()
    print(log)


async def simple(x):
    first = await Awaitable(x)
    second = await Awaitable(first)
    return [first, second]


drive(simple(1), "a", "b")
drive(simple(1), ValueError("thrown"))
drive(simple(1))


async def nested():
    try:
        return await simple("n")
    except ValueError as error:
        return ("caught", str(error), await Awaitable("in handler"))
    finally:
        await Awaitable("in finally")


drive(nested(), "a", "b", "c")
drive(nested(), ValueError("v"), "h", "f")


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        await Awaitable("enter " + self.name)
        return self.name

    async def __aexit__(self, kind, error, trace):
        await Awaitable(("exit " + self.name, kind and kind.__name__))
        return self.suppress


async def with_managers(fail):
    async with Manager("one", True) as one, Manager("two") as two:
        if fail:
            raise ValueError(one + two)
        return one, two
    return "suppressed"


drive(with_managers(False), 1, 2, 3, 4)
drive(with_managers(True), 1, 2, 3, 4)


class Counter:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await Awaitable(self.i)
        return self.i


async def for_loop(limit):
    total = []
    async for i in Counter(3):
        if i == limit:
            break
        total.append(i)
    else:
        total.append("else")
    return total


drive(for_loop(9), *range(5))
drive(for_loop(2), *range(5))


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                await Awaitable(("got", got))
    except ValueError as error:
        yield ("handled", str(error))
    finally:
        await Awaitable("agen finally")


async def comprehensions():
    return (
        [i async for i in agen(3)],
        {i: j async for i in agen(2) for j in range(2)},
        {i async for i in agen(3) if i % 2 == 0},
        [await Awaitable(i) for i in range(2)],
        [x async for x in (y * 2 async for y in agen(2))],
        [[z async for z in agen(1)] for _ in range(2)],
    )


drive(comprehensions(), *range(20))


async def agen_protocol():
    g = agen(3)
    log = [await g.asend(None), await g.asend("hello"), await g.athrow(ValueError("t"))]
    try:
        await g.__anext__()
    except StopAsyncIteration:
        log.append("stopped")
    h = agen(5)
    log.append(await anext(h))
    await h.aclose()
    log.append(await anext(h, "default"))
    return log


drive(agen_protocol(), *range(10))


async def awaits_nothing():
    return 5


async def errors():
    log = []
    for bad in (5, None, [], agen(1)):
        try:
            await bad
        except TypeError as error:
            log.append(str(error))
    try:
        async for x in [1]:
            pass
    except TypeError as error:
        log.append(str(error))
    try:
        async with open(__file__):
            pass
    except TypeError as error:
        log.append(str(error))
    try:
        async with object():
            pass
    except TypeError as error:
        log.append(str(error))
    coroutine = awaits_nothing()
    await coroutine
    try:
        await coroutine
    except RuntimeError as error:
        log.append(str(error))
    return log


drive(errors())


async def stop_iteration():
    raise StopIteration(1)


drive(stop_iteration())


@types.coroutine
def old_style():
    return (yield "old") + 1


async def uses_old():
    return await old_style() + await old_style()


drive(uses_old(), 1, 2)
print(inspect.iscoroutinefunction(simple), inspect.isasyncgenfunction(agen), inspect.iscoroutinefunction(agen))
c = simple(1)
print(inspect.getcoroutinestate(c), type(c).__name__, c.__name__, c.cr_await, c.cr_code.co_name)
c.send(None)
print(inspect.getcoroutinestate(c), c.cr_await is not None, c.cr_running, c.cr_frame.f_lineno)
c.close()
print(inspect.getcoroutinestate(c))


async def worker(name, delay, log):
    for i in range(3):
        await asyncio.sleep(delay)
        log.append((name, i))
    return name


async def main():
    log = []
    print(await asyncio.gather(worker("a", 0.001, log), worker("b", 0.0, log)), len(log))
    task = asyncio.create_task(worker("cancelled", 10, log))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except asyncio.TimeoutError:
        print("timeout")
    queue = asyncio.Queue()

    async def producer():
        for i in range(3):
            await queue.put(i)
        await queue.put(None)

    async def consumer():
        result = []
        while (item := await queue.get()) is not None:
            result.append(item)
        return result

    print(await asyncio.gather(producer(), consumer()))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(ValueError("one")))
            group.create_task(fail(KeyError("two")))
    except* ValueError as errors:
        print(errors.exceptions)
    except* KeyError as errors:
        print(errors.exceptions)

    @contextlib.asynccontextmanager
    async def managed():
        print("in")
        try:
            yield "value"
        finally:
            print("out")

    async with managed() as value, contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(managed())
        print(value)
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    print(await asyncio.to_thread(lambda: "thread"))
    results = await asyncio.gather(fail(ValueError(1)), awaits_nothing(), return_exceptions=True)
    print(results)
    async for x in Counter2(2):
        print(x)


class Counter2(Counter):
    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep(0)
        return self.i


async def fail(error):
    await asyncio.sleep(0)
    raise error


asyncio.run(main())


async def not_awaited():
    pass


import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    not_awaited()
    print([str(w.message) for w in caught], caught[0].lineno == sys._getframe().f_lineno - 1)


async def failing():
    async with Manager("tb"):
        await deeper()


async def deeper():
    return [await deepest(i) for i in range(2)]


async def deepest(i):
    return 1 / (1 - i)


def run_to_end(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


run_to_end(failing())
