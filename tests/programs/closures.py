"""Cells: nonlocal, sharing, late binding, deletion, class scopes between functions, and what functions show of them."""


def counter():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    def down():
        nonlocal count
        count -= 1
        return count

    return up, down


up, down = counter()
other_up, _ = counter()
print(up(), up(), down(), up(), other_up())


def late():
    return [lambda: i for i in range(3)] + [lambda i=i: i for i in range(3)]


print([f() for f in late()])


def loop_variable():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    i = "changed"
    return [f() for f in functions]


print(loop_variable())


def three_levels(a):
    def middle(b):
        def inner(c):
            nonlocal a, b
            a, b, c = b, c, a
            return a, b, c

        return inner, lambda: (a, b)

    return middle


inner, see = three_levels(1)(2)
print(inner(3), see(), inner(4), see())


def unbound():
    def get():
        return value

    try:
        get()
    except NameError as error:
        print(type(error).__name__, error)
    value = 1
    print(get())
    del value
    try:
        get()
    except NameError as error:
        print(type(error).__name__, error, error.name)
    try:
        value
    except NameError as error:
        print(type(error).__name__, error)
    try:
        del value
    except NameError as error:
        print(type(error).__name__, error)
    value = 2
    print(get())


unbound()


def parameter_cell(x, *args, y=5, **kwargs):
    def read():
        return x, args, y, kwargs

    x += 1
    y += 1
    return read()


print(parameter_cell(1, 2, 3, z=4))


def self_reference(n):
    def factorial(k):
        return 1 if k <= 1 else k * factorial(k - 1)

    return factorial(n)


print(self_reference(20))


def class_in_function(x):
    y = "function y"

    class Inner:
        x = "class x"
        seen = x, y

        def method(self):
            return x, y, __class__.__name__

    return Inner.seen, Inner().method()


print(class_in_function("function x"))


def class_free_variable(x):
    class Inner:
        before = x
        if before:
            x = "own"
        after = x

    return Inner.before, Inner.after, hasattr(Inner, "x")


try:
    class_free_variable("outer")
except NameError as error:
    print(error)
x = "global"
print(class_free_variable("a name bound in the class body is looked up in the globals, never in the function"))


def free_in_class_is_cell(x):
    class Inner:
        y = x

        def get(self):
            return x

    x = "later"
    return Inner.y, Inner().get()


print(free_in_class_is_cell("first"))


def inspect_me():
    a, b = 1, 2

    def closure():
        return a, b

    return closure


closure = inspect_me()
print(closure.__code__.co_freevars, [c.cell_contents for c in closure.__closure__], inspect_me.__closure__)
print(inspect_me.__code__.co_cellvars, inspect_me.__code__.co_varnames)
closure.__closure__[0].cell_contents = 100
print(closure())


def empty_cell():
    def f():
        return later

    try:
        print(f.__closure__[0].cell_contents)
    except ValueError as error:
        print("ValueError", error)
    later = 1
    print(f.__closure__[0].cell_contents, f())


empty_cell()


def global_inside():
    global made_here
    made_here = "made"

    def nested():
        global made_here
        made_here += " and changed"

    nested()
    return made_here


print(global_inside(), made_here)


def decorator(function):
    calls = 0

    def wrapper(*args):
        nonlocal calls
        calls += 1
        return calls, function(*args)

    return wrapper


@decorator
@decorator
def decorated(n):
    return n * n


print(decorated(3), decorated(4))


def generator_closure():
    total = 0

    def add():
        nonlocal total
        while True:
            total += yield total

    adder = add()
    next(adder)
    adder.send(5)
    adder.send(7)
    return total


print(generator_closure())


def comprehension_closure(n):
    functions = [lambda: (n, m) for m in range(n)]
    n = "n changed"
    return [f() for f in functions]


print(comprehension_closure(2))


def conditional(flag):
    if flag:
        value = "set"

    def get():
        return value

    return get


print(conditional(True)())
try:
    conditional(False)()
except NameError as error:
    print(error)


def except_variable():
    try:
        raise ValueError("x")
    except ValueError as error:
        def inner():
            return error
        print(inner())
    try:
        inner()
    except NameError as failure:
        print(failure)


except_variable()


def walrus_cell():
    def get():
        return total

    parts = [total := value * 2 for value in range(4)]
    return parts, total, get()


print(walrus_cell())
