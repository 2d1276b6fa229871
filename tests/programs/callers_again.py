# Functions of modules that look at their caller, called again from the same place: by name, as attributes, with arguments.
import collections
import inspect
import logging
import sys
import traceback
import warnings
from inspect import currentframe

logging.basicConfig(stream=sys.stdout, format="%(funcName)s %(lineno)d %(message)s")


def here():
    return inspect.currentframe().f_code.co_name, currentframe().f_back.f_code.co_name


def outer():
    return here()


def named(number):
    return collections.namedtuple("Made", "a b").__module__, collections.namedtuple(f"Made{number}", ["a"]).__module__


def logs(number):
    logging.warning("logged %d", number)


def warned(number):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        warnings.warn(f"warned {number}", DeprecationWarning, 2)
    return found[0].lineno


def lines():
    return [entry.name for entry in traceback.extract_stack()][-3:]


for number in range(3):
    print(outer(), named(number), warned(number), lines())
    logs(number)
    print(*map(lambda _: outer(), [1]), *sorted([warned(number)], key=lambda value: logs(value)or 1))
