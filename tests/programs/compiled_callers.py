"""Who looks for a caller that runs compiled code finds it: its line, its function, its locals.

Values of every kind that compiled code has no object for are among the locals: numbers, truths, ranges, constants.
"""

# stat[llvm]: tiering.compiled >= 10
# stat[llvm]: tiering.shown >= 50

import inspect
import logging
import random
import sys
import traceback
import warnings
from io import StringIO


def where(depth):
    """The name, line and plain locals of a caller."""
    frame = sys._getframe(depth)
    plain = {name: value for name, value in frame.f_locals.items() if type(value) in (int, float, str, bool, range)}
    return frame.f_code.co_name, frame.f_lineno, sorted(plain.items())


def stack():
    """The names of the program's functions that wait."""
    return [(frame.function, frame.lineno) for frame in inspect.stack() if frame.filename == __file__]


class Point:
    def __init__(self, x):
        self.x = x
        self.made = where(2)

    @property
    def place(self):
        return where(2)

    def __add__(self, other):
        return where(2)

    def __getitem__(self, index):
        return where(2)

    def __eq__(self, other):
        return where(2)

    def __iter__(self):
        yield where(2)

    def __len__(self):
        self.length = where(2)
        return 1

    def __format__(self, text):
        return repr(where(2))


def called_natively(n):
    m = n + 1
    return where(1), where(2), where(3)


def calls_natively(n):
    total = 0.5
    few = range(n)
    flag = n > 2
    found = None
    for i in range(n):
        total += i
        if i == n - 1:
            found = called_natively(i)
    return found, flag, few


def operations(n):
    total = 0.0
    kept = "text"
    for i in range(n):
        total += 0.5
        one = Point(i)
        found = [
            one.made,
            one.place,
            one + 1,
            one[0],
            one == 2,
            f"{one}",
            [len(one), one.length],
        ]
        for item in one:
            found.append(item)
        callbacks = [list(map(lambda value: where(2)[:2], [i])), sorted([i], key=lambda value: where(1)[:2])]
    return found, callbacks, kept, total


def deleted(n):
    number = n
    if n > 1:
        del number
    return where(1)


def deep(n):
    if n == 0:
        return stack()
    return deep(n - 1)


def deprecated():
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    return 1


def warns(n):
    total = 0
    for i in range(n):
        total += deprecated()
        if i % 2:
            warnings.warn("odd", stacklevel=1)
    return total


def logs(n):
    total = 0
    for i in range(n):
        total += i
        if i % 2:
            logging.warning("at %s", i)
            log.info("total %s", total, extra={"more": 1})
    return total


def fails(n):
    total = 0
    for i in range(n):
        total += i
        random.randint(5, 4)


class Guarded:
    def __init__(self):
        self.seen = []

    def __enter__(self):
        self.seen.append(where(2))
        return self

    def __exit__(self, *error):
        self.seen.append(where(2)[:2])


def guarded(n):
    guard = Guarded()
    for i in range(n):
        with guard:
            n += 1
    return guard.seen[-2:]


def run(function, *arguments):
    for _ in range(5):
        result = function(*arguments)
    print(function.__name__, result)


output = StringIO()
logging.basicConfig(stream=output, format="%(funcName)s:%(lineno)d %(message)s", level=logging.INFO)
log = logging.getLogger("callers")
warnings.simplefilter("always")

run(calls_natively, 4)
run(operations, 3)
run(deleted, 1)
run(deleted, 2)
run(deep, 3)
with warnings.catch_warnings(record=True) as caught:
    run(warns, 3)
print([(one.lineno, one.category.__name__, one.filename == __file__) for one in caught])
run(logs, 4)
print(output.getvalue())
run(guarded, 3)
for _ in range(4):
    try:
        fails(3)
    except ValueError as error:
        entries = traceback.walk_tb(error.__traceback__)
        print([(frame.f_code.co_name, line) for frame, line in entries if frame.f_code.co_filename == __file__])
