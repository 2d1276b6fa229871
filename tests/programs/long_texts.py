# Expressions of thousands of parts take time in proportion to their length; file names may be of any path-like kind.
import os


class Path(os.PathLike):
    def __fspath__(self):
        return "<path>"


x = "X"
text = eval("f'" + "{x} " * 20_000 + "'")
print(len(text), text[:6])
print(len(eval("f'{1}' 'x' 'y'" * 1024)))
print(len(eval("[" + "x, " * 5000 + "]")), len(eval("(" + "x, x, " * 5000 + ")")), eval("max(" + "1, " * 3000 + "2)"))
print(compile("1", Path(), "eval").co_filename)
