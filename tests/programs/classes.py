"""Class statements: namespaces, bases, metaclasses, hooks, slots, super, name mangling, qualified names."""


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **keywords):
        print("prepare", name, [b.__name__ for b in bases], sorted(keywords.items()))
        return {"prepared": name}

    def __new__(mcs, name, bases, namespace, **keywords):
        print("new", name, [key for key in namespace if not key.startswith("__")], sorted(keywords.items()))
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args)
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        return instance == "yes" or super().__instancecheck__(instance)


class First(metaclass=Meta, flag=True):
    x = 1

    def __init__(self, value=0):
        self.value = value


class Second(First, other=2):
    y = prepared


print(First(5).value, Second(7).value, Second.y, isinstance("yes", First), isinstance(3, First))


class Plugin:
    registry = []

    def __init_subclass__(cls, /, tag=None, **keywords):
        super().__init_subclass__(**keywords)
        cls.registry.append((cls.__name__, tag))


class A(Plugin, tag="a"):
    pass


class B(A):
    pass


print(Plugin.registry)
try:

    class C(A, wrong=1):
        pass

except TypeError as error:
    print(error)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Owner:
    first = Named()
    second = third = Named()


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("no name")


try:

    class Bad:
        attribute = BadName()

except Exception as error:
    print(type(error).__name__, error, getattr(error, "__notes__", None), repr(error.__cause__))


class Slotted:
    __slots__ = ("a", "__private", "b")

    def __init__(self):
        self.a = 1
        self.__private = 2


slotted = Slotted()
print(slotted.a, slotted._Slotted__private, hasattr(slotted, "b"), hasattr(slotted, "__dict__"))
for statement in ("slotted.c = 1", "slotted.b", "del slotted.b"):
    try:
        exec(statement)
    except AttributeError as error:
        print(error)


class Mangled:
    __value = 1

    def __init__(self):
        self.__own = 2

    def __method(self, __argument=3):
        __local = 4
        return self.__own, __argument, __local, sorted(locals())

    def call(self):
        return self.__method(), self.__value, Mangled.__value

    def keyword(self):
        return self.__method(_Mangled__argument=9)

    class __Inner:
        __deep = 5

        def get(self):
            return self.__deep

    def inner(self):
        return self.__Inner().get(), [name for name in vars(Mangled) if "nner" in name or "deep" in name]

    def globals_too(self):
        global __mangled_global
        __mangled_global = 1
        import os.path as __path
        try:
            raise ValueError
        except ValueError as __error:
            pass
        return __path is not None


m = Mangled()
print(m.call(), m.keyword(), m.inner(), m.globals_too(), "_Mangled__mangled_global" in globals())
try:
    m.__own
except AttributeError as error:
    print(error)


class _Underscored:
    __x = 1

    def get(self):
        return self.__x


print(_Underscored().get(), "_Underscored__x" in vars(_Underscored))


class Base:
    def who(self):
        return ["Base"]

    @classmethod
    def make(cls):
        return ["Base.make", cls.__name__]

    @staticmethod
    def static():
        return "Base.static"

    @property
    def prop(self):
        return "Base.prop"


class Left(Base):
    def who(self):
        return ["Left"] + super().who()

    @classmethod
    def make(cls):
        return super().make() + ["Left"]

    @property
    def prop(self):
        return super().prop + "+Left"


class Right(Base):
    def who(self):
        return ["Right"] + super().who()


class Diamond(Left, Right):
    def who(self):
        return ["Diamond"] + super().who()

    def from_nested(self):
        def nested():
            return super(Diamond, self).who()

        return nested(), [super(Diamond, self).who() for _ in range(1)]

    def cell(self):
        return __class__

    def explicit(self):
        return super(Left, self).who()

    def static(self):
        return super().static()


d = Diamond()
print(d.who(), Diamond.make(), d.prop, d.from_nested(), d.cell() is Diamond, d.explicit(), d.static())
print([c.__name__ for c in Diamond.__mro__])


def super_errors():
    class Broken:
        def no_self():
            super()

        def deleted(self):
            del self
            super()

        def rebound(self):
            self = 5
            return super().__init__

    for call in (Broken.no_self, Broken().deleted, Broken().rebound):
        try:
            call()
        except (RuntimeError, TypeError) as error:
            print(type(error).__name__, error)
    try:
        super()
    except RuntimeError as error:
        print(error)


super_errors()
print(Diamond.who.__qualname__, super_errors.__qualname__, Mangled._Mangled__Inner.get.__qualname__)


def make():
    class Local:
        def method(self):
            return lambda: None

    return Local


print(make().__qualname__, make().method.__qualname__, make()().method().__qualname__, make().__module__)


class Entries:
    def __init__(self, bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("mro_entries", len(bases))
        return self.bases


class WithEntries(Entries((int,)), Entries(())):
    pass


print(WithEntries.__bases__, [type(b).__name__ for b in WithEntries.__orig_bases__], WithEntries(3) + 1)
for bases, text in [((int, str), "layout"), ((object, int), "order"), ((5,), "number"), ((bool,), "final")]:
    try:

        class Impossible(*bases):
            pass

    except TypeError as error:
        print(text, error)
try:

    class Duplicate(A, A):
        pass

except TypeError as error:
    print(error)
keywords = {"metaclass": Meta, "extra": 1}


class FromDict(**keywords):
    """Documentation."""


print(FromDict.__doc__, First.__doc__, type(FromDict).__name__)


class Executed:
    values = []
    for i in range(3):
        values.append(i)
    while i:
        i -= 1
    else:
        finished = True
    if finished:
        def conditional(self):
            return "defined"
    try:
        1 / 0
    except ZeroDivisionError:
        caught = True
    with open(__file__) as handle:
        closed_inside = handle.closed
    locals()["dynamic"] = "through locals"
    print(sorted(k for k in locals() if not k.startswith("__")), __qualname__, __module__)


print(Executed.values, Executed.finished, Executed().conditional(), Executed.dynamic)


def metaclass_function(name, bases, namespace):
    return name, bases, sorted(k for k in namespace if k[0] != "_")


class NotAClass(metaclass=metaclass_function):
    attribute = 1


print(NotAClass)


class Dunders:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"D({self.n})"

    def __eq__(self, other):
        return self.n == other.n

    def __add__(self, other):
        return Dunders(self.n + getattr(other, "n", other))

    __radd__ = __add__

    def __iadd__(self, other):
        self.n += 100
        return self

    def __len__(self):
        return self.n

    def __bool__(self):
        return self.n > 2

    def __getitem__(self, key):
        return key

    def __contains__(self, key):
        return key == "in"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "got " + name

    def __iter__(self):
        return iter(range(self.n))

    def __neg__(self):
        return Dunders(-self.n)

    def __matmul__(self, other):
        return "matmul"

    def __hash__(self):
        return 5

    def __index__(self):
        return self.n


v = Dunders(3)
w = v
v += 1
print(v, w is v, Dunders(1) + Dunders(2), 5 + Dunders(1), bool(Dunders(2)), v[1:2, ...], "in" in v, "x" in v, v.anything)
print([*Dunders(3)], -Dunders(3), v @ 1, {Dunders(1): 1}, [10, 20, 30, 40][Dunders(2)], not Dunders(1), len(Dunders(4)))
print(type("Dynamic", (Base,), {"z": 1}).z, issubclass(Diamond, (int, Base)), Diamond.__subclasses__(), type(d).__dict__["who"].__name__)
First.x = 10
print(Second.x)
del First.x
try:
    Second.x
except AttributeError as error:
    print(error)
