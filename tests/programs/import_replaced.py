"""A program's own `__import__` is called for its imports alone, also while code of it is compiled and first run."""

import builtins

names = []
real = builtins.__import__


def replacing(name, *arguments, **keywords):
    try:
        names.append(name)
    finally:
        pass
    for _ in range(1):
        with Quiet():
            return real(name, *arguments, **keywords)


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


def late(value: int = 1, *rest, **keywords):
    try:
        match value:
            case [first, *_]:
                return first
            case int():
                return [f"{item!r:>3}" for item in range(value) if item or not item]
    finally:
        del rest


TEXTS = [
    "from __future__ import annotations\ndef made(a: list[int] | None, b: (1, f'{a}')): pass\nprint(made.__annotations__)",
    "async def made():\n    async with a: pass\n    return [i async for i in b]\nprint(made().close())",
    "class Made:\n    a: int = 1\n    def __init__(self): super().__init__()\nprint(Made().a)",
    "größe = 1; print(größe, 'ﬁ'.isidentifier()); ﬁ = 2; print(fi)",
    "def made(*, a=1): return lambda: a\nprint(made(a=2)())",
    "try:\n    1 / 0\nexcept* ZeroDivisionError as e:\n    print(e.exceptions)",
    "x = [*range(3)]; x[0] += 1; del x[1]; print(x[::2], {**{}, 'a': 1}, {1, *x}, -x[0], x < x)",
    "global_name = 1\ndef made():\n    global global_name\n    nonlocal_name = 2\n    def inner():\n        nonlocal nonlocal_name\n"
    "        nonlocal_name += global_name\n        yield nonlocal_name\n    return [*inner()]\nprint(made())",
    "x = 1 is 1\n1()",
    "(",
    "def made():\n    breakk = 1\n    return __import__('errno').EPERM and breakk",
    "print(1 if __debug__ else 2); assert True; raise ValueError",
]

builtins.__import__ = replacing
try:
    print(compile("x + 1", "<text>", "eval").co_filename)
    print(late(2), late([3]))
    print(eval("(lambda: [y for y in (1, 2)])()"))
    exec("def made(a):\n    import errno\n    yield from (a, errno.EPERM)\nprint(list(made(1)))")
    for text in TEXTS:
        try:
            exec(compile(text, "<text>", "exec"), {})
        except Exception as error:
            print(type(error).__name__, error)
    if hasattr(__import__("typing"), "TypeAliasType"):
        exec("type Made[T: int, *Ts] = list[T]\nprint(Made.__value__)\ndef made[T](a: T) -> T: return a\nprint(made(1))")
    print(sum(1 for _ in names) > 2, locals() is globals(), dir is dir, vars() is globals())
finally:
    builtins.__import__ = real
# CPython's own library is imported by it as well, at moments of its own
print([name for name in names if name in ("errno", "__future__")])
print([name for name in names if name.startswith(("ast_interp", "pyston")) or name in ("ast", "opcode")])
