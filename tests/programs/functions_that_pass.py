# Functions of a namespace that `exec` was given die with it, and are functions like any other until then.
import gc
import types
import weakref


class Witness:
    pass


def dies(source):
    names = {"witness": Witness()}
    exec(source, names)
    reference = weakref.ref(names.pop("witness"))
    names["kept"] = reference()
    for value in list(names.values()):
        if type(value) is types.FunctionType:
            value()
    value = None
    del names
    gc.collect()
    return reference() is None


for source in (
    "def f(): return witness",
    "def f():\n    def g(): return f\n    return g()",
    "def f(): yield f",
    "class C:\n    def m(self): return C\ndef f(): return C().m()",
    "f = lambda: [f for _ in range(2)]",
    "async def f(): return f",
):
    print(dies(source), source.partition("\n")[0])
gc.collect()

names = {}
exec("n = 3\ndef f(a, *, b=2):\n    'documented'\n    return a, b, n\ndef outer():\n    return lambda: n", names)
f = names["f"]
f.mark = 1
print(vars(f), f.__dict__ == {"mark": 1}, isinstance(f.__dict__, dict), f(1), f.__doc__)
f.__dict__ = {"other": 2}
print(vars(f), f(2), sorted([3, 1], key=lambda x: f(x)), list(map(f, [1])))
copied = types.FunctionType(f.__code__, {"n": "of its own"}, "copied", None, None)
copied.__kwdefaults__ = {"b": 5}
print(copied(1), f(1))
again = types.FunctionType(f.__code__, f.__globals__)
print(again(1, b=2))
first, second = names["outer"](), names["outer"]()
print(first(), second(), first.__code__ is second.__code__, first is second)
f.__code__ = names["outer"].__code__
print(f()())
names["outer"].__code__ = (lambda: "replaced").__code__
print(names["outer"]())
