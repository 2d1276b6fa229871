# Finalisers of classes in namespaces that die, by count and by the collector: their functions run, and call others.
# mode-skip: llvm: compiled code keeps the classes alive whose instances it was made for
# mode-skip: llvm-even-guards: compiled code keeps the classes alive whose instances it was made for
# mode-skip: llvm-odd-guards: compiled code keeps the classes alive whose instances it was made for
# mode-skip: llvm-back-edges: compiled code keeps the classes alive whose instances it was made for
# mode-skip: llvm-cheap: compiled code keeps the classes alive whose instances it was made for
# mode-skip: llvm-background: compiled code keeps the classes alive whose instances it was made for
# mode-skip: ir: compiled code keeps the classes alive whose instances it was made for
import gc
import types

TEXT = """
def note(what):
    log.append(what)

def steps(n):
    for i in range(n):
        yield i

class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        note(f'gone {self.name} {list(steps(2))} {(lambda x: x + 1)(1)} {A.helper(2)}')

    @staticmethod
    def helper(n):
        return n * factor

factor = 3
"""


def cycle():
    log = []
    module = types.ModuleType("dying")
    module.log = log
    exec(TEXT + "a = A('a')", module.__dict__)
    del module
    gc.collect()
    return log


def several():
    log = []
    namespace = {"log": log}
    exec(TEXT + "items = [A(i) for i in range(3)]\nself = items", namespace)
    namespace["ring"] = namespace
    del namespace
    gc.collect()
    return sorted(log)


def by_count():
    log = []
    namespace = {"log": log}
    exec(TEXT, namespace)
    kept = namespace["A"]("kept")
    namespace.clear()
    namespace["log"] = log
    namespace["note"] = lambda what: log.append(what.split()[1])
    namespace["steps"] = range
    namespace["A"] = type(kept)
    namespace["factor"] = 1
    del kept
    return log


def other_dict():
    namespace = {}
    exec("def f(a, b=2):\n    return a + b + c\nc = 1\ndef g():\n    return f(1)", namespace)
    f, g = namespace["f"], namespace["g"]
    f.__dict__ = {"mark": 1}
    return [f(1), g(), f(2), *map(f, [3, 4, 5]), f.mark]


print(cycle())
print(several())
print(by_count())
print(other_dict())
