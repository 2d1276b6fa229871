"""One call site, receivers of many classes: the method that runs is always the receiver's own."""


class Constraint:
    def __init__(self, name):
        self.name = name
        self.add()

    def add(self):
        self.go()

    def go(self):
        print("base", self.name)


class Unary(Constraint):
    def __init__(self, name, extra=None):
        super(Unary, self).__init__(name)
        self.extra = extra

    def go(self):
        print("unary", self.name)


class Binary(Constraint):
    def go(self):
        print("binary", self.name)
        super(Binary, self).go()


class Scale(Binary):
    def go(self):
        super(Scale, self).go()
        print("scale", self.name)


class Stay(Unary):
    def __init__(self, name):
        super(Stay, self).__init__(name)


def run():
    for kind in (Unary, Scale, Stay, Binary, Constraint, Stay, Scale, Unary):
        kind(kind.__name__)
    for i in range(6):
        Scale("s")
    for i in range(6):
        Stay("t")
    for i in range(6):
        (Scale if i % 2 else Stay)("st")


run()


class Counter:
    count = 0

    def bump(self):
        self.count += 1
        return self.count


def bump_all(counters):
    return [counter.bump() for counter in counters for _ in range(3)]


first, second = Counter(), Counter()
print(bump_all([first, second]))
second.bump = lambda: "on the instance"
print(bump_all([first, second]))
first.__class__ = type("Other", (Counter,), {"bump": lambda self: "other class"})
print(bump_all([first, second]))


def pick(objects, name):
    return [getattr(o, name)() for o in objects] + [o.upper() for o in objects if isinstance(o, str)]


print(pick(["a", "b"], "upper"), pick([1, 2.5], "__repr__"), pick([], "x"))


def lengths(values):
    return [value.__len__() for value in values]


print(lengths(["ab", [1], {}, (1, 2, 3), b"xy", range(4)]))
