"""Imports of guest helper modules: every form, cycles, __getattr__, reload, namespace packages, failures, __main__."""
import importlib
import sys
import traceback

import helpers.package
import helpers.package.leaf as renamed
from helpers import package, plain
from helpers.package import *
from helpers.package.leaf import VALUE as leaf_value, function
from helpers.package.sub import sibling
from helpers.plain import (
    counter,
    increment,
)

print(helpers.package.__name__, renamed.VALUE, package is helpers.package, leaf_value, function())
print(exported, "_hidden" in globals(), "not_exported" in globals(), sibling.relative())
increment()
print(counter, plain.counter)
print(plain.__name__, plain.__file__.rsplit("/", 2)[1:], plain.__package__, plain.__spec__.name, plain.__doc__, package.__path__[0].endswith("package"))
print(package.lazy_attribute, package.leaf is renamed)
try:
    package.missing_attribute
except AttributeError as error:
    print(error)
try:
    from helpers.package import also_missing
except ImportError as error:
    print(error.msg.split(" (")[0], error.name)
try:
    import helpers.no_such
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    import helpers.plain.below
except ModuleNotFoundError as error:
    print(error)
try:
    from . import nothing
except ImportError as error:
    print(error)
try:
    import helpers.broken
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)
print("helpers.broken" in sys.modules, hasattr(helpers, "broken"))
try:
    import helpers.bad_syntax
except SyntaxError as error:
    print(error.msg, error.lineno)
import helpers.cycle_one

print(helpers.cycle_one.result, helpers.cycle_two.result)
reloaded = importlib.reload(plain)
print(reloaded is plain, plain.counter, plain.kept if hasattr(plain, "kept") else None)


def inside():
    import helpers.plain as local
    from helpers.plain import counter as local_counter
    import helpers.package.sub.sibling

    return local.counter, local_counter, helpers.package.sub.sibling.relative()


print(inside(), importlib.import_module(".leaf", "helpers.package").VALUE)


class InClass:
    from helpers.plain import increment
    import helpers.plain as module


print(InClass.increment.__name__, InClass.module is plain)
print(sys.modules["__main__"].__name__, __name__, __spec__, __package__, __file__.rsplit("/", 1)[-1], __loader__ is not None)
import helpers.namespace.inner

print(helpers.namespace.inner.NAME, helpers.namespace.__file__ if hasattr(helpers.namespace, "__file__") else None)
sys.modules["invented"] = "any object"
import invented

print(invented)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
print([m for m in sorted(sys.modules) if m.startswith("helpers")])
helpers.plain.fails(1)
