"""A frame that is observed from its middle on, and is the `__init__` of an instance: the instance is what the call gives."""
# stat: totals.entries >= 1
import sys


def tracer(frame, event, argument):
    return None


class Started:
    def __init__(self, name):
        self.name = name
        sys.settrace(tracer)
        sys._getframe().f_trace = tracer
        self.done = True


def make(name):
    started = Started(name)
    sys.settrace(None)
    return started


first = make("a")
print(type(first).__name__, first.name, first.done)
second = make(name="b")
print(type(second).__name__, second.name)
