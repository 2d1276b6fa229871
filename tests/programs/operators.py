"""Augmented assignment, reflected operators, comparisons, chains, boolean results, identity, slices, del, unpacking."""
import operator


class Recorder:
    def __init__(self, name, support=()):
        self.name, self.support = name, support

    def __repr__(self):
        return self.name


def make(name):
    def method(self, *others):
        result = f"{self.name}.{name}({', '.join(map(repr, others))})"
        return Recorder(result) if name in self.support or not self.support else NotImplemented

    return method


names = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift".split()
for name in names:
    for prefix in ("", "r", "i"):
        setattr(Recorder, f"__{prefix}{name}__", make(f"__{prefix}{name}__"))
a, b = Recorder("a"), Recorder("b")
print(a + b, a - 1, 1 - a, a * b, a / b, a // b, a % b, a**b, 2**a, a @ b, a & b, a | b, a ^ b, a << b, a >> b, 1 << a)
x = a
x += 1; x -= 2; x *= 3; x /= 4; x //= 5; x %= 6; x **= 7; x @= 8; x &= 9; x |= 10; x ^= 11; x <<= 12; x >>= 13
print(x)
only_add = Recorder("o", ("__add__",))
y = only_add
y += 5
print(y)
none = Recorder("n", ("__nothing__",))
for expression in ("none + none", "none - 1", "1 * none", "none ** 2", "none @ none", "none / [] ", "'a' + 1", "1 + 'a'",
                   "[] + ()", "{} | []", "None + 1", "-'a'", "~1.5", "+[]", "'a' - 'b'", "1 @ 2", "[1] * 1.5", "'a' % 1 % 2",
                   "b'' + ''", "1 < 'a'", "None > None", "[] >= ()", "1j < 2", "{} < {}", "1 in 5", "1 in 'abc'", "object() < 1",
                   "pow(none, 1, 2)", "1 << -1", "1 // 0", "1 % 0", "1.0 / 0", "1.0 // 0", "0 ** -1", "2 ** 'a'", "divmod(1, 0)",
                   "[1][None]", "[1]['a']", "(1,)[1.0]", "{}[[]]", "5[0]", "'abc'[1:'x']", "None[1]", "len[1]", "print[0]"):
    try:
        print(eval(expression))
    except Exception as error:
        print(expression, "->", type(error).__name__, error)
for statement in ("n = none; n += 1", "n = none; n @= 1", "n = 1; n += 'a'", "t = (1,); t[0] = 2", "t = (1, [2]); t[1] += [3]",
                  "s = 'a'; s[0] = 'b'", "del (1,)[0]", "del [1][5]", "del {}['k']", "x = 5; x.y = 1", "len.x = 1", "int.x = 1",
                  "n = None; n.x = 1", "del none.zzz", "a, b = 1", "(a, b), c = [1, 2], 3; (a, b), c = 1, 2", "[a, *b] = {}",
                  "l = [1, 2, 3]; l[::2] = [1]", "l = [1]; l[0:1] = 5", "l = []; l['a'] = 1", "f'{1}'[5]", "def f(): pass\nf[0]"):
    try:
        exec(statement)
        print("fine", statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)


class Reflected(Recorder):
    def __radd__(self, other):
        return f"subclass first ({other!r})"


print(Recorder("base") + Reflected("derived"), Reflected("d") + Recorder("b"))


class Ordered:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print("lt", self.n, getattr(other, "n", other))
        return self.n < getattr(other, "n", other)

    def __le__(self, other):
        return NotImplemented

    def __eq__(self, other):
        return NotImplemented if not isinstance(other, Ordered) else self.n == other.n


o, p = Ordered(1), Ordered(2)
print(o < p, o > p, o == p, o != p, o == 5, o < 2 < 3, o < p < o, not o < p, o == Ordered(1))
try:
    o <= p
except TypeError as error:
    print(error)


class Odd:
    def __lt__(self, other):
        return []

    def __contains__(self, item):
        return "truthy"

    def __eq__(self, other):
        return "equal"


print(Odd() < 1, Odd() < 1 < 2, 5 in Odd(), 5 not in Odd(), Odd() == 1, Odd() != 1)
print(1 < 2 < 3 != 4, 1 < 3 > 2, 3 > 2 > 1 > 0 > 1, 1 == 1.0 == True)
print([] and 1 or 2, 0 or [] or {}, 1 and 2 and 3, not [] and not 0, (1 or 1 / 0), (0 and 1 / 0), None or None)
print(1 if [] else 2 if {} else 3, (lambda: 1 if 0 else 2)(), [1, 2][True], -5 // 2, -5 % 3, 5 % -3, -2**2, 2**-1, 2**3**2)
values = list(range(10))
print(values[2:5], values[::-1], values[-3:], values[:-8:2], values[slice(1, 3)], values[100:], values[5:2], values[-1])
values[2:4] = "ab"
values[::5] = [100, 200]
del values[1], values[-1]
del values[::4]
values[len(values):] = [1]
print(values)
a, b, *c = range(5)
*d, e = "xyz"
(f, [g, *h]), i = (1, [2, 3, 4]), 5
[j] = [6]
k, = (7,)
*l, = range(2)
m = n = o = []
for q, (r, *s) in [(1, (2, 3, 4)), (5, "ab")]:
    print(q, r, s)
print(a, b, c, d, e, f, g, h, i, j, k, l, m is o)
a, b = b, a
a, b, c = c, a, b
print(a, b, c, [*range(3), *"ab", *{}], (*[1], *(2,)), {*[1], *(1, 2)}, {**{"a": 1}, **{"a": 2, "b": 3}}, *[1, 2], sep="|")
x = *range(2), 5
print(x, [0][0:1], (y := 5) + y, [y := 1, y**2], {"k": (z := 3)}, z)
first, second = yielded = iter("ab"), 1
print(second, yielded[1])


def star_return():
    return *range(2), 3


def star_yield():
    yield *range(2), 4


print(star_return(), list(star_yield()), [i for i in (*"ab", "c")])
matrix = [[0] * 3 for _ in range(3)]
matrix[0][1], matrix[1][0] = 1, 2
matrix[i := 2][i] = 5
print(matrix, operator.setitem(matrix, 0, None), matrix[0])
d = {}
d["a"], d["b"] = d.setdefault("c", []), 1
d["c"] += [5]
d["b"] **= 2
print(d)


class Slices:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Slices()
print(s[1], s[1:2], s[:], s[::2], s[1:2, 3], s[...], s[()], s[1,], s[*[1, 2], 3], s[None:None:None], s["a":"b"])
s[1:2] = 3
del s[1], s[2:3], s[...]
del (first), [second, (m, n)]
print("first" in globals(), "m" in globals())
