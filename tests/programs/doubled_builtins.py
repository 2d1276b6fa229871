# What a program binds built-in names to is its own affair: running it takes none of them.
import builtins
import functools
import types


def called(*names, seen=3):
    return names, seen


kept = {name: getattr(builtins, name) for name in ("int", "isinstance", "len", "type")}
for name in kept:
    setattr(builtins, name, None)
try:
    value = called("a", "b", seen=(lambda *rest, **more: rest)(1, 2))
    found = [one for one in (lambda: (yield 1))()]
    try:
        found.missing
    except AttributeError as error:
        found.append(str(error))
finally:
    for name in kept:
        setattr(builtins, name, kept[name])
print(value, found)
print(types.MethodType(str.upper, "bound")(), functools.partial(types.MethodType(len, "four"))())
