"""Nested loops over ranges and a while loop, with integer arithmetic on local variables only."""

import pyperf


def run(n):
    total = 0
    for i in range(n):
        for j in range(n):
            total += (i ^ j) & 7
            if j > i:
                total -= 1
        k = i
        while k > 0:
            k -= 3
            total += k % 5
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("nested_int_loops", run, 600)
