"""sys.settrace: at which instructions lines begin; what leaves a block, what is not executed at all, operands on lines of their own."""
# stat: totals.entries >= 1
import sys

events = []


def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def observe(function, *arguments):
    events.clear()
    sys.settrace(tracer)
    try:
        result = function(*arguments)
    except Exception as error:
        result = repr(error)
    finally:
        sys.settrace(None)
    print(function.__name__, result)
    for event in events:
        print("  ", *event)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def constant_tests(x):
    """Tests that are known beforehand, and constants as statements."""
    if 0:
        x = 1
    if 1:
        x = 2
    "a constant"
    while 1:
        x += 1
        if x > 4:
            break
        if x > 3:
            continue
    while 0:
        x = 3
    ...
    return x


def leaves(kind):
    for number in range(3):
        try:
            with Manager():
                if kind == "break":
                    break
                if kind == "return":
                    return number
                if kind == "constant":
                    return 5
                continue
        finally:
            kind += ""
    return kind


def operands(a, b):
    return max(
        a,
        1,
        b + a,
        2,
    )


def chained(text):
    return (
        text
        .strip()
        .replace(
            "a",
            "b",
        )
    )


def bare(x):
    try:
        try:
            1 / x
        finally:
            if x == 0:
                y = 1
        y = 2
    except:
        y = 3
    else:
        y = 4
    return y


def named(x):
    try:
        try:
            raise KeyError(x)
        except KeyError as error:
            if x:
                x = 0
            raise ValueError from error
    except ValueError:
        pass


def groups(kind):
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            kind = 1
        except* kind as error:
            kind = 2
        else:
            kind = 3
    except* Exception:
        kind = 4
    return kind


def decorated():
    def same(x):
        return lambda y: y

    @same(1)
    @same(
        len([8]),
    )
    class Local:
        pass

    for _ in (
        range(1)
    ):
        pass
    return Local.__name__


def swallowed(generator):
    first = next(generator)
    del generator
    return first


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


class Countdown:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count -= 1
        if self.count < 0:
            raise StopAsyncIteration
        return self.count


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def asynchronous():
    async for number in Countdown(2):
        number += 1
    return number


observe(constant_tests, 0)
for kind in ("break", "return", "constant", "continue"):
    observe(leaves, kind)
observe(operands, 1, 2)
observe(chained, " a ")
observe(bare, 0)
observe(bare, 1)
observe(named, 1)
observe(groups, TypeError)
observe(groups, KeyError)
observe(decorated)
observe(swallowed, numbers())
observe(lambda: drive(asynchronous()))
