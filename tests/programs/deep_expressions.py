# Expressions nested deeper than the recursion limit are compiled as long as CPython compiles them.
import sys

names = {"x": 1, "a": lambda: None}
exec("def f(): return " + " + ".join(["x"] * 1200), names)
print(names["f"]())
exec("def g(): return " + "-" * 500 + "x", names)
print(names["g"](), sys.getrecursionlimit())
for repeated in ("()", ".b", "[0]", "*a"):
    print(compile("a" + repeated * 2250, "<deep>", "single").co_name)
    try:
        compile("a" + repeated * 300_000, "<deep>", "single")
    except (RecursionError, MemoryError) as error:
        print("refused")
