"""Exceptions raised and caught: at once, through frames, by built-in operations, with finally."""

import pyperf


class Negative(Exception):
    pass


def check(value):
    if value % 3 == 0:
        raise Negative(value)
    return value


def through(value):
    try:
        return check(value)
    finally:
        value += 1


def run(n):
    caught = missing = total = 0
    table = {i: i for i in range(0, 100, 2)}
    for i in range(n):
        try:
            total += through(i)
        except Negative as error:
            caught += error.args[0] & 1
        try:
            total += table[i % 100]
        except KeyError:
            missing += 1
        try:
            total += 10 // (i % 4)
        except (ZeroDivisionError, ValueError):
            total -= 1
    return caught, missing, total


if __name__ == "__main__":
    pyperf.Runner().bench_func("exception_raising", run, 40000)
