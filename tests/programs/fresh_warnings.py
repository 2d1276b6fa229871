# The module `warnings` imported anew: while it is, there are no filters in it.
import sys
import warnings

code = """
def f(a, *, b=1):
    yield a, b

class C:
    async def g(self):
        return [f(1)]
"""
before = sys.modules.pop("warnings")
import warnings as again

print(again is not before, list(eval("(lambda *a: a)(1, 2)")))
exec(code)
print([*f(1)])


class Importing:
    """Makes functions of new kinds while `warnings` has no filters."""

    def __enter__(self):
        sys.modules["warnings"] = type(sys)("warnings")
        return self

    def __exit__(self, *error):
        sys.modules["warnings"] = before


with Importing():
    exec("def h(a, /, b, c=1, *d, e, **f):\n    return a, b, c, d, e, f")
    print(h(1, 2, e=3))
