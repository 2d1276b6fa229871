"""Loops and conditions: else clauses, nesting, deletion, large ranges, iterator protocols, pass, chained conditions."""


def search(values, wanted):
    for i, value in enumerate(values):
        if value == wanted:
            break
    else:
        i = None
    while i:
        i -= 1
        if i == 5:
            return "five"
        elif i == 3:
            continue
        else:
            pass
    else:
        return "ran out"
    return "unreachable"


print(search(range(10), 7), search(range(10), 4), search([], 1))


def nested(n):
    out = []
    for i in range(n):
        for j in range(n):
            if j == i:
                continue
            if i + j == n:
                break
            out.append((i, j))
        else:
            out.append("no break")
        if i == n - 2:
            break
    return out


print(nested(4))


class Sequence:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class BadIter:
    def __iter__(self):
        return 5


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from __next__")


class Once:
    def __init__(self):
        self.done = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.done:
            raise StopIteration("value")
        self.done = True
        return 1


print([v for v in Sequence()], list(Sequence()), 20 in Sequence(), [*Once()], list(iter(lambda: 1, 1)), list(iter([3, 2, 1].pop, 2)))
for bad in (BadIter(), Raises(), 5, None, object):
    try:
        for v in bad:
            pass
    except (TypeError, ValueError) as error:
        print(error)
for x in range(3):
    x += 10
print(x)
for x in ():
    pass
print(x)
d = {}
for d["k"] in range(3):
    pass
for d["a"], *d["rest"] in [(1, 2, 3)]:
    pass
print(d)
count = 0
while True:
    count += 1
    if count > 1000:
        break
    if count % 2:
        continue
print(count)


def early(values):
    for v in values:
        for w in v:
            if w == 3:
                return w, v
    return None


print(early([[1, 2], [3, 4]]), early([]), early(iter([[3]])))
if 0:
    pass
elif []:
    pass
elif "x":
    print("elif")
if (n := 5) > 3 and n < 10 or False: print("one line"); n = 0
print(n)
while n < 3: n += 1
else: print("else", n)
assert True
assert (1, "always true")[0]
pass; ...; None
print([(i, j) for i in range(3) if i for j in range(i) if not j], sum(1 for _ in range(10**5)))


def no_return():
    pass


def bare():
    return


def docstring_only():
    """Doc."""


print(no_return(), bare(), docstring_only(), docstring_only.__doc__, (lambda: None)())


def many_returns(x):
    if x == 0: return "zero"
    if x == 1: return "one"
    while x:
        if x > 5: return "big"
        x += 1
    return "negative"


print([many_returns(x) for x in (0, 1, 2, 9)])


def delete_loop_variable():
    for i in range(3):
        del i
    try:
        return i
    except UnboundLocalError as error:
        return str(error)


print(delete_loop_variable())


def long_function(x):
    a = x + 1; b = a * 2; c = b - a; d = c // 2; e = d % 5; f = e ** 2; g = f | a; h = g & b; i = h ^ c; j = i << 1; k = j >> 1
    if a: b += c
    if b: c += d
    if c: d += e
    return [a, b, c, d, e, f, g, h, i, j, k, locals() == locals()]


print(long_function(10))
print(__debug__, ..., NotImplemented, Ellipsis is ...)
