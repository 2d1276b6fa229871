"""Slices of lists, by ints and in all directions, and what they are assigned from."""
def get(a, i, j):
    return a[i:j], a[i:], a[:j], a[:], a[i:j:-1], a[i::-1], a[:j:-1], a[::-1], a[i:j:1]
def flips(n):
    p = list(range(n))
    for k in range(n):
        p[: k + 1] = p[k::-1]
        p[k:] = p[k:]
    return p
def assign(i, j, other):
    a = [0, 1, 2, 3, 4, 5]
    kept = [9, 8, 7]
    a[i:j] = [10, 11, 12]
    a[i:] = kept[::-1]
    a[:2] = kept[:2]
    a[i:j] = kept
    a[j:i] = other[1:]
    b = a
    a[:] = b[::-1]
    return a, kept
class Item:
    made = 0
    def __init__(self):
        Item.made += 1
    def __del__(self):
        Item.made -= 1
def items(n):
    a = [Item() for _ in range(8)]
    for i in range(n):
        a[2:5] = [Item(), Item(), Item()]
        b = a[::-1]
        a[:] = b[1:] + b[:1]
    return len(a)
def run():
    for i in (-9, -6, -3, -1, 0, 1, 3, 5, 6, 9):
        for j in (-9, -6, -2, 0, 2, 5, 6, 9):
            print(i, j, get([0, 1, 2, 3, 4, 5], i, j), get([], i, j), assign(i, j, [1, 2, 3]))
for _ in range(3):
    run()
print(flips(30), flips(30) == flips(30))
print(items(50), Item.made)
try:
    get([1], "a", 1)
except TypeError as error:
    print(error)
print(get([1, 2], 2**70, None), get((1, 2), 0, 1), get("abc", 0, 2))
try:
    assign(0, 3, 5)
except TypeError as error:
    print(error)
