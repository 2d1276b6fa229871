"""Recursion limits: RecursionError as on the host, recovery afterwards, deep but legal recursion, generators, repr."""
import sys


def forever(n):
    return forever(n + 1)


def attempt(function, *args):
    label = getattr(function, "__name__", None) if not isinstance(function, Node) else "Node()"
    try:
        function(*args)
        print(label, "returned")
    except RecursionError as error:
        print(label, "RecursionError", str(error).split(" while")[0])


class Node:
    def __repr__(self):
        return repr(self)

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __eq__(self, other):
        return self == other

    def method(self):
        return self.method()

    def __call__(self):
        return self()

    @property
    def prop(self):
        return self.prop


attempt(forever, 0)
attempt(repr, Node())
attempt(getattr, Node(), "a")
attempt(lambda: Node() == 1)
attempt(Node().method)
attempt(Node())
attempt(lambda: Node().prop)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n)


attempt(mutual_a, 0)


def generator(n):
    yield n
    yield from generator(n + 1)


attempt(list, generator(0))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit(), depth(4000))
sys.setrecursionlimit(200)
attempt(depth, 400)
print(depth(100))
sys.setrecursionlimit(1000)


def recovers(n):
    try:
        return recovers(n + 1)
    except RecursionError:
        return n


found = recovers(0)
print(900 < found <= 1000)


def through_builtin(n):
    return max([n], key=lambda v: through_builtin(v + 1))


attempt(through_builtin, 0)


def through_sort(n):
    return sorted([1, 2], key=lambda v: through_sort(n + 1))


attempt(through_sort, 0)
attempt(lambda: (lambda f: f(f))(lambda f: f(f)))


def comprehension(n):
    return [comprehension(n + 1) for _ in range(1)]


attempt(comprehension, 0)


class Meta(type):
    def __call__(cls):
        return cls()


class Endless(metaclass=Meta):
    pass


attempt(Endless)
attempt(exec, "def f(): f()\nf()", {})


def ackermann(m, n):
    return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 20))


def finally_runs(n):
    try:
        finally_runs(n + 1)
    finally:
        ran.append(n)


ran = []
attempt(finally_runs, 0)
print(len(ran) > 900, ran[-1], sorted(ran, reverse=True) == ran)
