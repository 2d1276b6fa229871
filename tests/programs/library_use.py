"""Standard-library machinery that works upon guest functions and classes: dataclasses, enum, typing, functools, pickle…"""
import abc
import collections
import copy
import dataclasses
import enum
import functools
import inspect
import io
import itertools
import json
import operator
import pickle
import random
import re
import string
import textwrap
import types
import typing
import unittest
import warnings


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)
    total: int = dataclasses.field(init=False, repr=False)

    def __post_init__(self):
        self.total = self.x + self.y


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    a: int
    b: str = "b"


p = Point(1, 2)
print(p, p == Point(1, 2), p < Point(2), dataclasses.asdict(p), dataclasses.replace(p, y=5).total, inspect.signature(Point))
try:
    Frozen(a=1).a = 2
except dataclasses.FrozenInstanceError as error:
    print(error)
print(hash(Frozen(a=1)) == hash(Frozen(a=1)), Frozen(a=1), Frozen.__slots__)
try:
    Point()
except TypeError as error:
    print(error)


class Colour(enum.Enum):
    RED = enum.auto()
    GREEN = "g"
    ALIAS = RED

    @property
    def loud(self):
        return self.name + "!"

    @classmethod
    def first(cls):
        return next(iter(cls))


class Flags(enum.Flag):
    A = 1
    B = 2
    C = A | B


class Number(enum.IntEnum):
    ONE = 1

    def __str__(self):
        return "one!"


print(list(Colour), Colour.RED.loud, Colour("g"), Colour["GREEN"], Colour.ALIAS is Colour.RED, Colour.first(), Flags.A | Flags.B, Flags.C & ~Flags.A, Number.ONE + 1, str(Number.ONE))
try:
    Colour("missing")
except ValueError as error:
    print(error)


class Named(typing.NamedTuple):
    first: str
    second: int = 5

    def both(self):
        return self.first * self.second


class Movie(typing.TypedDict, total=False):
    name: str


T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    def __init__(self, item: T):
        self.item = item


class Proto(typing.Protocol):
    def method(self) -> int: ...


@typing.runtime_checkable
class Closable(typing.Protocol):
    def close(self): ...


print(Named("a"), Named("ab", 2).both(), Named._fields, Movie(name="x"), Box[int](5).item, Box[int], isinstance(io.StringIO(), Closable), typing.get_type_hints(Named))
Pair = collections.namedtuple("Pair", "left right", defaults=[0])
print(Pair(1), Pair(1, 2)._replace(left=5), *Pair(3, 4), Pair.__doc__, collections.Counter("hello").most_common(2), collections.OrderedDict(a=1), collections.ChainMap({"a": 1}, {"b": 2})["b"])
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.partial(lambda a, b, c: (a, b, c), 1, c=3)(2), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) >= Version(0), Version(1) <= Version(0), max([Version(3), Version(7)]).n)


@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.singledispatch
def describe(value):
    return "object"


@describe.register
def _(value: int):
    return "int"


@describe.register(list)
def _(value):
    return "list of " + ",".join(map(describe, value))


print(fib(80), fib.cache_info(), describe(1), describe([1, "x", [2]]))


class Abstract(abc.ABC):
    @abc.abstractmethod
    def needed(self):
        """Must be given."""

    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "needed") or NotImplemented


class Concrete(Abstract):
    def needed(self):
        return super().needed()


class Duck:
    needed = 1


try:
    Abstract()
except TypeError as error:
    print(error)
print(Concrete().needed(), isinstance(Duck(), Abstract), issubclass(int, Abstract), Abstract.__abstractmethods__)


def signature_me(a, /, b: int = 2, *args: str, c, d="x", **kw) -> bool:
    """Doc
    string."""


print(inspect.signature(signature_me), inspect.getdoc(signature_me), inspect.getfullargspec(signature_me).kwonlydefaults, inspect.signature(Point.__init__))
print(inspect.getsource(fib.__wrapped__), inspect.getsourcelines(Duck)[1] > 0, inspect.isfunction(signature_me), callable(Duck), inspect.getmodule(Duck).__name__)
print(inspect.signature(signature_me).bind(1, 2, 3, c=4, z=5).arguments, inspect.currentframe().f_code.co_name)


class Custom:
    def __init__(self, v):
        self.v = v

    def __reduce__(self):
        return (Custom, (self.v + 1,))


class State:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.restored = state


original = {"a": [1, {2}], "p": Point(1, 2), "e": Colour.RED, "f": signature_me, "c": Custom(1), "n": Named("z")}
again = pickle.loads(pickle.dumps(original))
print(again["p"], again["e"] is Colour.RED, again["f"] is signature_me, again["c"].v, again["n"], pickle.loads(pickle.dumps(State())).restored)
for unpicklable in (lambda: 1, (x for x in ())):
    try:
        pickle.dumps(unpicklable)
    except Exception as error:
        print(type(error).__name__, str(error).split(" at ")[0][:40])
print(copy.deepcopy(p) == p, copy.copy(p).tags is p.tags, copy.deepcopy(p).tags is p.tags, copy.deepcopy(signature_me) is signature_me)
print(json.dumps({"a": [1, None, True, 1.5], "b": {"c": "é"}}, default=str, sort_keys=True), json.loads('[1, {"x": null}]', object_hook=lambda d: sorted(d)))
print(re.sub(r"(\w)(\d)", lambda m: m[2] + m[1], "a1b2"), [m.group() for m in re.finditer("[a-z]+", "ab1cd")], string.Template("$a ${b}").substitute(a=1, b=2), textwrap.dedent("  x\n   y"))
print(list(itertools.groupby([1, 1, 2], key=lambda v: v))[0][0], list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1])), sorted([3, 1, 2], key=lambda v: -v), operator.attrgetter("x")(p), list(zip(*[[1, 2], [3, 4]])))
random.seed(5)
print(random.random(), random.sample(range(10), 3), random.choice("abc"), min([3, 1], key=lambda v: v % 3), any(v > 2 for v in [1, 3]), all(v for v in [1, 0]), sum([[1], [2]], []))


class Tests(unittest.TestCase):
    def setUp(self):
        self.value = 1

    def test_passes(self):
        self.assertEqual(self.value, 1)
        with self.assertRaisesRegex(ValueError, "x"):
            raise ValueError("x")
        for i in range(2):
            with self.subTest(i=i):
                self.assertLess(i, 5)

    def test_fails(self):
        self.assertEqual([1, 2], [1, 3])

    @unittest.skip("skipped")
    def test_skipped(self):
        pass


stream = io.StringIO()
result = unittest.TextTestRunner(stream, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
print(result.testsRun, len(result.failures), re.sub(r"in [\d.]+s", "in TIME", stream.getvalue()))


def warns():
    warnings.warn("level one")
    warnings.warn("level two", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warns()
    print([(str(w.message), w.category.__name__, w.filename == __file__, w.lineno) for w in caught])
ns = types.SimpleNamespace(a=1)
module = types.ModuleType("made")
exec("value = __name__", module.__dict__)
print(ns, module.value, types.new_class("New", (Box[int],), {}, lambda ns: ns.update(z=1)).z, types.DynamicClassAttribute is not None, type(signature_me).__name__)
import logging

logging.basicConfig(format="%(levelname)s:%(filename)s:%(lineno)d:%(funcName)s:%(message)s", stream=io.StringIO())
handler = logging.getLogger().handlers[0]


def logs():
    logging.warning("hello %s", "there")
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception("with traceback")


logs()
print(handler.stream.getvalue())
print(sorted(vars(Concrete)), Concrete.__doc__, Tests.__qualname__, Colour.__members__.keys())
