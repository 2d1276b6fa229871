# min-version: 3.12
"""PEP 695: type parameters of functions and classes, type statements, their scopes and lazy evaluation."""
import typing


def identity[T](x: T) -> T:
    return x


print(identity.__type_params__, identity(5), identity.__annotations__, identity.__qualname__)


class Stack[T, *Ts, **P]:
    items: list[T]

    def push[U](self, item: U) -> tuple[T, U]:
        return (T.__name__, U.__name__)

    def own(self):
        return T, Ts, P


print(Stack.__type_params__, Stack.__parameters__, Stack.__orig_bases__, Stack().push(1), Stack().own(), Stack[int, str, [int]])
print(Stack.push.__type_params__, Stack.push.__qualname__, Stack.__mro__)
type Alias = int | str
type Recursive[T] = list[Recursive[T]] | T
type Lazy = undefined_until_asked
print(Alias, Alias.__value__, type(Alias).__name__, Recursive.__type_params__, Recursive.__value__, Recursive[int])
try:
    Lazy.__value__
except NameError as error:
    print(error)
undefined_until_asked = "now"
print(Lazy.__value__)


def bounded[T: (int, str), U: "forward", V: missing](x: T):
    return T.__constraints__, U.__bound__


print(bounded(1))
try:
    bounded.__type_params__[2].__bound__
except NameError as error:
    print(error)


def outer[T](x: T):
    y = 10

    def inner[U](z: U = y) -> T:
        nonlocal y
        y += 1
        return T, U, y

    class Local[V]:
        seen = T
        bound_to = y

        def method(self):
            return T, V

    type Inner = dict[T, y]
    return inner(), Local.seen, Local().method(), Inner.__value__, Local.__qualname__


print(outer(1))


class Scope:
    name = "class"
    type A = name

    def method[T: name](self) -> name:
        return T.__bound__

    class Nested[U: name]:
        seen = name if False else U


print(Scope.A.__value__, Scope().method(), Scope.Nested.__type_params__[0].__bound__)


def decorated(f):
    print("decorating", f.__name__, f.__type_params__)
    return f


@decorated
def defaults[T](a=print("default evaluated outside"), *, k: T = 3) -> T:
    return k


print(defaults())
T = "module T"


class Shadow[T](dict[T, int]):
    x = T


print(T, Shadow.x, Shadow.__orig_bases__)
type type = int
print(type, type.__value__)
for source in ("def f[T, T](): pass", "class A[T](T := 1): pass", "type X = (yield)", "type X[T: (a := 1)] = int",
               "def f[T]():\n nonlocal T", "type 5 = int", "def f[T: await x](): pass", "def f[**P, *Ts, T: int](): pass"):
    try:
        compile(source, "<s>", "exec")
        print("compiled")
    except SyntaxError as error:
        print(error.msg)


class Private[__T]:
    def get(self):
        return __T


print(Private.__type_params__, Private().get())
print(typing.get_type_hints(identity), [p.__infer_variance__ for p in Stack.__type_params__[:1]])


def gen[T](n: T):
    yield T
    yield n


async def coro[T](n: T):
    return T


print(list(gen(1)), gen.__type_params__)
try:
    coro(1).send(None)
except StopIteration as stop:
    print(stop.value)
print([T for _ in range(1)], (lambda: T)())
