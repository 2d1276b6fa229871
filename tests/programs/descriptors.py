"""Attribute protocols: data and non-data descriptors, properties, __getattr__ and friends, decorators of all kinds."""
import functools


class Data:
    def __get__(self, instance, owner):
        return ("get", instance is None, owner.__name__)

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class NonData:
    def __get__(self, instance, owner):
        return "non-data"


class Holder:
    data = Data()
    non_data = NonData()


h = Holder()
h.data = 1
del h.data
h.__dict__["data"] = "hidden"
h.non_data = "instance wins"
print(h.data, Holder.data, h.non_data, Holder.non_data)


class Temperature:
    def __init__(self):
        self._degrees = 0

    @property
    def degrees(self):
        "The temperature."
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        self._degrees = None

    read_only = property(lambda self: 42)


t = Temperature()
t.degrees = 5
t.degrees += 10
print(t.degrees, Temperature.degrees.__doc__)
del t.degrees
print(t.degrees)
for action in ("t.degrees = -500", "t.read_only = 1", "del t.read_only"):
    try:
        exec(action)
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)


class Dynamic:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattribute__(self, name):
        if name != "log" and not name.startswith("__"):
            object.__getattribute__(self, "log").append(("getattribute", name))
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        if name == "bad":
            raise AttributeError("custom text")
        return name.upper()

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))

    def __delattr__(self, name):
        self.log.append(("del", name))

    def __dir__(self):
        return ["b", "a"]


d = Dynamic()
d.x = 1
d.x += "2"
del d.y
print(d.anything, d.log, dir(d))
try:
    d.bad
except AttributeError as error:
    print(error)
print(getattr(d, "bad", "default"), hasattr(d, "bad"), hasattr(d, "other"))


def logged(prefix):
    print("factory", prefix)

    def decorate(function):
        print("decorating", function.__name__)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(prefix, args, kwargs)
            return function(*args, **kwargs)

        return wrapper

    return decorate


@logged("outer")
@logged("inner")
def add(a, b=1):
    """Adds."""
    return a + b


print(add(1, b=5), add.__name__, add.__doc__, add.__wrapped__.__wrapped__(1))


class CountCalls:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)


class Uses:
    @CountCalls
    def method(self, x):
        return type(self).__name__, x

    @functools.cached_property
    def once(self):
        print("computed")
        return 5

    @functools.lru_cache(maxsize=None)
    def cached(self, x):
        print("cached body", x)
        return x * x

    @classmethod
    def maker(cls, *args):
        return cls, args

    @staticmethod
    def plain(*args):
        return args

    @functools.singledispatchmethod
    def dispatch(self, value):
        return "object"

    @dispatch.register
    def _(self, value: int):
        return "int"

    partial = functools.partialmethod(method, 99)


u = Uses()
print(u.method(3), Uses.method.calls, u.once, u.once, u.cached(4), u.cached(4), u.maker(1)[1], u.plain(2))
print(u.dispatch("x"), u.dispatch(1), u.partial())


def replace_with_constant(_):
    return 17


@replace_with_constant
def gone():
    pass


@replace_with_constant
class GoneToo:
    pass


print(gone, GoneToo)
decorators = {"a": [lambda f: ("indexed", f.__name__)]}


@decorators["a"][0]
def indexed():
    pass


@(lambda f: f) if True else None
def conditional():
    return "conditional"


@(chosen := logged("walrus"))
def with_walrus():
    return "walrus"


print(indexed, conditional(), with_walrus())


class Validated:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if not isinstance(value, int):
            raise TypeError(f"{self.name[1:]} must be int")
        setattr(instance, self.name, value)


class Point:
    x = Validated()
    y = Validated()

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
p.x += 5
print(p.x, p.y, vars(p))
try:
    p.y = "two"
except TypeError as error:
    print(error)


class Meta(type):
    @property
    def on_class(cls):
        return "meta property of " + cls.__name__

    def __getattr__(cls, name):
        return "meta getattr " + name


class WithMeta(metaclass=Meta):
    pass


print(WithMeta.on_class, WithMeta.unknown)
try:
    WithMeta().on_class
except AttributeError as error:
    print(error)
function = add.__wrapped__.__wrapped__
function.attribute = 5
print(function.__dict__, function.attribute, function.__get__(1)(2), function.__module__)


class GetItemOnClass:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(GetItemOnClass[int, "x"], GetItemOnClass[1:2])
