"""A program that does not parse: CPython's message, and nothing of it runs."""
print("never printed")


def f(x):
    return x +* 2
