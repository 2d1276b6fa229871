# Floats that only an operation holds are dropped with it; what else holds a float keeps it as it was.
kept = []


def keep(value):
    kept.append(value)
    return value


class Point:
    scale = 0.5

    def __init__(self, x):
        self.x = x


def expressions(a, b, point):
    named = (c := a * b + 1.0) * (c - 0.25)
    twice = keep(a + b) * keep(a - b) + keep(a / b)
    reused = (a + b) + (a + b) * (a * b - a / b) - -(a * a)
    attributes = point.x * Point.scale + point.x * point.x - Point.scale
    constants = 0.1 + 0.2 * 0.3 - 0.1
    mixed = (a * 2 + 1) / (b * b) + 7
    return [named, c, twice, reused, attributes, constants, mixed, a, b, point.x, Point.scale]


def accumulated(values):
    total = first = values[0] * 1.5
    same = total
    for value in values:
        total += value * value - same
        total *= 0.5 + value
        total -= value / 3.0
    return total, first, same, values


def yielded(values):
    for value in values:
        sent = yield value * 2.0 + 1.0
        if sent is not None:
            yield sent - value * 0.5 + sent


def failed(a):
    try:
        return (a + 1.0) * (a - 1.0) + "text"
    except TypeError as error:
        return str(error), a


def divided(a, b):
    try:
        return (a * 1.0) / (b * 1.0)
    except ZeroDivisionError as error:
        return str(error)


point = Point(1.25)
for _ in range(3):
    print(expressions(3.5, 1.5, point))
    print(accumulated([0.5, 1.5, 2.5]))
    generator = yielded([0.5, 2.5])
    print(next(generator), generator.send(4.0), list(generator))
    print(failed(2.5), divided(1.5, 0.0), divided(1.5, 0.5), divided(-1.5, float("inf")))
print(kept)

# What a class gives is looked up anew when it, or a class that it inherits from, has changed.


class Base:
    limit = 1

    def __init__(self, value=0):
        self.value = value


class Derived(Base):
    pass


def made():
    return Derived(2).value, Derived.limit, Derived.__init__.__qualname__, Derived.__name__, Derived.__doc__


print(made(), made())
Base.limit = 2
Derived.__doc__ = "documented"
print(made(), made())
Derived.limit = 3
Derived.__name__ = "Renamed"
print(made())
del Derived.limit


def other(self, value):
    self.value = -value


Base.__init__ = other
print(made(), made())
Derived.limit = property(lambda self: 4)
print(type(Derived.limit).__name__, Derived().limit if False else Derived(1).limit)
Derived.limit = classmethod(lambda cls: cls.__name__)
print(Derived.limit(), Derived.limit.__self__ is Derived)
