"""exec, eval, compile, globals, locals, vars, dir, __import__ and friends in every scope, seeing the guest's names."""
import ast
import builtins
import sys
import types

x = "module"
print(eval("x"), eval("x + '!'"), eval("[x for _ in range(2)]"), eval("lambda: x")())
exec("x = 'changed by exec'\ny = 1")
print(x, y)


def function():
    x = "local"
    z = [1]
    print(eval("x"), eval("x", {"x": "given"}), eval("x + y", {"x": "g"}, {"y": "l"}), eval("sorted(locals())"))
    exec("x = 'not seen'; w = 5")
    print(x)
    try:
        w
    except NameError as error:
        print(error)
    exec("z.append(2)")
    print(z, sorted(locals()), locals()["x"])
    namespace = {}
    exec("def f(a, b=2):\n    return a + b + len(__name__)\nclass C:\n    value = 3\nimport os", {"__name__": "m"}, namespace)
    print(sorted(namespace), namespace["C"].value, namespace["C"].__module__, namespace["f"].__module__, namespace["f"](1))


function()


def closure_exec():
    captured = "captured"

    def inner():
        print(eval("captured", globals(), {"captured": "from dict"}), captured)
        try:
            eval("not_captured_here")
        except NameError as error:
            print(error)
        return eval("captured")

    return inner()


print(closure_exec())


def frame_locals():
    a, b = 1, 2
    snapshot = locals()
    a = 3
    snapshot["new"] = 4
    return snapshot["a"], locals()["a"], sorted(snapshot), sorted(sys._getframe().f_locals)


print(frame_locals()[1], "a" in frame_locals()[3])


class Body:
    a = 1
    exec("b = a + 1")
    c = eval("b + 1")
    locals()["d"] = 4
    names = sorted(n for n in locals() if not n.startswith("__"))
    inside = [eval("x") for _ in range(1)]


print(Body.a, Body.b, Body.c, Body.d, Body.names, Body.inside)
code = compile("value = 1\nresult = value + 1", "<generated>", "exec")
namespace = {}
exec(code, namespace)
print(namespace["result"], code.co_filename, code.co_name, type(code).__name__, "__builtins__" in namespace)
print(eval(compile("1 + 2", "<e>", "eval")), eval(compile(ast.parse("3 * 4", mode="eval"), "<a>", "eval")), eval("  5"), eval(b"6"))
exec(compile("7 + 8; 'shown'; None", "<single>", "single"))
exec(compile("for i in range(2): i\n", "<single>", "single"))
tree = ast.parse("a = 1\nb = a + 1")
tree.body[1].value.right.value = 100
namespace = {}
exec(compile(tree, "<tree>", "exec"), namespace)
print(namespace["b"], isinstance(compile("1", "", "eval", ast.PyCF_ONLY_AST), ast.Expression))
for source, mode in (("1 +", "eval"), ("x = 1", "eval"), ("def f(:\n pass", "exec"), ("return 1", "exec"), ("a\n b", "exec"), ("1; 2", "eval"), ("yield", "exec"),
                     ("break", "exec"), ("continue", "exec"), ("def f():\n x\n global x", "exec"), ("nonlocal q", "exec"), ("f() = 1", "exec"), ("'abc", "exec"), ("(", "exec"),
                     ("def f(a, a): pass", "exec"), ("f(a=1, a=2)", "exec"), ("*a = 1", "exec"), ("del f()", "exec"), ("import a.b as", "exec"), ("x = 1 if 2", "exec"),
                     ("async def f():\n return [await x for x in y]", "exec"), ("await x", "exec"), ("def f():\n\tif 1:\n        pass", "exec"), ("\x00", "exec"), ("1\n2", "single"), ("class A:\n return", "exec")):
    try:
        compile(source, "<bad>", mode)
        print("compiled", repr(source))
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, error.args[0], getattr(error, "lineno", None), getattr(error, "offset", None))
for call in (lambda: eval(5), lambda: exec(5), lambda: compile("1", "f", "wrong"), lambda: eval("1", 5), lambda: exec("", {}, 5), lambda: eval("a", {}, {}), lambda: compile(5, "", "exec"), lambda: eval("x = 1")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Mapping(dict):
    def __missing__(self, key):
        return f"<{key}>"


print(eval("a + b", {}, Mapping()), eval("len('x')", {"len": lambda v: "mine"}))
try:
    eval("len('x')", {"__builtins__": {}})
except NameError as error:
    print(error)
print(eval("abs(-1)", {"__builtins__": {"abs": lambda v: "own builtins"}}))
exec("def g():\n    return own_builtin\nprint(g())", {"__builtins__": {"own_builtin": "found", "print": print}})
try:
    exec("import os", {"__builtins__": {}})
except ImportError as error:
    print(error)
try:
    exec("class A: pass", {"__builtins__": {}})
except NameError as error:
    print(error)
print(globals() is sys.modules["__main__"].__dict__, vars() is globals(), vars(types.SimpleNamespace(a=1)), sorted(vars(Body))[:3])
globals()["through_globals"] = 7
print(through_globals, "through_globals" in dir(), dir(types.SimpleNamespace(q=1))[-1])


def local_dir(a, b):
    c = 1
    return dir(), vars() == locals()


print(local_dir(1, 2))
print(__import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__ in ("posixpath", "ntpath"))
original = builtins.__import__
builtins.__import__ = lambda name, *rest: print("importing", name, len(rest), rest[2:]) or original(name, *rest)
import stringprep
from os import path as p, sep
builtins.__import__ = original
original = builtins.__build_class__
builtins.__build_class__ = lambda f, name, *bases, **kw: print("building", name, f.__name__) or original(f, name, *bases, **kw)


class Built(object):
    pass


builtins.__build_class__ = original
f = types.FunctionType(compile("def t(): return x", "<t>", "exec").co_consts[0], {"x": "other globals"})
print(f())


def template(a, b=5):
    return a, b, x


g = types.FunctionType(template.__code__, {"x": "new globals", "__builtins__": builtins}, "renamed", (9,))
print(g(1), g.__name__, template(1))


def swapped():
    return "first"


def other():
    return "second"


swapped.__code__ = other.__code__
print(swapped(), swapped.__name__)
print(template.__code__.co_varnames, template.__code__.co_argcount, template.__code__.co_firstlineno > 0, template.__code__.co_flags & 0x3 == 0x3)
exec("print([i for i in range(3)], (lambda: x)(), [j for j in [x]])", {"x": "e"}, {"x": "l"})
exec("""
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
counter = outer()
print(counter(), counter())
class K:
    def m(self):
        return __class__.__name__, super().__init__ is not None
print(K().m())
print([K().m() for _ in range(1)])
def gen():
    yield from range(3)
print(list(gen()))
""")
try:
    exec("def fails():\n    return 1 / 0\n\nfails()")
except ZeroDivisionError as error:
    trace = error.__traceback__
    while trace:
        print(trace.tb_frame.f_code.co_filename.rsplit("/", 1)[-1], trace.tb_frame.f_code.co_name, trace.tb_lineno)
        trace = trace.tb_next
eval("1 / 0")
