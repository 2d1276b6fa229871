"""`f.__code__ = ...`: every call after it runs the new code, whoever remembered the old one."""


def one(x=1):
    return "one", x


def two(x=2):
    return "two", x


def three(x, *, y="y"):
    return "three", x, y


def call(times, change):
    results = []
    for number in range(times):
        results.append(one())
        if number == times // 2:
            change()
    return results


original = one.__code__


def assign():
    one.__code__ = two.__code__


def by_setattr():
    setattr(one, "__code__", three.__code__)
    one.__kwdefaults__ = {"y": "given"}


def back():
    one.__code__ = original


def unwrapped():
    setattr(one, *("__code__", two.__code__))


for change in (assign, by_setattr, back, unwrapped, back):
    print(change.__name__, call(6, change))


class C:
    def method(self):
        return "method"

    def other(self):
        return "other"

    def __init__(self):
        self.made = "first"

    def start(self):
        self.made = "second"


def call_methods():
    c = C()
    results = []
    for number in range(4):
        results.append((c.method(), C().made))
        if number == 1:
            C.method.__code__ = C.other.__code__
            C.__init__.__code__ = C.start.__code__
    return results


print(call_methods())


def make(text):
    def inner():
        return text

    def other():
        return text + " changed"

    return inner, other


inner, other = make("closure")
results = []
for number in range(4):
    results.append(inner())
    if number == 1:
        inner.__code__ = other.__code__
print(results)

module_code = compile("def f(x=0): return 'compiled', x", "<other>", "exec")
one.__code__ = next(constant for constant in module_code.co_consts if hasattr(constant, "co_code"))
print(one(), one(5))

try:
    one.__code__ = 1
except TypeError as error:
    print(error)
try:
    one.__code__ = inner.__code__
except ValueError as error:
    print(error)


def lifetimes():
    """What a call site met is not kept alive by it."""

    class Kept:
        def __del__(self):
            print("gone")

        def __call__(self):
            return "called"

    class Log(list):
        def __del__(self):
            print("log gone")

    def with_default():
        def function(x=Kept()):
            return x()

        return function()

    def bound():
        log = Log()
        append = log.append
        append(1)
        return len(log)

    print(with_default(), "returned")
    print(bound(), "returned")


lifetimes()
