"""Printed tracebacks: lines, carets, chains, notes, suppressed contexts, recursion folding, every kind of statement."""
import sys
import traceback


def attempt(function, *args):
    try:
        function(*args)
    except BaseException as error:
        print(f"--- {function.__name__}")
        traceback.print_exc(file=sys.stdout)
        return error


def binary(a, b):
    return 1 + (a / b) * 2


def subscript(d):
    return d["a"]["b"]["c"]


def attribute(x):
    return x.real.missing.further


def call(f):
    return (lambda: f(1, 2))() + 1


def multi_line(a):
    return dict(
        first=1,
        second=a.
        nothing,
    )


def multi_line_call(a):
    return print(
        "x",
        a / 0,
    )


def long_expression(a):
    value = (
        1 +
        2 * a
        + "x"
    )
    return value


def assignment(a):
    a.x.y = 5


def augmented(a):
    a[0] += 1


def delete(d):
    del d["key"]


def unpack(values):
    a, b = values


def unpack_star(values):
    a, *b, c = values


def loop(values):
    for x in values:
        pass


def comprehension(values):
    return [1 / x for x in values]


def nested_function(n):
    def inner():
        return undefined_here + n
    return inner()


def raise_from():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("converted") from error


def raise_context():
    try:
        {}["missing"]
    except KeyError:
        raise ValueError("during")


def raise_none():
    try:
        {}["missing"]
    except KeyError:
        raise ValueError("suppressed") from None


def notes():
    try:
        raise ValueError("noted")
    except ValueError as error:
        error.add_note("first note")
        error.add_note("second\nnote")
        raise


def recursion(n):
    return recursion(n + 1) if n < 2000 else undefined


def with_statement():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, *details):
            raise RuntimeError("exit failed")

    with Manager() as m:
        raise ValueError("body")


def not_a_manager():
    with 5 as x:
        pass


def generator():
    def g():
        yield 1
        raise ValueError("in generator")

    def delegating():
        yield from g()

    return list(delegating())


def class_body():
    class C:
        x = 1
        y = x + undefined


def decorator():
    @undefined_decorator
    def f():
        pass


def decorator_fails():
    @(lambda f: 1 / 0)
    def f():
        pass


def default_argument():
    def f(x=1 / 0):
        pass


def fstring(x):
    return f"{x!r} and {x.nothing:>10}"


def comparison(a):
    return 1 < a < 3


def conditional(a):
    return 1 if a.missing else 2


def boolean(a):
    return a and a.missing


def starred(f):
    return f(*5)


def keyword(f):
    return f(**{"x": 1}, x=2)


def assertion(x):
    assert x > 5, f"x is {x}"


def assertion_multi(x):
    assert (
        x
        > 5
    )


def import_error():
    from os import nothing_there


def lambda_error():
    return (lambda x: x.y)(1)


def non_ascii():
    größe = "ä"; return größe + 日本 if False else größe.fehlt + "ü"


def tabs_and_semicolon():
    x = 1; y = 2; return x.z


def unary(x):
    return -x


def await_error():
    async def main():
        await 5

    import asyncio
    main().send(None)


def string_index():
    return "abc"[10]


def method_chain(s):
    return s.strip().upper().nothing().lower()


def in_finally():
    try:
        return 1
    finally:
        1 / 0


def long_line():
    return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + 1 + "bbbbbbbbbbbbbbbbbb"


attempt(binary, 1, 0)
attempt(subscript, {"a": {"b": None}})
attempt(subscript, {})
attempt(attribute, 5)
attempt(call, None)
attempt(multi_line, 1)
attempt(multi_line_call, 1)
attempt(long_expression, 1)
attempt(assignment, None)
attempt(augmented, ())
attempt(delete, {})
for values in ((), (1,), (1, 2, 3), 5, [1], "abc", iter([1, 2, 3]), {1: 1}):
    attempt(unpack, values)
attempt(unpack_star, (1,))
attempt(loop, 5)
attempt(comprehension, [1, 0])
attempt(nested_function, 1)
attempt(raise_from)
attempt(raise_context)
attempt(raise_none)
attempt(notes)
sys.setrecursionlimit(3000)
attempt(recursion, 0)
attempt(with_statement)
attempt(not_a_manager)
attempt(generator)
attempt(class_body)
attempt(decorator)
attempt(decorator_fails)
attempt(default_argument)
attempt(fstring, 1)
attempt(comparison, "a")
attempt(conditional, 1)
attempt(boolean, 1)
attempt(starred, print)
attempt(keyword, dict)
attempt(assertion, 1)
attempt(assertion_multi, 1)
attempt(import_error)
attempt(lambda_error)
attempt(non_ascii)
attempt(tabs_and_semicolon)
attempt(unary, "x")
attempt(await_error)
attempt(string_index)
attempt(method_chain, " a ")
attempt(in_finally)
attempt(long_line)


class Custom(Exception):
    def __str__(self):
        return "custom text\nwith two lines"


class Unprintable(Exception):
    def __str__(self):
        raise ValueError


def custom(kind):
    raise kind("x", 1)


for kind in (Custom, Unprintable, KeyError, StopIteration, SystemExit, OSError, SyntaxError):
    attempt(custom, kind)
error = attempt(binary, 1, 0)
print([(f.name, f.lineno, f.end_lineno, f.colno, f.end_colno, f.line) for f in traceback.extract_tb(error.__traceback__)])
print(traceback.format_exception_only(error), traceback.format_list(traceback.extract_tb(error.__traceback__))[1])


def level_three():
    print("".join(traceback.format_stack()))
    print((frame := sys._getframe()).f_lineno, frame.f_back.f_code.co_name, frame.f_back.f_lineno)


def level_two():
    level_three()


level_two()


def last():
    try:
        raise KeyError("a")
    except KeyError as error:
        raise LookupError("b") from error


try:
    last()
except LookupError:
    raise RuntimeError("the end")
