"""Generators: pipelines of them, yield from over a tree, values sent in."""

import pyperf


def numbers(n):
    for i in range(n):  # noqa: UP028: a generator that yields is the point
        yield i


def doubled(source):
    for value in source:
        yield value * 2


def only_every_third(source):
    for i, value in enumerate(source):
        if i % 3 == 0:
            yield value


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def averager():
    total = count = 0
    while True:
        value = yield total // count if count else 0
        total += value
        count += 1


def run(n):
    total = sum(only_every_third(doubled(numbers(n))))
    total += sum(tree(12))
    average = averager()
    next(average)
    for value in numbers(n // 2):
        total += average.send(value)
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("generator_pipeline", run, 60000)
