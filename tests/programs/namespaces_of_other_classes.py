# Globals and builtins may be of subclasses of dict, with a way of looking up of their own.
import builtins


class Custom(dict):
    def __missing__(self, key):
        return key

    def __getitem__(self, key):
        if key == "refused":
            raise KeyError(key)
        if key == "stop":
            raise ValueError(key)
        return dict.__getitem__(self, key)


for source in (
    "refused",
    "stop",
    "known",
    "unknown",
    "len",
    "def f(): return other\nf()",
    "def f(): return stop\nf()",
    "def f(): return len\nf()",
):
    for names in (Custom(known=1), {"__builtins__": Custom(builtins.__dict__)}):
        try:
            exec(source, names)
            print(source, "found")
        except Exception as error:
            print(source, type(error).__name__, error)

# a namespace without a name has functions without a module
names = {}
exec("def f(): yield 1\nclass C: pass", names)
print(names["f"].__module__, names["C"].__module__, list(names["f"]()))


# a class within a function dies with it, though it has been called
import gc
import weakref


def local_class():
    class C:
        def __init__(self, value):
            self.value = value

    C(1), C(2)
    reference = weakref.ref(C)
    del C
    gc.collect()
    return reference()


print(local_class())
