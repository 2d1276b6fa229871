"""Setting f_lineno: where CPython allows it, what it does then, and what it says where it does not."""
# stat: totals.entries >= 1
# ignore-stderr: 3.12 and later warn of locals that a jump leaves unbound, with the line of the tracer's caller
import sys


class Jump:
    def __init__(self, function, start, target):
        self.code = function.__code__
        self.first = function.__code__.co_firstlineno
        self.start = start
        self.target = target
        self.done = False

    def trace(self, frame, event, arg):
        if not self.done and frame.f_code is self.code and event == "line":
            if frame.f_lineno == self.first + self.start:
                self.done = True
                frame.f_lineno = self.first + self.target
        return self.trace


def jump(function, start, target):
    output = []
    sys.settrace(Jump(function, start, target).trace)
    try:
        function(output)
    except Exception as error:
        output.append(f"{type(error).__name__}: {error}")
    finally:
        sys.settrace(None)
    print(function.__name__, start, target, output, sys.exc_info()[0])


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def straight(output):
    output.append(1)
    output.append(2)
    output.append(3)


def loops(output):
    output.append(1)
    for i in 1, 2:
        output.append(3)
        for j in [1]:
            output.append(5)
        output.append(6)
    output.append(7)


def handled(output):
    try:
        output.append(2)
        1 / 0
    except ZeroDivisionError as error:
        output.append(5)
        output.append(repr(sys.exception() if hasattr(sys, "exception") else error))
    finally:
        output.append(8)
    output.append(sys.exc_info()[0])


def managed(output):
    output.append(1)
    with Manager():
        output.append(3)
        output.append(4)
    output.append(5)


def returns(output):
    try:
        output.append(2)
        return
    finally:
        output.append(5)
        output.append(6)


def generates(output):
    def numbers():
        output.append(1)
        yield 1
        output.append(3)
        yield 2
        output.append(5)

    return list(numbers())


jump(straight, 1, 3)
jump(straight, 3, 1)
jump(straight, 2, 90)
jump(straight, 2, -1)
jump(loops, 1, 7)
jump(loops, 3, 7)
jump(loops, 5, 1)
jump(loops, 1, 3)
jump(loops, 3, 5)
jump(loops, 6, 3)
jump(loops, 5, 6)
jump(loops, 3, 2)
jump(handled, 2, 9)
jump(handled, 2, 5)
jump(handled, 5, 9)
jump(handled, 5, 6)
jump(handled, 5, 8)
jump(handled, 8, 2)
jump(managed, 1, 3)
jump(managed, 3, 4)
jump(managed, 3, 5)
jump(managed, 4, 1)
jump(returns, 2, 6)
jump(returns, 5, 6)
