"""exec with two namespaces, globals of other classes, compile with an optimization level, code objects run elsewhere."""
import types

seen_globals, seen_locals = {}, {}
exec("y = 9\nz = 1\ndef f():\n    global y\n    return y\nresult = f()", seen_globals, seen_locals)
print(sorted(name for name in seen_globals if name != "__builtins__"), sorted(seen_locals), seen_locals["result"])


class Counting(dict):
    def __missing__(self, name):
        return int(name.removeprefix("number_"))


print(eval("(lambda: number_3 + number_4)()", Counting()))
for level in (0, 1, 2):
    namespace = {}
    exec(compile("def f():\n    'documented'\n    assert False\n    return __debug__", "<f>", "exec", optimize=level), namespace)
    try:
        print(level, namespace["f"].__doc__, namespace["f"]())
    except AssertionError:
        print(level, namespace["f"].__doc__, "asserted")
function = types.FunctionType(compile("def t(): return x, __name__", "<t>", "exec").co_consts[0], {"x": 1, "__name__": "other"})
print(function(), function.__module__, function.__globals__["x"])


class Body:
    x = "class"
    locals()["x"] = "changed"
    y = x


print(Body.y)
for text in ("def f():\n    match 0:\n        case _: pass\n        case 1: pass", "match 0:\n case {1: a, 1: b}: pass", "match 0:\n case [*a, *b]: pass",
             "match 0:\n case a | 1: pass", "[i for i in range(3) if (j := i) for j in range(2)]", "[i for i in (j := range(3))]", "f(a=1, a=2)",
             "def f():\n    global x\n    nonlocal x", "def f():\n    from os import *"):
    try:
        compile(text, "<text>", "exec")
        print("compiled", text)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)


def unbound_target():
    return [1 for (item[0], item) in [[1, 2]]]


try:
    unbound_target()
except UnboundLocalError as error:
    print(error)
