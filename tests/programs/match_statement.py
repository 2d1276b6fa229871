"""match: every kind of pattern, guards, captures kept on failure, class patterns, order of tests, errors."""
import dataclasses
import enum
import sys
from collections import OrderedDict, defaultdict, deque, namedtuple


def literal(x):
    match x:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 1.5:
            return "float"
        case 2 + 3j:
            return "complex"
        case -1 - 2j:
            return "negative complex"
        case "text" "ual":
            return "string"
        case b"bytes":
            return "bytes"
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case _:
            return "other"


print([literal(x) for x in (0, -1, 1.5, 2 + 3j, -1 - 2j, "textual", b"bytes", None, True, False, 1, 0.0, "x", -0.0)])


def sequence(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return ("one", a)
        case (1, 2):
            return "one two"
        case [1, [2, *inner], *_]:
            return ("nested", inner)
        case [first, *middle, last] if middle:
            return (first, middle, last)
        case a, b:
            return ("pair", a, b)
        case _:
            return "no sequence"


Point = namedtuple("Point", "x y")
for x in ([], (), [1], (1, 2), [1, [2, 3, 4], 5], [1, 2, 3], range(5), deque([1, 2, 3]), "ab", b"ab", bytearray(b"a"),
          {1, 2}, {1: 2}, None, Point(1, 2), Point(3, 4), (5, 6), memoryview(b"ab"), iter([1])):
    print(sequence(x), end="; ")
print()


def mapping(x):
    match x:
        case {"kind": "a", "value": v}:
            return ("a", v)
        case {"kind": str(kind), **rest}:
            return (kind, sorted(rest.items()))
        case {1: [x, y], None: z}:
            return (x, y, z)
        case {-1: _, "k": {"deep": d}}:
            return ("deep", d)
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


for x in ({"kind": "a", "value": 1}, {"kind": "b", "z": 2}, {"kind": 5}, {1: (2, 3), None: 4}, {-1: 0, "k": {"deep": 1}},
          {}, OrderedDict(a=1), [], defaultdict(list)):
    print(mapping(x), end="; ")
print()
counting = defaultdict(list)
match counting:
    case {"missing": _}:
        print("default factory used")
    case _:
        print("no default made", dict(counting))


@dataclasses.dataclass
class Circle:
    radius: float
    centre: tuple = (0, 0)


class Shape:
    __match_args__ = ("name", "sides")

    def __init__(self, name, sides):
        self.name, self.sides = name, sides


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


def class_pattern(x):
    match x:
        case bool(b):
            return ("bool", b)
        case int(n) if n > 100:
            return ("big", n)
        case int() | float():
            return ("number", x)
        case str(s) as whole:
            return (s, whole)
        case Circle(radius=r, centre=(0, 0)):
            return ("centred", r)
        case Circle(r, centre=[cx, cy]):
            return ("circle", r, cx, cy)
        case Shape("square"):
            return "square"
        case Shape(name, 3 | 4 as sides):
            return (name, sides)
        case Shape(sides=n):
            return n
        case Colour.RED:
            return "red"
        case Colour():
            return "colour"
        case dict(d):
            return ("dict", d)
        case (list() | tuple()) as items:
            return ("items", items)
        case sys.maxsize:
            return "never"


for x in (True, 5, 500, 2.5, "s", Circle(1), Circle(2, [3, 4]), Shape("square", 4), Shape("tri", 3), Shape("penta", 5),
          Colour.RED, Colour.GREEN, {1: 2}, [1], (2,), None):
    print(class_pattern(x), end="; ")
print()


def alternatives(x):
    match x:
        case 1 | 2 | 3:
            return "small"
        case [("a" | "b") as letter, (int(value) | [value])]:
            return letter, value
        case {"x": n} | [n]:
            return n


print([alternatives(x) for x in (1, 3, ["a", 5], ["b", [6]], {"x": 7}, [8], 9)])


def bindings_survive(x):
    try:
        match x:
            case [a, b, 3]:
                return "three"
            case [c, _] if c > 100:
                return "guard"
        return a, b
    except UnboundLocalError as error:
        return type(error).__name__


print(bindings_survive([1, 2, 3]), bindings_survive([1, 2, 4]), bindings_survive([1, 2]))


class Instrumented:
    __match_args__ = ("a", "b")

    def __getattr__(self, name):
        print("read", name)
        if name == "missing":
            raise AttributeError
        return name

    def __eq__(self, other):
        print("eq", other)
        return False


match Instrumented():
    case 1 | "x":
        print("equal")
    case Instrumented(missing=1):
        print("has missing")
    case Instrumented("a", "wrong"):
        print("wrong")
    case Instrumented(a, b, c=c):
        print(a, b, c)


class Bad:
    __match_args__ = ["a"]


class BadElement:
    __match_args__ = (5,)


for kind, text in ((Bad, "list"), (BadElement, "int")):
    try:
        match kind():
            case kind(x):
                pass
    except TypeError as error:
        print(error)
for attempt in (1, 2, 3, 4):
    try:
        match Circle(1):
            case Circle(1, 2, 3) if attempt == 1:
                pass
            case Circle(1, radius=1) if attempt == 2:
                pass
            case attempt.real() if attempt == 3:
                pass
            case int(1, 2) if attempt == 4:
                pass
    except TypeError as error:
        print(attempt, error)
try:
    match 1:
        case Circle(1, radius=1):
            pass
        case sys.nothing:
            pass
except AttributeError as error:
    print(error)
match = 5
case = match + 1
_ = "underscore"
print(match, case, [match, case][0])
match case:
    case 6:
        print("soft keywords", _)
match 1, 2:
    case 1, x:
        print(x)
match [*range(3)], :
    case ([0, *rest],):
        print(rest)
match (lambda: {"k": [1, {"z": (2, 3)}]})():
    case {"k": [_, {"z": (a, b)}]}:
        print(a + b)
for value in range(6):
    match value:
        case 0 | 1:
            continue
        case 4:
            break
        case other:
            print("value", other)
match object():
    case captured if isinstance(captured, int):
        print("int")
    case other:
        print(type(other).__name__)
match 3:
    case x if (y := x * 2) > 5:
        print(x, y)
match {"a": 1}:
    case {"a": 1, "b": 2}:
        print("no")
    case {"a": int(i), **others}:
        print(i, others)
