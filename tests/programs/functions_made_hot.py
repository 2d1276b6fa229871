"""Functions made again and again: lambdas, closures, defaults, generator expressions, and what they are called."""


def adders(count):
    total = 0
    for index in range(count):
        add = lambda a, b=index: a + b  # noqa: E731
        total += add(1) + add(1, 2)
    return total, add.__name__, add.__qualname__, add.__defaults__, add.__module__


def closures(count):
    made = []
    for index in range(count):

        def inner(step=1):
            "counts up"
            nonlocal index
            index += step
            return index

        inner()
        made.append(inner)
    return made[0](), made[-1](5), inner.__doc__, inner.__qualname__, inner.__closure__[0].cell_contents


def expressions(count):
    found = 0
    for index in range(count):
        row = [index, index + 1, index + 2]
        found += sum(x * index for x in row) + len(set(x % 2 for x in row))
        if any(x == 50 for x in row):
            found += 1000
    return found


def keywords(count):
    result = 0
    for index in range(count):

        def keyed(*, step=index):
            return step

        def annotated(value: int) -> int:
            return value + 1

        result += keyed() + annotated(index)
    return result, annotated.__annotations__


def raising(count):
    for index in range(count):
        try:
            list(10 // (x - index) for x in (200, 100))
        except ZeroDivisionError as error:
            return index, error.__traceback__.tb_next.tb_frame.f_code.co_name


for _ in range(3):
    print(adders(200), closures(150), expressions(150), keywords(100), raising(300))
