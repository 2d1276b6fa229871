"""What speculation assumes and programs break: names rebound, classes mutated, types changed, in the midst of hot loops."""
import builtins
import math


def hot(function, n=300):
    return [function(i) for i in range(n)][-1]


def uses_len(i):
    return len([i, i])


print(hot(uses_len))
len = lambda x: "rebound global"
print(uses_len(1))
del len
print(uses_len(1))
saved = builtins.len
builtins.len = lambda x: "rebound builtin"
print(uses_len(1))
builtins.len = saved
print(uses_len(1))


def helper(x):
    return x + 1


def calls_helper(i):
    return helper(i)


print(hot(calls_helper))
old_code = helper.__code__
helper.__code__ = (lambda x: x * 100).__code__
print(calls_helper(2))
helper.__code__ = old_code
print(calls_helper(2))
helper = lambda x: "replaced"
print(calls_helper(2))
del helper
try:
    calls_helper(2)
except NameError as error:
    print(error)


def helper(x, y=10):
    return x + y


print(calls_helper(2))
helper.__defaults__ = (1000,)
print(calls_helper(2))


class A:
    def __init__(self, v):
        self.v = v

    def method(self):
        return self.v

    @property
    def prop(self):
        return "property"


def calls_method(i):
    return obj.method()


def reads_attribute(i):
    return obj.v


def reads_property(i):
    return obj.prop


obj = A(1)
print(hot(calls_method), hot(reads_attribute), hot(reads_property))
A.method = lambda self: "class changed"
print(calls_method(0))
obj.method = lambda: "instance attribute"
print(calls_method(0))
del obj.method
A.v = property(lambda self: "data descriptor now wins")
print(reads_attribute(0))
del A.v
print(reads_attribute(0))
obj.__dict__["v"] = "through the dict"
print(reads_attribute(0))
obj.__dict__ = {"v": "new dict"}
print(reads_attribute(0))
obj.__dict__["prop"] = "shadow"
print(reads_property(0))
A.prop = "plain class attribute"
print(reads_property(0))


class B(A):
    def method(self):
        return "B"


obj.__class__ = B
print(calls_method(0), reads_attribute(0))
obj = A(5)
del A.method
try:
    calls_method(0)
except AttributeError as error:
    print(error)
A.__getattr__ = lambda self, name: lambda: "from __getattr__ " + name
print(calls_method(0))
A.__getattribute__ = lambda self, name: (lambda: "getattribute " + name)
print(calls_method(0))
del A.__getattribute__, A.__getattr__



class Other:
    v = "class level only"

    def method(self):
        return "Other"


A.method = lambda self: "A again"
for obj in [A(1), A(2), B(3), Other(), A(4), None, 5]:
    try:
        print(calls_method(0), reads_attribute(0), end="; ")
    except AttributeError as error:
        print(error, end="; ")
print()


def add(a, b):
    return a + b


print([add(a, b) for a, b in [(1, 2)] * 50 + [(1.5, 2), ("a", "b"), ([1], [2]), (2**62, 2**62), (2**63, -1), (True, 1), ((), (1,)), (1j, 2)]][50:])


def loop_changes(n):
    total = 0
    step = 1
    for i in range(n):
        total += step
        if i == n // 2:
            step = 0.5
        if i == n - 2:
            total = str(total)
            step = "!"
    return total


print(loop_changes(1000))


def overflow_loop():
    x = 1
    for _ in range(200):
        x = x + x
    return x


print(overflow_loop())


def list_changes(values):
    total = 0
    for i in range(3):
        for v in values:
            total += v
        values = tuple(values) if i == 0 else iter(list(values))
    return total


print(list_changes([1, 2, 3]))


class Int(int):
    def __add__(self, other):
        return "special"


def compare(a, b):
    return a < b, a == b


print([add(i, 1) for i in range(50)][-1], add(Int(1), 1), add(1, Int(1)), [compare(i, 5) for i in range(50)][-1], compare("a", "b"), compare(1, 1.0), compare(Int(1), 1))


def subscript(container, key):
    return container[key]


for container, key in [([1, 2], 0)] * 20 + [((3, 4), 1), ({"k": 5}, "k"), ("str", 2), ([1], -1), (range(5), 3), (b"b", 0)]:
    last = subscript(container, key)
    print(last, end=" ")
print()
for container, key in [([1], 5), ({}, "k"), ((), 0), (5, 0), ([1], "x")]:
    try:
        subscript(container, key)
    except Exception as error:
        print(type(error).__name__, error)


class List(list):
    def __getitem__(self, i):
        return "overridden"

    def __iter__(self):
        return iter("xy")


print(subscript(List([1]), 0), [v for v in List([1, 2])])


def mutate_while_iterating():
    items = [1, 2, 3]
    for item in items:
        if item == 2:
            items.append(4)
            items[0] = 100
    d = {"a": 1}
    try:
        for k in d:
            d[k + "x"] = 1
    except RuntimeError as error:
        print(error)
    s = {1}
    try:
        for k in s:
            s.add(k + 1)
    except RuntimeError as error:
        print(error)
    return items


print(mutate_while_iterating())
CONSTANT = 5


def reads_constant():
    total = 0
    for i in range(100):
        total += CONSTANT
        if i == 50:
            globals()["CONSTANT"] = 7
    return total


print(reads_constant(), CONSTANT)


def rebinds_own_name(n):
    global rebinds_own_name
    rebinds_own_name = lambda n: "rebound while running"
    return rebinds_own_name(n)


print(rebinds_own_name(1), rebinds_own_name(2))


def module_attribute():
    return math.floor(2.5)


print(hot(lambda i: module_attribute()))
saved, math.floor = math.floor, lambda x: "patched"
print(module_attribute())
math.floor = saved
print(module_attribute())


class Slotted:
    __slots__ = ("a",)


def slot(i):
    return slotted.a


slotted = Slotted()
slotted.a = 1
print(hot(slot))
del slotted.a
try:
    slot(0)
except AttributeError as error:
    print(error)
Slotted.a = "replaced the member"
print(slot(0))


class Truth:
    def __init__(self):
        self.count = 3

    def __bool__(self):
        self.count -= 1
        return self.count > 0


def loop_while(t):
    n = 0
    while t:
        n += 1
        t = t if isinstance(t, Truth) else t - 1
    return n


print(loop_while(100), loop_while(Truth()), loop_while(2.0))


def late_exception(n):
    caught = []
    for i in range(n):
        try:
            caught.append(10 // (n - 2 - i))
        except ZeroDivisionError:
            caught.append("zero")
    return caught[-3:]


print(late_exception(500))


def deep(n, bottom):
    return bottom() if n == 0 else deep(n - 1, bottom)


print(deep(50, lambda: "value"), [deep(5, lambda: i) for i in range(20)][-1])
try:
    deep(5, lambda: 1 / 0)
except ZeroDivisionError as error:
    print(error)
for kind in (A, Other, type("Made", (), {"method": lambda self: "made", "v": 0})):
    obj = kind(1) if kind is A else kind()
    print(calls_method(0), reads_attribute(0))
A.__bases__, A.added = A.__bases__, "late"
print(obj.method(), A(1).added, B(2).added)
