"""Deopts in what compiled code calls: the callee gives up, and its callers go on with what it returns or raises."""
# stat[llvm]: tiering.deopts >= 5
# stat[ir]: tiering.deopts >= 3
import traceback


def leaf(value, depth):
    if depth == 0:
        return value + value
    return leaf(value, depth - 1)


def middle(value):
    return leaf(value, 3)


def outer(values):
    found = []
    for value in values:
        found.append(middle(value))
    return found


class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size * self.size


class Other:
    size = 3

    def area(self):
        return "other"


def areas(shapes):
    total = []
    for shape in shapes:
        total.append(shape.area())
    return total


def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


for _ in range(10):
    outer([1, 2, 3]), areas([Shape(1), Shape(2)]), fibonacci(8)

print(outer([1, "two", 3.0, 2**64, [4]]))
try:
    outer([1, None])
except TypeError:
    print([(entry.name, entry.lineno) for entry in traceback.extract_tb(__import__("sys").exc_info()[2])])
print(areas([Shape(2), Shape(1.5), Other(), Shape("x") if False else Shape(2**40)]))
Shape.area = lambda self: "replaced"
print(areas([Shape(2), Other()]))
del Shape.area
try:
    areas([Shape(2)])
except AttributeError as error:
    print(error)
print(fibonacci(10.0), fibonacci(15))
