"""Records what a benchmark computes, for benchmarks that return only a time.

Two implementations that agree on a benchmark must agree on more than that it ends. So, when asked to, the benchmark
runs twice more: once as it is, after which its result, its arguments and its module's data are digested; then with the
functions and methods of its module wrapped, so that what each call returns, and did to its arguments, goes into a
digest per function. The first run keeps the calls direct, as they are when times are taken.
"""

import enum
import hashlib
import types

CALLS_IN_FULL = 100
"""Calls of one function whose values are digested; later ones are only counted."""

VALUES_IN_ONE = 1000
"""Values looked at in one structure, so that a large graph costs no more than a small one."""

PLAIN = (int, float, complex, str, bytes, list, tuple, dict, set)


def observe(function, arguments, iteration, returns):
    """Runs `iteration` twice and says, as plain JSON, what it computed.

    `function` and `arguments` are the benchmark's; `returns` says whether its return value means anything.
    """
    result = iteration()
    namespace = getattr(function, "__globals__", None)
    if namespace is None:
        namespace = {}
    data = {name: item for name, item in namespace.items() if not name.startswith("__") and isinstance(item, PLAIN)}
    shown = repr(result)
    observed = {
        "result": of(result) if returns else None,
        "shown": shown if returns and len(shown) < 200 and " at 0x" not in shown else None,
        "arguments": of(arguments),
        "self": of(getattr(function, "__self__", None)),
        "globals": of(sorted(data.items())),
    }
    calls = Calls(namespace, getattr(function, "__func__", function))
    try:
        iteration()
    finally:
        calls.undo()
    observed["functions"] = calls.summary()
    return observed


class Calls:
    """Wraps the functions and methods of one module and digests what they do, until undone."""

    def __init__(self, namespace, benchmark):
        self.digests = {}
        self.counts = {}
        self.undoing = []
        module = namespace.get("__name__")
        for name, item in list(namespace.items()):
            if getattr(item, "__module__", None) != module or item is benchmark:
                continue
            if type(item) is types.FunctionType:
                namespace[name] = self.wrap(name, item)
                self.undoing.append((namespace.__setitem__, name, item))
            elif isinstance(item, type):
                for key, method in list(vars(item).items()):
                    if type(method) is types.FunctionType and method is not benchmark and key not in UNTOUCHED:
                        setattr(item, key, self.wrap(name + "." + key, method))
                        self.undoing.append((lambda key, method, item=item: setattr(item, key, method), key, method))

    def wrap(self, name, function):
        """A function that does what `function` does and writes it down under `name`."""
        digest = self.digests[name] = hashlib.sha256()
        self.counts[name] = 0

        def wrapper(*args, **keywords):
            result = function(*args, **keywords)
            self.counts[name] += 1
            if self.counts[name] <= CALLS_IN_FULL:
                update(digest, (result, args, keywords))
            return result

        return wrapper

    def undo(self):
        """Puts every function back."""
        for put, name, function in self.undoing:
            put(name, function)

    def summary(self):
        """Calls and digest of each function that was called."""
        return {
            name: [self.counts[name], digest.hexdigest()[:16]]
            for name, digest in sorted(self.digests.items())
            if self.counts[name]
        }


UNTOUCHED = ("__repr__", "__str__", "__hash__", "__eq__", "__getattr__", "__getattribute__", "__class_getitem__")
"""Methods that taking a digest could call itself."""


UNSHARED = (tuple, frozenset)
"""Equal ones may be one object or two, as the compiler likes."""


def of(value):
    """A digest of the plain data in `value`, through containers and the attributes of objects."""
    digest = hashlib.sha256()
    update(digest, value)
    return digest.hexdigest()[:16]


def update(digest, value):
    """Feeds `value` to `digest` in an order that does not depend on addresses or hashes."""
    seen = {}
    stack = [value]
    looked = 0
    while stack and looked < VALUES_IN_ONE:
        looked += 1
        item = stack.pop()
        kind = type(item)
        digest.update(kind.__name__.encode())
        if kind in (int, float, complex, bool, str, bytes, bytearray, type(None)):
            digest.update(repr(item).encode("utf-8", "backslashreplace"))
            continue
        if isinstance(item, enum.Enum):  # its attributes hold what the host has cached of it
            digest.update(str(item).encode())
            continue
        if kind not in UNSHARED:
            if id(item) in seen:
                digest.update(b"again %d" % seen[id(item)])
                continue
            seen[id(item)] = len(seen)
        if isinstance(item, (list, tuple)):
            digest.update(b"%d" % len(item))
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            digest.update(b"%d" % len(item))
            for pair in reversed(list(item.items())):
                stack.extend(pair)
        elif isinstance(item, (set, frozenset)):
            digest.update(b"%d" % len(item))
            stack.extend(sorted(item, key=repr))
        elif kind.__name__ == "array":
            digest.update(item.tobytes())
        elif not isinstance(item, (type, types.FunctionType, types.MethodType, types.ModuleType, types.GeneratorType)):
            stack.append(getattr(item, "__dict__", None))
            for base in reversed(kind.__mro__):
                slots = base.__dict__.get("__slots__", ())
                for slot in (slots,) if isinstance(slots, str) else slots:
                    stack.append(getattr(item, slot, None))
