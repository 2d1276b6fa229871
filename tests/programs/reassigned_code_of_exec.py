# A function gets the code of one that exec made and that dies: it goes on, whatever the collector was told, and the
# program's own cycles are collected as before.
import gc
import weakref


class Cycle:
    def __init__(self):
        self.itself = self


def made(text):
    names = {"step": 3}
    exec(text, names)
    return names["made"]


def plain(x):
    return x


cycle = Cycle()
gone = weakref.ref(cycle)
plain.__code__ = made("def made(x):\n    return x + 3\n").__code__
print(plain(1))
del cycle
gc.collect()
print(gone() is None)


def frozen(x):
    return x


frozen.__code__ = made("def made(x):\n    return x * 7\n").__code__
gc.freeze()
print(frozen(6), frozen(2))
gc.unfreeze()
