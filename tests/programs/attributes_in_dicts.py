"""Attributes of instances that keep a dict: made by looking at it, put in place of it, or from the start."""
class P:
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def total(self):
        return self.a + self.b
class S:
    __slots__ = ("x", "y")
    def __init__(self, x):
        self.x = x
        self.y = x + 1.5
class Q:
    def __init__(self, flip):
        if flip:
            self.one = 1
            self.two = 2
        else:
            self.two = 2
            self.one = 1
def go(n):
    t = 0
    for i in range(n):
        p = P(i, i + 1)
        if i % 3 == 0:
            d = p.__dict__
            d["c"] = i
        t += p.total() + p.a
        if i % 5 == 0:
            p.__dict__ = {"a": 5, "b": 6}
            t += p.total()
            p.a = 9
            t += p.a
            p.z = 3
    return t
def keys(n):
    out = []
    for i in range(n):
        q = Q(i % 2)
        out.append(list(q.__dict__))
    return out[:2] + out[-2:]
def slots(n):
    s = 0.0
    for i in range(n):
        s += S(float(i)).y
    return s
def own(n):
    hits = 0
    for i in range(n):
        p = P(i, 2)
        if i % 4 == 0:
            p.__dict__
        if i % 7 == 0:
            p.total = lambda: 1
        hits += p.total()
    return hits
for _ in range(4):
    print(go(3000), keys(3000), slots(3000), own(3000))
