"""Every kind of parameter, in every order that the grammar allows, called in every form."""


def show(function, *args, **kwargs):
    try:
        print(function.__name__, args, sorted(kwargs.items()), "->", function(*args, **kwargs))
    except TypeError as error:
        print(function.__name__, args, sorted(kwargs.items()), "TypeError:", error)


def none():
    return ()


def plain(a, b):
    return (a, b)


def default(a, b=2, c=3):
    return (a, b, c)


def positional_only(a, b, /):
    return (a, b)


def positional_only_default(a, b=2, /, c=3):
    return (a, b, c)


def keyword_only(*, a, b=2):
    return (a, b)


def star(*args):
    return args


def double_star(**kwargs):
    return sorted(kwargs.items())


def everything(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return (a, b, c, args, d, e, sorted(kwargs.items()))


def same_name(a, /, **kwargs):
    return (a, sorted(kwargs.items()))


for args in [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]:
    for kwargs in [{}, {"a": 10}, {"b": 20}, {"c": 30}, {"d": 40}, {"a": 1, "b": 2}, {"d": 4, "e": 5, "z": 26}]:
        for function in (
            none,
            plain,
            default,
            positional_only,
            positional_only_default,
            keyword_only,
            star,
            double_star,
            everything,
            same_name,
        ):
            show(function, *args, **kwargs)

print(plain(1, 2), plain(1, b=2), plain(a=1, b=2), plain(b=1, a=2))
print(plain(*[1, 2]), plain(*(1,), *[2]), plain(*[1], b=2), plain(**{"a": 1, "b": 2}), plain(1, **{"b": 2}))
print(star(*range(3), 9, *"ab"), star(*[], *()), star(*{1: 2}))
print(everything(1, 2, 3, *[4, 5], d=6, **{"q": 7}, r=8, **{"s": 9}))
print(plain(*iter([1, 2])), star(*(x * x for x in range(4))))


class Mapping:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


print(plain(**Mapping()))

failures = [
    lambda: plain(1, **{"a": 2, "b": 3}),
    lambda: plain(*5),
    lambda: plain(**5),
    lambda: plain(1, b=2, **{"b": 3}),
    lambda: plain(**{1: 2}),
    lambda: double_star(**{"x": 1}, **{"x": 2}),
    lambda: None(),
    lambda: (1)(2),
    lambda: star(*None),
    lambda: plain(1, 2, 3, c=4),
    lambda: keyword_only(1),
    lambda: keyword_only(),
    lambda: everything(),
    lambda: everything(1),
    lambda: positional_only(a=1, b=2),
    lambda: default(),
    lambda: plain(aa=1, b=2),
    lambda: len(),
    lambda: len(1, 2),
    lambda: [].append(),
    lambda: "".join(1, 2),
    lambda: dict(1),
    lambda: object(1),
]
for failure in failures:
    try:
        failure()
    except TypeError as error:
        print("TypeError:", error)


class Methods:
    def method(self, a, b=2):
        return (type(self).__name__, a, b)

    @classmethod
    def of_class(cls, a):
        return (cls.__name__, a)

    @staticmethod
    def static(a, *, k=0):
        return (a, k)

    def __call__(self, *args, **kwargs):
        return ("called", args, kwargs)


instance = Methods()
print(instance.method(1), instance.method(1, b=3), Methods.method(instance, 5), Methods.of_class(1))
print(instance.of_class(2), instance.static(3, k=4), Methods.static(3), instance(1, x=2))
for failure in [
    lambda: instance.method(),
    lambda: Methods.method(),
    lambda: instance.method(1, 2, 3),
    lambda: instance.of_class(),
    lambda: instance.static(k=1),
    lambda: Methods(1),
]:
    try:
        failure()
    except TypeError as error:
        print("TypeError:", error)

bound = instance.method
print(bound(7), bound.__self__ is instance, bound.__func__ is Methods.method)

calls = []


def tracked(name, value):
    calls.append(name)
    return value


print(everything(tracked("a", 1), *tracked("star", [2, 3]), d=tracked("d", 4), **tracked("kw", {"z": 5})), calls)


def mutable_default(x, seen=[]):
    seen.append(x)
    return seen


print(mutable_default(1), mutable_default(2), mutable_default.__defaults__)
default.__defaults__ = (20, 30)
print(default(1))
default.__defaults__ = None
show(default, 1)
keyword_only.__kwdefaults__ = {"a": 100, "b": 200}
print(keyword_only())
keyword_only.__kwdefaults__["b"] = 5
print(keyword_only())
print(everything.__kwdefaults__, everything.__defaults__, positional_only_default.__defaults__)
print((lambda *a, **k: (a, k))(1, x=2), (lambda x=1, /, *, y: (x, y))(y=3))


def twelve(a, b, c, d, e, f, g, h, i, j, k, l):
    return a + b * 2 + c * 3 + d + e + f + g + h + i + j + k + l


print(twelve(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
show(twelve, 1, 2)
show(twelve, *range(13))
