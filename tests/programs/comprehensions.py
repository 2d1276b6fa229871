"""Comprehensions and generator expressions: scopes (which changed in 3.12), nesting, conditions, errors, laziness."""
import sys

print([x * x for x in range(5)], {x % 3 for x in range(7)} == {0, 1, 2}, {x: -x for x in range(3)}, tuple(x for x in "ab"))
print([(x, y) for x in range(3) for y in range(x)], [[x * y for x in range(3)] for y in range(3)])
print([x for x in range(20) if x % 2 if x % 3], [x if x % 2 else -x for x in range(5)])
print([a + b for a, b in [(1, 2), (3, 4)]], [c for a, *c in [(1, 2, 3), "xyz"]], [x for x, in [(1,), (2,)]])
print({(a, b): c for a, (b, c) in [(1, (2, 3))]}, [*[x for x in range(2)], *(x for x in range(2))])
x = "module x"
print([x for x in range(3)], x)


def function():
    x = "function x"
    result = [x for x in range(3)], x, [lambda: x for x in range(3)][0](), x
    return result


print(function())


def names_inside():
    a = 1
    return [sorted(locals()) for b in range(1)]


print([name for name in names_inside()[0] if name in ("a", "b")] if sys.version_info >= (3, 12) else ["a", "b"])


class Body:
    items = [1, 2, 3]
    doubled = [item * 2 for item in items]
    try:
        nested = [items for _ in items]
    except NameError as error:
        nested = str(error)
    generator = list(item for item in items)


print(Body.doubled, Body.nested, Body.generator, hasattr(Body, "item"))


def walrus():
    found = [last := value for value in range(4)]
    any((hit := value) > 2 for value in range(10))
    return found, last, hit


print(walrus())
print([total := total + v for v in range(5)] if (total := 10) else None, total)


def order():
    log = []

    def note(tag, value):
        log.append(tag)
        return value

    {note(("key", i), i): note(("value", i), i) for i in note("iterable", range(2)) if note(("if", i), True)}
    return log


print(order())


def lazy():
    log = []

    def source():
        for i in range(3):
            log.append(i)
            yield i

    generator = (value * 10 for value in source())
    log.append("made")
    first = next(generator)
    return first, log


print(lazy())


def first_iterable_eager():
    try:
        (x for x in 5)
    except TypeError as error:
        return str(error)


print(first_iterable_eager())
second = (y for x in [1] for y in 5)
try:
    next(second)
except TypeError as error:
    print(error)


def error_inside():
    return [1 // x for x in (1, 0)]


try:
    error_inside()
except ZeroDivisionError as error:
    print(error)
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    print(frames)


def unbound_in_comprehension():
    print([missing for _ in range(1)])
    missing = 1


try:
    unbound_in_comprehension()
except NameError as error:
    print(type(error).__name__, error)


def isolation():
    i = "kept"
    try:
        [1 // i for i in (1, 0)]
    except ZeroDivisionError:
        pass
    return i


print(isolation())


def closures(n):
    return [lambda: i + n for i in range(3)]


print([f() for f in closures(10)])


def nested_scopes(a):
    return [[(a, b, c) for c in range(b)] for b in range(3)], {b: {c: a for c in range(b)} for b in range(3)}


print(nested_scopes("A"))
print(sum(x for x in range(10)), max((len(w), w) for w in ["a", "bbb", "cc"]), sorted({c for c in "hello"}))
g = (x for x in range(3))
print(next(g), list(g), list(g), type(g).__name__, g.__name__, g.__qualname__)


def gen_expr_in_class_of_function():
    k = 3

    class C:
        k = 5
        values = [k for _ in range(2)] if False else list(k for _ in range(2))

    return C.values


print(gen_expr_in_class_of_function())
d = {k: v for k, v in zip("abc", range(3))}
print({**{k: v + 1 for k, v in d.items()}, "z": 0}, {v: k for k, v in d.items()})
print([y for x in [[1, 2], [3]] for y in x], [i for i in range(5) if i not in [j for j in range(3)]])
print([(lambda y: y * x)(x) for x in range(4)], [[x for x in range(x)] for x in range(4)])
print(len([None for _ in range(1000) for _ in range(100)]))
