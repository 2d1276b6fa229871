"""Child processes, however they are started, run the parent's functions."""

import multiprocessing
import runpy
import sys


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


def work(point):
    if point.x == 3:
        raise ValueError(point.x)
    return Point(point.x + 1), work.__module__, sys.argv[1:]


def main():
    for method in ("spawn", "fork"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            for result, module, arguments in pool.map(work, [Point(1), Point(2)]):
                print(method, result.x, module, arguments)
            try:
                pool.apply(work, [Point(3)])
            except ValueError as error:
                print(method, "ValueError", error, type(error.__cause__).__name__)


if __name__ == "__main__":
    main()
    print(sorted(name for name in runpy.run_path(__file__, run_name="again") if not name.startswith("__")))
