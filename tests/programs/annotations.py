"""Annotations of every target, where they are evaluated and stored, and where they are not."""
import sys
import typing

log = []


def note(tag):
    log.append(tag)
    return tag


module_level: note("module") = 1
without_value: note("declared")
(parenthesised): note("parenthesised") = 2
container = {}
container["key"]: note("subscript") = 3
container["other"]: note("subscript without value")
print(log, __annotations__, container, "without_value" in globals())
log.clear()


def function(a: note("a"), /, b: note("b") = note("default b"), *args: note("args"), c: note("c"), **kw: note("kw")) -> note("return"):
    local: note("never evaluated") = 5
    undeclared: missing_name
    (also): missing_name = 6
    try:
        undeclared
    except UnboundLocalError as error:
        print(error)
    return local


print(log, function.__annotations__, function(1, c=1))
log.clear()


class C:
    x: note("x") = 1
    y: note("y")
    __private: note("private") = 3

    def method(self, value: "C") -> "C":
        self.z: note("attribute target is evaluated, annotation not stored") = value
        return self


print(log, C.__annotations__, typing.get_type_hints(C.method))
log.clear()
C().method(1)
print(log)
try:

    class Broken:
        x: not_defined

except NameError as error:
    print(error)
try:
    broken: not_defined_either = 1
except NameError as error:
    print(error, "broken" in globals())
for source in ("(a, b): int", "a, b: int = 1", "[a]: int", "f(): int", "x: int: int", "lambda: 1: int",
               "def f():\n global g\n g: int", "def f():\n nonlocal n\n n: int = 1", "x: (yield)", "class A:\n x: (y := 1)",
               "def f(): x: (yield) = 1"):
    try:
        exec(compile(source, "<test>", "exec"), {})
        print("compiled", source)
    except SyntaxError as error:
        print(error.msg)
namespace = {}
exec("a: int = 1\nb: str", namespace)
print(namespace["__annotations__"])


def in_function():
    class Local:
        value: in_function = 1

    return Local.__annotations__


print(in_function()["value"] is in_function)
__annotations__.clear()
try:
    again: int = 1
    print(__annotations__)
except NameError as error:
    print(error)
if sys.version_info < (3, 14):
    print((lambda: 0).__annotations__)


class Unannotated:
    pass


print(Unannotated.__annotations__)
for i in range(2):
    looped: note(i) = i
print(log)
starred = lambda *args: args
def with_star(*args: *starred(int)): pass
print(with_star.__annotations__)
