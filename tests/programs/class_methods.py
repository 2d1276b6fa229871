"""Methods called through their class: class methods, static methods, plain functions, before and after they change."""

# stat[llvm]: tiering.deopts >= 1


class Shape:
    sides = 3

    @classmethod
    def make(cls, size, factor=2):
        return cls.sides * size * factor

    @staticmethod
    def area(width, height):
        return width * height

    def plain(self, other):
        return (self, other)

    @classmethod
    def twice(cls, size):
        return cls.make(size) + cls.make(size, factor=3) + cls.area(size, 2)


class Square(Shape):
    sides = 4


def through_constants(count):
    total = 0
    for index in range(count):
        total += Shape.make(index) + Shape.area(index, 2) + len(Shape.plain(index, 1))
    return total


def through_argument(kind, count):
    total = 0
    for index in range(count):
        total += kind.twice(index) + kind.make(size=index)
    return total


print(through_constants(200), through_argument(Shape, 200))
print(through_argument(Square, 200), through_argument(Shape, 50), through_argument(Square, 50))
Shape.area = staticmethod(lambda width, height: width - height)
print(through_constants(100), through_argument(Square, 100))
Shape.make.__func__.__defaults__ = (5,)
print(through_constants(100), through_argument(Shape, 100))


def missing(count):
    for index in range(count):
        try:
            Shape.absent(index)
        except AttributeError as error:
            text = str(error)
    return text


print(missing(50))
try:
    through_constants("x")
except TypeError as error:
    print(error)
try:
    Shape.make()
except TypeError as error:
    print(error)
