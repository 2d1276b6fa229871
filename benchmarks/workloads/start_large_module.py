"""Imports a module of 10,000 lines that no cache knows: written anew, imported, and taken away again."""

import os
import sys
import tempfile

PIECE = '''
def function_{0}(first, second=None, *rest, key={0}, **options):
    """Compute something of first and second."""
    total = first + {0}
    for index, item in enumerate(rest):
        if item is None or item == second:
            continue
        total += item * index
    while total > key and options:
        total -= len(options)
        if total % 7 == 3:
            break
    else:
        total = -total
    try:
        result = [value + total for value in rest if value]
    except (TypeError, ValueError) as error:
        raise RuntimeError("cannot do %s: %r" % (first, error)) from error
    finally:
        options.clear()
    return {{"total": total, "result": result, "name": f"{{first}}-{{second!r}}"}}


class Thing{0}(object):
    """One thing of many."""

    limit = {0}
    names = ("alpha", "beta", "gamma{0}")

    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.children = []
        self.parent = None

    @property
    def size(self):
        return len(self.children) + self.value

    def add(self, child, *, where=None):
        if child.parent is not None:
            child.parent.children.remove(child)
        if where is None:
            self.children.append(child)
        else:
            self.children.insert(where, child)
        child.parent = self
        return self

    def walk(self, depth=0):
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)

    def __repr__(self):
        return "<Thing{0} %s %d>" % (self.name, self.value)


CONSTANT_{0} = Thing{0}("thing", function_{0}(1, 2, 3)["total"])
'''
LINES = 10_000


def text():
    lines = PIECE.count("\n")
    return "".join(PIECE.format(number) for number in range(-(-LINES // lines)))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large_module.py")
        with open(path, "w") as stream:
            stream.write(text())
        sys.path.insert(0, folder)
        import large_module

    print(large_module.CONSTANT_0)
