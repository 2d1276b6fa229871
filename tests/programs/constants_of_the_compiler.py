# What the compiler settles, no program can change: `__debug__`, and which strings are one object.
import builtins
import inspect
import sys


def names():
    return len(missing), __debug__


def suspended():
    try:
        yield __debug__
    finally:
        len


print(names.__code__.co_names, suspended.__code__.co_names, inspect.getclosurevars(names).unbound)
setattr(builtins, "__debug__", "changed")
print(list(suspended()), __debug__)
assert True, "still compiled"
exec("def f():\n 'documented'\nprint(f.__doc__, __debug__)")


def default(text="a_string_1"):
    return text


print(default() is sys.intern("a_string" + "_1"), ("1" + default())[1:] is default())


# `except` without a type is the compiler's to refuse when it is not the last
for source in (
    "try:\n  pass\nexcept:\n  pass\nexcept ValueError:\n  pass",
    "try:\n  pass\nexcept:\n  pass\nexcept:\n  pass",
):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)

# a doubtful literal is warned about in a program that is refused, too
import warnings

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    try:
        eval("'\\e' $")
    except SyntaxError as error:
        print(error.msg, error.offset)
print([str(warning.message)[:26] for warning in found])
