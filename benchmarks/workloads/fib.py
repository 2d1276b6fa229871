"""Recursion: calls from guest code to guest code, small integers, comparison, addition."""

import pyperf


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run(n):
    return fib(n)


if __name__ == "__main__":
    pyperf.Runner().bench_func("fib", run, 28)
