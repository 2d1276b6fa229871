"""Texts of NameError, UnboundLocalError and AttributeError, their attributes, and lookups in every scope."""
import sys
import traceback


def attempt(function):
    try:
        function()
    except Exception:
        traceback.print_exc(file=sys.stdout)


def unknown():
    return undefined_thing


def near_local():
    some_value = 1
    return some_valu


def near_builtin():
    return prin("x")


def near_module():
    return sys_module_missing


def unbound():
    print(x)
    x = 1


def deleted():
    x = 1
    del x
    return x


def delete_unbound():
    del never
    never = 1


def delete_global():
    global not_there
    del not_there


def branch(flag=False):
    if flag:
        y = 1
    return y


def loop_never():
    for i in ():
        pass
    return i


def augmented():
    z += 1


def attribute():
    class Thing:
        colour = 1

    return Thing().color


def module_attribute():
    return sys.exti


def missing_import():
    import no_such_module_here


def missing_from():
    from sys import no_such_name


def missing_submodule():
    import os.nothing


def forgot_import():
    return math.pi


def none_attribute():
    return None.upper()


class Holder:
    def __init__(self):
        self.values = []

    def wrong(self):
        return values

    def suggestion(self):
        return self.value


for function in [
    unknown, near_local, near_builtin, near_module, unbound, deleted, delete_unbound, delete_global, branch,
    loop_never, augmented, attribute, module_attribute, missing_import, missing_from, missing_submodule,
    forgot_import, none_attribute, Holder().wrong, Holder().suggestion,
]:
    attempt(function)

try:
    unknown()
except NameError as error:
    print(error.name, error.args)
try:
    Holder().suggestion()
except AttributeError as error:
    print(error.name, type(error.obj).__name__, error.args)

value = "global"


def shadow():
    value = "local"
    return value, globals()["value"]


print(shadow())


def read_global():
    return value


print(read_global())
value = "changed"
print(read_global())
del value
attempt(read_global)
value = "back"
print(read_global())

len = lambda sequence: "my len"


def use_len():
    return len([1])


print(use_len())
del len
print(use_len())
import builtins

builtins.brand_new = 5


def use_new():
    return brand_new


print(use_new())
brand_new = 6
print(use_new())
del brand_new
print(use_new())
del builtins.brand_new
attempt(use_new)


class Scope:
    value = "class"
    seen = value

    def method(self):
        return value

    copied = [value for _ in range(1)]
    first = [v for v in value]


print(Scope.seen, Scope().method(), Scope.copied, Scope.first)


class Deleting:
    a = 1
    del a
    try:
        a
    except NameError as error:
        text = str(error)
    try:
        del a
    except NameError as error:
        other = str(error)


print(Deleting.text, Deleting.other, hasattr(Deleting, "a"))


class GlobalInClass:
    global from_class
    from_class = 7


print(from_class, hasattr(GlobalInClass, "from_class"))
print(__name__, __doc__, __debug__, __builtins__ is builtins)
