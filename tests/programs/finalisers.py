"""Finalisers run when CPython runs them: at the end of each temporary, on del, rebinding, scope exit and unwinding."""
import sys
import weakref

log = []


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append("~" + self.name)

    def __add__(self, other):
        log.append("add")
        return Noisy(self.name + other.name)

    def __getitem__(self, key):
        log.append("item")
        return 5

    def method(self, *args):
        log.append("method")
        return 1

    def __enter__(self):
        return self

    def __exit__(self, *details):
        log.append("exit")

    def __iter__(self):
        return iter([1, 2])

    def __eq__(self, other):
        log.append("eq")
        return True

    def __bool__(self):
        log.append("bool")
        return False


def mark(tag):
    log.append(tag)


def flush(label):
    print(label, log)
    log.clear()


def temporaries():
    Noisy("a")
    mark("1")
    Noisy("b").method()
    mark("2")
    Noisy("c")[0]
    mark("3")
    (Noisy("d") + Noisy("e")).method()
    mark("4")
    Noisy("f").name
    mark("5")
    [Noisy("g"), Noisy("h")]
    mark("6")
    Noisy("i") == Noisy("j")
    mark("7")
    f"{Noisy('k').name}"
    mark("8")
    Noisy("l") or mark("in or")
    mark("9")
    len([Noisy("m")])
    mark("10")
    Noisy("n").method(Noisy("o"), Noisy("p"))
    mark("11")
    not Noisy("q")
    if Noisy("r"):
        pass
    mark("12")
    assert not Noisy("s")
    mark("13")


temporaries()
flush("temporaries")


def rebinding():
    x = Noisy("first")
    mark("before")
    x = Noisy("second")
    mark("after")
    x = None
    mark("none")
    y = x = Noisy("shared")
    del x
    mark("one left")
    del y
    mark("gone")
    a, b = Noisy("a"), Noisy("b")
    a, b = b, a
    mark("swapped")
    del a
    mark("del a")


rebinding()
flush("rebinding")


def scope_exit(first, second):
    third = Noisy("third")
    fourth = Noisy("fourth")
    mark("end")


scope_exit(Noisy("first"), Noisy("second"))
mark("after call")
flush("scope exit")


def return_value():
    local = Noisy("local")
    kept = Noisy("kept")
    return kept


value = return_value()
mark("returned")
value = None
flush("return value")


def loop():
    for x in [Noisy("1"), Noisy("2")]:
        mark("body " + x.name)
    mark("after loop")
    for x in (Noisy(str(i)) for i in range(3, 5)):
        mark("body " + x.name)
    mark("after generator")
    for i in Noisy("iterable"):
        mark(str(i))
    while Noisy("test"):
        pass
    mark("end")


loop()
flush("loop")


def exceptions():
    local = Noisy("frame local")
    try:
        held = Noisy("held")
        raise ValueError(Noisy("argument"))
    except ValueError as error:
        mark("handler")
    mark("after handler")
    try:
        inner_frame()
    except ValueError:
        mark("second handler")
    mark("after second")


def inner_frame():
    in_frame = Noisy("in raising frame")
    raise ValueError


exceptions()
flush("exceptions")


def exception_kept():
    try:
        inner_frame()
    except ValueError as error:
        saved = error
    mark("kept")
    saved.__traceback__ = None
    mark("traceback cleared")


exception_kept()
flush("exception kept")


def with_statement():
    with Noisy("manager"):
        mark("body")
    mark("after with")
    with Noisy("named") as n:
        mark("body")
    mark("after")


with_statement()
flush("with")


def generators():
    def g():
        local = Noisy("generator local")
        try:
            yield Noisy("yielded")
            yield 2
        finally:
            mark("finally")

    generator = g()
    first = next(generator)
    mark("started")
    del generator
    mark("deleted")
    del first
    mark("yielded deleted")
    for x in g():
        break
    mark("after break")
    list(g())
    mark("after list")
    generator = g()
    del generator
    mark("never started")


generators()
flush("generators")


def comprehensions():
    [Noisy(str(i)).method() for i in range(2)]
    mark("list")
    [x for x in [Noisy("element")]]
    mark("kept until the list dies")
    {Noisy("k").name: Noisy("v").name for _ in range(1)}
    mark("dict")
    sum(n.method() for n in [Noisy("g1"), Noisy("g2")])
    mark("generator expression")


comprehensions()
flush("comprehensions")


def closures():
    captured = Noisy("captured")

    def inner():
        return captured

    del inner
    mark("function deleted")
    captured = None
    mark("cell cleared")
    keep = Noisy("kept by closure")
    f = lambda: keep
    return f


f = closures()
mark("outer returned")
f = None
flush("closures")


def attributes():
    class Holder:
        pass

    h = Holder()
    h.x = Noisy("x")
    h.x = Noisy("replaced")
    mark("replaced")
    del h.x
    mark("deleted")
    d = {"k": Noisy("value")}
    d["k"] = 1
    mark("dict replaced")
    items = [Noisy("0"), Noisy("1"), Noisy("2")]
    items[1:] = []
    mark("slice")
    items.clear()
    mark("cleared")
    d["last"] = Noisy("dict dies with the frame")


attributes()
flush("attributes")


def arguments(*args, **kwargs):
    mark("in function")
    del args
    mark("args deleted")
    kwargs.clear()
    mark("kwargs cleared")


arguments(Noisy("pos"), k=Noisy("key"))
mark("after")
flush("arguments")


def unpacking():
    a, *b = [Noisy("1"), Noisy("2"), Noisy("3")]
    mark("unpacked")
    b = None
    mark("rest gone")
    _ = Noisy("underscore")
    try:
        a, b = Noisy("too"), Noisy("many"), Noisy("values")
    except ValueError:
        mark("failed")


unpacking()
flush("unpacking")


def augmented():
    x = Noisy("left")
    x += Noisy("right")
    mark("added")


augmented()
flush("augmented")


def failing_call():
    try:
        Noisy("target").missing(Noisy("never made"))
    except AttributeError:
        mark("handler")
    try:
        (lambda a: a)(Noisy("one"), Noisy("two"))
    except TypeError:
        mark("wrong count")
    try:
        [Noisy("in list"), undefined_name]
    except NameError:
        mark("partial list")
    try:
        Noisy("left") + undefined_name
    except NameError:
        mark("partial sum")


failing_call()
flush("failing call")


def weak():
    x = Noisy("referent")
    reference = weakref.ref(x, lambda _: mark("callback"))
    print(reference() is x)
    x = 5
    print(reference())


weak()
flush("weak")


def matching():
    match [Noisy("subject"), 1]:
        case [_, 2]:
            mark("no")
        case [n, 1]:
            mark("matched")
    mark("after match")


matching()
flush("match")
x = Noisy("module level")
x = None
flush("module")
for module_loop in [Noisy("m1"), Noisy("m2")]:
    pass
del module_loop
flush("module loop")
print(sys.getrefcount(object()) <= 2)


class CycleFree:
    def run(self):
        try:
            raise KeyError
        except KeyError:
            return weakref.ref(sys._getframe().f_locals and self)


reference = CycleFree().run()
print(reference() is None)
