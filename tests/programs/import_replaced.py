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


builtins.__import__ = replacing
try:
    print(compile("x + 1", "<text>", "eval").co_filename)
    print(late(2), late([3]))
    print(eval("(lambda: [y for y in (1, 2)])()"))
    exec("def made(a):\n    import sys\n    yield from (a, sys.byteorder)\nprint(list(made(1)))")
finally:
    builtins.__import__ = real
print(names)
