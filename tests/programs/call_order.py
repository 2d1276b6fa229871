"""Order of evaluation of every compound expression and statement, as the language reference gives it."""
log = []


def note(tag, value=None):
    log.append(tag)
    return value


def flush(label):
    print(label, " ".join(log))
    log.clear()


class Box:
    def __init__(self, name):
        object.__setattr__(self, "name", name)

    def __getattr__(self, attribute):
        note(f"get:{self.name}.{attribute}")
        return Number(3)

    def __setattr__(self, attribute, value):
        note(f"set:{self.name}.{attribute}")

    def __delattr__(self, attribute):
        note(f"del:{self.name}.{attribute}")

    def __getitem__(self, key):
        note(f"getitem:{self.name}")
        return Number(4)

    def __setitem__(self, key, value):
        note(f"setitem:{self.name}")

    def __delitem__(self, key):
        note(f"delitem:{self.name}")


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        note("add")
        return self

    def __iadd__(self, other):
        note("iadd")
        return self

    def __lt__(self, other):
        note("lt")
        return True

    def __bool__(self):
        note("bool")
        return True

    def __iter__(self):
        note("iter")
        return iter([1, 2])

    def __contains__(self, other):
        note("contains")
        return False

    def __format__(self, spec):
        note(f"format({spec})")
        return "n"

    def __call__(self, *args, **kwargs):
        note("call")
        return self


def box(name):
    return note(name, Box(name))


def number(name):
    return note(name, Number(1))


number("a") + number("b") + number("c")
flush("binary")
box("target")[note("key")] = number("value")
flush("subscript assignment")
box("target").attribute = number("value")
flush("attribute assignment")
box("target")[note("key")] += number("value")
flush("augmented subscript")
box("target").attribute += number("value")
flush("augmented attribute")
box("one").a = box("two")[note("k")] = number("value")
flush("chained assignment")
box("one").a, box("two")[note("k")] = note("tuple", (1, 2))
flush("tuple assignment")
number("a") < number("b") < number("c")
flush("comparison chain")
number("a") and number("b") or number("c")
flush("boolean")
number("then") if number("test") else number("else")
flush("conditional")
number("f")(number("x"), *note("star", [1]), k=number("y"), **note("kw", {"z": 1}))
flush("call")
{note("k1", 1): note("v1"), note("k2", 2): note("v2"), **note("spread", {})}
flush("dict display")
[note("e1"), *note("spread", []), note("e2")]
flush("list display")
box("b")[note("low"):note("high"):note("step")]
flush("slice")
f"{number('one')}{number('two'):{note('spec', '>')}{note('width', 5)}}"
flush("f-string")
del box("x").attribute, box("y")[note("k")]
flush("delete")
assert number("test"), note("message")
flush("assert")
number("item") in number("container")
flush("membership")
not number("n")
flush("not")
(captured := number("walrus"), number("after"))
flush("walrus")


def function(a=note("default a"), *, k=note("default k")) -> note("return annotation"):
    pass


flush("def")


@note("decorator one", lambda c: note("apply one", c))
@note("decorator two", lambda c: note("apply two", c))
class Decorated(note("base", object), metaclass=note("metaclass", type)):
    note("body")


flush("class")
for box("target").attribute in note("iterable", [1, 2]):
    note("body")
else:
    note("else")
flush("for")
while note("test", len(log) < 5):
    note("body")
flush("while")


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return note(f"enter:{self.name}")

    def __exit__(self, *details):
        note(f"exit:{self.name}")


with note("make one", Manager("one")) as box("first").a, note("make two", Manager("two")) as box("second").a:
    note("body")
flush("with")


def raiser():
    raise note("exception", ValueError()) from note("cause")


try:
    raiser()
except note("handler one", KeyError):
    note("wrong")
except note("handler two", (ValueError, OSError)):
    note("right")
else:
    note("else")
finally:
    note("finally")
flush("try")
lambda x=note("lambda default"): note("never")
flush("lambda")
[note(("v", i)[0] + str(i)) for i in note("outer", range(2)) if note("cond" + str(i), True) for j in note("inner" + str(i), [0])]
flush("comprehension")
match note("subject", 5):
    case 4:
        note("four")
    case n if note("guard", False):
        note("guarded")
    case 5:
        note("five")
flush("match")
try:
    note("left") + note("right")
except TypeError:
    note("failed")
flush("failing add")
try:
    undefined_function(note("argument"))
except NameError:
    note("no function")
flush("failing call")
try:
    (5)(note("argument evaluated first"))
except TypeError:
    note("not callable")
flush("not callable")
a = [0, 0]
i = 0
i, a[i] = 1, 2
print(a, i)
x = y = []
x += [1]
print(x is y, y)
