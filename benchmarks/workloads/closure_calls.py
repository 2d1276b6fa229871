"""Closures: functions made in loops, cells read and written, decorators, partial application by hand."""

import pyperf


def counter():
    count = 0

    def up(by):
        nonlocal count
        count += by
        return count

    return up


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def memoised(function):
    seen = {}

    def wrapper(n):
        if n not in seen:
            seen[n] = function(n)
        return seen[n]

    return wrapper


@memoised
def steps(n):
    return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)


def run(n):
    up = counter()
    pipeline = compose(lambda v: v + 1, lambda v: v * 2, up)
    total = 0
    for i in range(n):
        total = pipeline(i) % 1000003
        add = lambda v, i=i: v + i  # noqa: E731
        total += add(1)
    return total + sum(steps(i) for i in range(1, 2000))


if __name__ == "__main__":
    pyperf.Runner().bench_func("closure_calls", run, 40000)
