"""List, set and dictionary comprehensions, nested and filtered, and generator expressions fed to built-ins."""

import pyperf


def run(n):
    total = 0
    for size in range(n):
        squares = [i * i for i in range(size)]
        odd = [value for value in squares if value & 1]
        by_digit = {value % 10: value for value in squares}
        pairs = [(a, b) for a in odd[:8] for b in by_digit if a > b]
        digits = {value % 7 for value in odd}
        total += len(pairs) + len(digits) + sum(value for value in by_digit.values())
        total += max((value % 13 for value in squares), default=0)
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("comprehension_mix", run, 450)
