"""What an access finds may change between two rounds of one loop: attributes, methods, globals, builtins, modules."""
import builtins
import math


class Point:
    kind = "point"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class Descriptor:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"got {self.name}"


class Loose:
    value = "of the class"

    def __repr__(self):
        return "<loose>"


def look(target, names):
    found = []
    for name in names:
        try:
            found.append(getattr(target, name))
        except AttributeError as error:
            found.append(str(error))
    return found


def read_x(target):
    return target.x


def write_x(target, value):
    target.x = value


def call_total(target):
    return target.total()


def read_value(target):
    return target.value


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)


def several(change, *functions_and_arguments):
    """Each function a few times before a change, and after."""
    results = []
    for _ in range(2):
        for function, *arguments in functions_and_arguments:
            results.append([attempt(function, *arguments) for _ in range(3)][-1])
        change()
        change = int
    print(results)


point = Point(1, 2)
other = Point(3, 4)
several(lambda: setattr(point, "x", 10), (read_x, point), (call_total, point), (read_x, other))
several(lambda: delattr(point, "x"), (read_x, point), (read_x, other))
several(lambda: setattr(Point, "x", 99), (read_x, point), (read_x, other))
several(lambda: setattr(Point, "x", property(lambda self: "computed", lambda self, value: print("set", value))),
        (read_x, point), (read_x, other), (write_x, other, 7))
several(lambda: delattr(Point, "x"), (read_x, other), (write_x, other, 8), (read_x, other))
several(lambda: other.__dict__.update(x="by the dict", total=lambda: "own total"), (read_x, other), (call_total, other))
several(lambda: other.__dict__.clear(), (read_x, other), (call_total, other))
several(lambda: setattr(Point, "total", lambda self: "new total"), (call_total, Point(5, 6)))
several(lambda: setattr(Point, "total", staticmethod(lambda: "static total")), (call_total, Point(5, 6)))
several(lambda: setattr(Point, "__getattr__", lambda self, name: "lacking " + name), (read_value, Point(5, 6)))
several(lambda: setattr(Point, "__getattribute__", lambda self, name: "any " + name), (read_x, Point(5, 6)))
del Point.__getattribute__

shape = Point(7, 8)
third = Point(9, 9)
several(lambda: setattr(shape, "__class__", Loose), (read_value, shape), (call_total, shape))
several(lambda: setattr(shape, "value", "own"), (read_value, shape), (read_value, Loose()))
several(lambda: delattr(Loose, "value"), (read_value, shape), (read_value, Loose()))

slotted = Slotted()
several(lambda: setattr(slotted, "b", 2), (look, slotted, ["a", "b", "c"]))
several(lambda: delattr(slotted, "a"), (look, slotted, ["a", "b"]))


class Late:
    found = Descriptor("found")
    constant = Loose()


late = Late()
late.found = "instance"
late.constant = "own constant"
several(lambda: setattr(Descriptor, "__set__", lambda self, instance, value: print("set", value)),
        (lambda: late.found,), (lambda: late.constant,))
several(lambda: setattr(Loose, "__get__", lambda self, instance, owner: "loose got"), (lambda: Late().constant,))
several(lambda: setattr(Loose, "__set__", lambda self, instance, value: None), (lambda: late.constant,))


class Base:
    def method(self):
        return "base"


class Derived(Base):
    pass


derived = Derived()
several(lambda: setattr(Base, "method", lambda self: "new base"), (lambda: derived.method(),))
several(lambda: setattr(Derived, "method", lambda self: "derived"), (lambda: derived.method(),))
several(lambda: setattr(Derived, "__bases__", (Loose,)), (lambda: derived.method(),), (lambda: derived.value,))


class Callback:
    """Writing an attribute ends the life of what it held, which looks at it."""

    def __init__(self, owner):
        self.owner = owner

    def __del__(self):
        print("gone; held now:", self.owner.held)


holder = Point(0, 0)
holder.held = Callback(holder)
holder.held = "next"

level = "global"


def read_level():
    return level


def read_len():
    return len("four")


def drop_level():
    global level
    del level


def put_level():
    global level
    level = "put"


several(put_level, (read_level,))
several(drop_level, (read_level,))
several(lambda: setattr(builtins, "level", "built in"), (read_level,))
several(lambda: delattr(builtins, "level"), (read_level,))
several(lambda: globals().update(len=lambda text: "shadowed"), (read_len,))
several(lambda: globals().pop("len"), (read_len,))

several(lambda: setattr(math, "extra", 1), (lambda: math.extra,), (lambda: math.floor(2.5),))
several(lambda: setattr(math, "extra", 2), (lambda: math.extra,))
several(lambda: delattr(math, "extra"), (lambda: math.extra,))
several(lambda: setattr(math, "__getattr__", lambda name: "module lacks " + name), (lambda: math.extra,))
del math.__getattr__


class Many:
    pass


for count in range(40):
    many = Many()
    for index in range(count):
        setattr(many, f"name{index}", index)
    if count % 13 == 0:
        print(sorted(vars(many)) == sorted(f"name{index}" for index in range(count)), look(many, ["name5", "name39"]))

for index in range(3000):
    Many.counter = index
    if Many().counter != index:
        print("stale", index)


def arithmetic(values):
    for a in values:
        for b in values:
            yield [attempt(lambda: a + b), attempt(lambda: a - b), attempt(lambda: a * b)]


def in_place(values):
    for a in values:
        for b in values:
            c = d = e = a
            c += b
            d -= b
            e *= b
            yield c, d, e


numbers = [0, 1, -1, 2**30 - 1, -(2**30) + 1, 2**30, 2**31, -(2**62), 2**64, 0.5, -0.0, float("inf"), True, 1j]
print(sum(hash(str(row)) == hash(str(row)) for row in arithmetic(numbers)), list(arithmetic(numbers[:9])))
print(list(in_place(numbers[3:])))
items = [10, 20, 30]
pair = (1, 2)
print([attempt(lambda: items[i]) for i in (0, 2, 3, -1, -3, -4, True, 2**40, 2**70, "a")],
      [attempt(lambda: pair[i]) for i in (0, 1, 2, -1, -3, False)])
for place in (0, 2, -1, 3, True, 2**70):
    print(attempt(items.__setitem__, place, place), items)
for place in (0, 2, -1, 3, False, 2**70):
    try:
        items[place] = -place
    except IndexError as error:
        print(error)
print(items)
