# min-version: 3.13
"""PEP 696: defaults of type parameters, evaluated lazily."""
import typing


class Box[T = int, **P = [int]]:
    pass


print([p.__default__ for p in Box.__type_params__], Box.__type_params__[0].has_default())
type A[T = undefined] = list[T]
try:
    A.__type_params__[0].__default__
except NameError as error:
    print(error)


def f[T: int = bool](x: T):
    return T.__bound__, T.__default__


class Rest[*Ts = *tuple[int, str]]:
    pass


print(Rest.__type_params__[0].__default__)
print(f(1), Box[str, [int]], Box[str], typing.TypeVar("X").__default__)
for source in ("def f[T = int, U](): pass", "class A[*Ts = int]: pass", "type X[T = (yield)] = 1"):
    try:
        compile(source, "<s>", "exec")
        print("compiled")
    except SyntaxError as error:
        print(error.msg)
