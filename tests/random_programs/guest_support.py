"""What random programs lean on: fuel so that all of them end, values that cannot grow, output without addresses."""

import sys
import traceback

FUEL = 400


class OutOfFuel(BaseException):
    """Ends a program that has run long enough; no handler of theirs catches it but `finally` and bare `except`."""


class Custom(Exception):
    """An exception of the programs' own."""


class Deeper(Custom):
    """A subclass, so that the order of handlers matters."""


left = FUEL


def refuel():
    global left
    left = FUEL


def tick():
    """Called at every loop's turn and every function's start."""
    global left
    left -= 1
    if left < 0:
        raise OutOfFuel


def cap(value):
    """`value`, or something small of its type when it has grown large: loops may double what they hold."""
    if type(value) is int and value.bit_length() > 200:
        return value % 1000003
    if type(value) in (str, list, tuple) and len(value) > 40:
        return value[:40]
    return value


def show(*values):
    """Prints values so that two runs can be compared: objects by their class only."""
    print(*(text(value, 0) for value in values))


def text(value, depth):
    if depth > 4:
        return "..."
    kind = type(value)
    if kind in (int, float, str, bool, type(None), bytes, complex, range):
        return repr(value)
    if kind in (list, tuple):
        return kind.__name__ + "(" + ", ".join(text(item, depth + 1) for item in value[:50]) + ")"
    if kind is dict:
        return (
            "{" + ", ".join(text(k, depth + 1) + ": " + text(v, depth + 1) for k, v in list(value.items())[:50]) + "}"
        )
    if kind is set:
        return "{" + ", ".join(sorted(text(item, depth + 1) for item in value)) + "}"
    if isinstance(value, BaseException):
        return kind.__name__ + text(value.args, depth + 1)
    return "<" + kind.__name__ + ">"


class Manager:
    """A context manager that tells what it sees and may swallow what is raised."""

    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __repr__(self):
        # no address: programs cut it to pieces, which no comparison knows again
        return f"Manager({self.name!r})"

    def __enter__(self):
        show("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        show("exit", self.name, kind and kind.__name__)
        return self.swallow and kind is not None and issubclass(kind, Exception)


def safe(value):
    """`value` where its text goes into a string: objects, whose text holds an address, by their class."""
    return value if type(value) in (int, str, float, bool) else type(value).__name__


def report(error):
    """Prints an error's traceback without ending the program."""
    traceback.print_exception(error, file=sys.stdout)
