"""Each construct of the language a thousand times: prints, as JSON, how many blocks of memory each leaves behind.

The first rounds fill caches and are not counted. What remains is counted after a collection, so that cycles which the
collector can free are no leak; `kept_by_cycles` are those that only the collector freed.
"""

import asyncio
import gc
import json
import sys

WARM_UP = 50
REPETITIONS = 1000
SKIPPED = ("measure", "main", "Point", "Manager")


class Point:
    kind = "point"

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def move(self, by):
        self.x += by
        return self

    @property
    def length(self):
        return self.x * self.x + self.y * self.y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


def calls():
    def inner(a, b=2, *args, c=3, **kwargs):
        return a, b, args, c, kwargs

    return inner(1), inner(1, 5), inner(*[1, 2, 3], c=4, d=5), inner(**{"a": 1})


def wrong_call():
    try:
        calls(1, 2, 3)
    except TypeError:
        pass


def recursion(n=20):
    return n and recursion(n - 1)


def closures():
    count = 0

    def up():
        nonlocal count
        count += 1
        return lambda: count + 1

    return up()()


def classes():
    class Local(Point):
        z = [1]

        def method(self):
            return super().move(1), __class__

    return Local(1).method()


def attributes():
    point = Point([1], {})
    point.z = object()
    point.x = "new"
    del point.z
    return point.kind, Point.kind, getattr(point, "missing", None)


def operators():
    point = Point(1) + Point(2)
    point += Point(3)
    return point.length, -1 + 2**70, [1] + [2], "a" * 3, 1 < 2 < 3, [] or {} or None


def failing_operators():
    try:
        return 1 + "a"
    except TypeError as error:
        return str(error)


def exceptions():
    try:
        try:
            raise ValueError([1, 2])
        except ValueError as error:
            raise KeyError("k") from error
        finally:
            object()
    except KeyError as outer:
        return outer.__cause__.args


def unwinding():
    def deep(n):
        local = [n]
        if n == 0:
            raise ValueError(local)
        return deep(n - 1)

    try:
        deep(10)
    except ValueError:
        pass


def kept_exception():
    try:
        _raise_once()
    except ValueError as error:
        kept = error
    return kept.args


def _raise_once():
    frame_local = [object()]
    raise ValueError(frame_local)


def groups():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as group:
        group.exceptions
    except* TypeError:
        pass


def finally_flow():
    for i in range(3):
        try:
            if i == 1:
                continue
            return [i]
        finally:
            [object()]


def with_statement():
    with Manager() as manager, Manager():
        raise ValueError(manager)


def loops():
    total = []
    for i, (a, *b) in enumerate([(1, 2, 3), "xyz"]):
        total += [i, a, b]
    while total:
        total.pop()
    else:
        total = None


def comprehensions():
    data = [{"k": i} for i in range(5)]
    return (
        [d["k"] for d in data if d],
        {d["k"]: d for d in data},
        {str(d) for d in data},
        list(d for d in data),
        [[i + j for i in range(2)] for j in range(2)],
    )


def failing_comprehension():
    try:
        return [1 // x for x in (2, 1, 0)]
    except ZeroDivisionError:
        pass


def generators():
    def inner():
        received = yield [1]
        yield received

    def outer():
        yield from inner()
        return {}

    generator = outer()
    next(generator)
    generator.send([2])
    return list(outer())


def abandoned_generator():
    def generator():
        local = [object()]
        try:
            yield local
        finally:
            local.append(1)

    next(generator())


def thrown_generator():
    def generator():
        try:
            yield 1
        except ValueError as error:
            yield error.args

    g = generator()
    next(g)
    return g.throw(ValueError([1]))


def coroutines():
    async def inner(x):
        await asyncio.sleep(0)
        return [x]

    async def numbers():
        for i in range(3):
            yield i

    async def main():
        return await inner(1), [i async for i in numbers()]

    coroutine = main()
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def abandoned_coroutine():
    async def main():
        local = [object()]
        await asyncio.sleep(0)
        return local

    coroutine = main()
    coroutine.send(None)
    coroutine.close()


def matching():
    for subject in ([1, [2, 3]], {"k": [1], "z": 2}, Point(1, 2), "text", None):
        match subject:
            case [a, [b, *c]]:
                result = a, b, c
            case {"k": value, **rest}:
                result = value, rest
            case Point(x=x, y=y) if x:
                result = x, y
            case str() as s:
                result = s
            case _:
                result = None
    return result


def unpacking():
    a, *b, c = range(10)
    (d, e), f = [a, c], b
    return [*b, *f], {**{"k": d}, "z": e}


def strings():
    value = [1]
    return f"{value!r:>10} {value} {len(value):05d}", "%s" % value, "{}".format(value)


def slices():
    items = list(range(20))
    items[2:5] = [object()]
    del items[::3]
    return items[::-1], items[-3:], "text"[1:2]


def lambdas():
    return sorted([[3], [1], [2]], key=lambda item: item[0]), list(map(lambda v: [v], range(3)))


def dynamic():
    namespace = {}
    exec("def f(x):\n    return [x]\nvalue = f(1)", namespace)
    return eval("value + [2]", namespace), namespace.clear()


def dropped_functions():
    namespace = {}
    exec("def f(x):\n    def g():\n        return x\n    return g\nvalue = f(1)()", namespace)
    return namespace["value"]


def dropped_classes():
    namespace = {}
    exec("class C:\n    def m(self):\n        return C\nvalue = C().m()", namespace)


def names():
    global made
    made = [object()]
    del made
    try:
        return made
    except NameError:
        pass


def unbound():
    try:
        return later
    except UnboundLocalError:
        pass
    later = [1]
    return later


def decorators():
    def decorate(function):
        return lambda *args: [function(*args)]

    @decorate
    @decorate
    def decorated(x):
        return x

    return decorated([1])


def walrus():
    if (items := [1, 2]) and (last := [item := i for i in items]):
        return items, last, item


def iteration_protocol():
    class Counter:
        def __init__(self):
            self.n = 3

        def __iter__(self):
            return self

        def __next__(self):
            self.n -= 1
            if self.n < 0:
                raise StopIteration
            return [self.n]

    return list(Counter()), [v for v in Counter()], dict.fromkeys(map(tuple, Counter()))


def imports():
    import json.decoder as decoder
    from json import loads

    return decoder.JSONDecoder, loads("[1]")


def annotations():
    def annotated(x: list[int], *, y: "str" = "") -> dict:
        value: list = [x]
        return value

    return annotated([1]), annotated.__annotations__


def frames():
    frame = sys._getframe()
    return frame.f_code.co_name, sorted(frame.f_locals)


def tracebacks():
    try:
        _raise_once()
    except ValueError as error:
        trace = error.__traceback__
        return trace.tb_next.tb_frame.f_locals["frame_local"][0] is not None


def measure(function):
    """Blocks left behind by a thousand calls, after a collection and before."""
    for _ in range(WARM_UP):
        function()
    gc.collect()
    gc.disable()
    before = sys.getallocatedblocks()
    for _ in range(REPETITIONS):
        function()
    uncollected = sys.getallocatedblocks() - before
    gc.enable()
    # the collector does not look into code objects: what one holds is free only when it has gone
    gc.collect()
    gc.collect()
    return sys.getallocatedblocks() - before, uncollected


def main():
    names = [
        name
        for name, value in globals().items()
        if callable(value) and name[0] != "_" and name not in SKIPPED
    ]
    print(json.dumps({name: measure(globals()[name]) for name in names}))


if __name__ == "__main__":
    main()
