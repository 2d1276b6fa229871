"""Every form of call: defaults, keywords, *args and **kwargs on either side, methods, class instances."""

import pyperf


class Shape:
    def __init__(self, width, height=2, *, scale=1):
        self.width = width
        self.height = height
        self.scale = scale

    def area(self, *, extra=0):
        return self.width * self.height * self.scale + extra


def options(a, b=2, /, c=3, *rest, d=4, **others):
    return a + b + c + d + len(rest) + len(others)


def forward(*args, **kwargs):
    return options(*args, **kwargs)


def run(n):
    total = 0
    settings = {"d": 5, "e": 6}
    for i in range(n):
        total += options(i)
        total += options(i, 1, c=2, d=3)
        total += forward(i, 2, 3, 4, 5, e=1)
        total += forward(1, **settings)
        total += Shape(i & 7, scale=2).area(extra=i & 1)
        total += Shape(width=3, height=4).area()
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("keyword_calls", run, 30000)
