# Code that is written with marshal, as caches of templates do, runs when it is read again.
import io
import marshal
import types

code = compile("def f(x):\n    return [x, y]\nprint(f(1), __name__)", "<cached>", "exec")
again = marshal.loads(marshal.dumps(code))
exec(again, {"y": 2, "__name__": "read"})
print(again.co_filename, again.co_name, marshal.loads(marshal.dumps((1, "a", None))))
stream = io.BytesIO()
marshal.dump(compile("1 + 2", "<sum>", "eval"), stream)
stream.seek(0)
print(eval(marshal.load(stream)))


def function(a, b=2):
    return a + b


made = types.FunctionType(marshal.loads(marshal.dumps(function.__code__)), globals(), "made", (5,))
print(made(1))
try:
    marshal.dumps(object())
except ValueError as error:
    print(error)
nested = marshal.loads(marshal.dumps({"codes": [compile("x * 2", "<double>", "eval"), (code, "kept")]}))
print(eval(nested["codes"][0], {"x": 21}), nested["codes"][1][0].co_filename, nested["codes"][1][1])
