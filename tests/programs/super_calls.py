"""Calls of methods through super(): with and without arguments, in orders that change, and where it is not the usual one."""


class Base:
    def __init__(self, start):
        super().__init__()
        self.total = start

    def add(self, amount):
        self.total += amount
        return self.total

    def name(self):
        return "Base"


class Middle(Base):
    def __init__(self, start):
        super(Middle, self).__init__(start)

    def add(self, amount):
        return super().add(amount) + 1

    def name(self):
        return "Middle " + super().name()


class Side(Base):
    def add(self, amount):
        return super().add(amount * 2)

    def name(self):
        return "Side " + super(Side, self).name()


class Both(Middle, Side):
    pass


class Numbers(list):
    """Inherits its making from a built-in class."""


class Fails(Base):
    def add(self, amount):
        return super().missing(amount)


def run(kinds, count):
    result = 0
    for index in range(count):
        one = kinds[index % len(kinds)](index)
        result += one.add(index) + len(one.name())
    return result


def collect(count):
    total = 0
    for index in range(count):
        numbers = Numbers()
        numbers.append(index)
        total += len(numbers) + numbers[0]
    return total


print(run([Middle], 200), run([Both], 200), run([Middle, Both, Side], 200), collect(200))

Base.name = lambda self: "changed"
print(run([Middle, Both], 100))
Middle.__bases__ = (Side,)
print(run([Middle], 100), Middle(1).name())


def failing(count):
    for index in range(count):
        try:
            Fails(index).add(1)
        except AttributeError as error:
            text = str(error)
    return text


print(failing(60))


class Deep(Base):
    def add(self, amount):
        if amount > 150:
            self.total = "text"
        return super().add(amount)


try:
    print(run([Deep], 200))
except TypeError as error:
    print(error, error.__traceback__.tb_next.tb_next.tb_lineno)
