"""Errors that nobody can catch: in finalisers, in weak reference callbacks, in generators being closed."""
import sys
import weakref


class Fails:
    def __del__(self):
        raise ValueError("in __del__")


def generator():
    try:
        yield
    finally:
        raise KeyError("in close")


def ignoring():
    try:
        yield
    except GeneratorExit:
        yield


Fails()
for make in (generator, ignoring):
    g = make()
    next(g)
    del g


def callback(reference):
    raise TypeError("in callback")


class Target:
    pass


target = Target()
reference = weakref.ref(target, callback)
del target
sys.unraisablehook = lambda info: print("hook", info.exc_type.__name__, info.exc_value, file=sys.stderr)
Fails()
