# min-version: 3.12
# The modules of the frames around a call, as namedtuples, enums and protocols ask for them.
import sys
import types


def caller(depth=1, default="none"):
    return sys._getframemodulename(depth + 1) or default


def named():
    return caller(), caller(0), caller(500), sys._getframemodulename(), sys._getframemodulename(depth=0)


print(named(), sys._getframemodulename(0))
other = types.ModuleType("other")
other.named = named
other.caller = caller
exec("def through():\n    return named(), caller()\nfound = through()", other.__dict__)
print(other.found)
for wrong in ((), {"depth": "x"}), ((1, 2), {}), ((), {"other": 1}), ((-1,), {}):
    try:
        print(sys._getframemodulename(*wrong[0], **(wrong[1] if isinstance(wrong[1], dict) else {})))
    except TypeError as error:
        print(type(error).__name__)
