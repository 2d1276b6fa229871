"""with: enter/exit lookups on the type, suppression, several managers, targets, flow out of the body, contextlib."""
import contextlib


class Manager:
    def __init__(self, name, suppress=False, fail_enter=False, fail_exit=False):
        self.name, self.suppress, self.fail_enter, self.fail_exit = name, suppress, fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise OSError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, error, trace is not None)
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.suppress


def attempt(function):
    try:
        print(function.__name__, "->", function())
    except BaseException as error:
        print(function.__name__, "raised", repr(error), "context", repr(error.__context__))


def simple():
    with Manager("a") as target:
        return target


def suppressing():
    with Manager("a", suppress=True):
        raise ValueError("gone")
    return "after"


def not_suppressing():
    with Manager("a"):
        raise ValueError("stays")


def several():
    with Manager("a") as a, Manager("b", suppress=True) as b, Manager("c") as c:
        print(a, b, c)
        raise KeyError("x")
    return "after"


def parenthesised():
    with (
        Manager("a") as a,
        Manager("b") as (x),
    ):
        return a, x


def unpacking():
    with contextlib.nullcontext((1, (2, 3))) as (a, (b, c)), contextlib.nullcontext([1, 2, 3]) as [d, *e]:
        return a, b, c, d, e


def failing_enter():
    with Manager("a"), Manager("b", fail_enter=True), Manager("c"):
        print("never")


def failing_exit():
    with Manager("a"), Manager("b", fail_exit=True):
        raise ValueError("body")


def failing_exit_clean():
    with Manager("a", suppress=True), Manager("b", fail_exit=True):
        pass
    return "suppressed"


def loops():
    result = []
    for i in range(4):
        with Manager(str(i)):
            if i == 1:
                continue
            if i == 2:
                break
            result.append(i)
    return result


def failing_target():
    with Manager("a", suppress=True) as (x, y, z, w):
        pass
    return "suppressed the failing assignment"


def exit_missing():
    class Half:
        def __enter__(self):
            return self

    with Half():
        pass


def enter_missing():
    class Half:
        def __exit__(self, *details):
            pass

    with Half():
        pass


def on_instance():
    class Empty:
        pass

    e = Empty()
    e.__enter__ = lambda: 1
    e.__exit__ = lambda *a: None
    with e:
        pass


def truthy_exit():
    class Odd:
        def __enter__(self):
            pass

        def __exit__(self, *details):
            class Truth:
                def __bool__(self):
                    print("bool asked")
                    return True

            return Truth()

    with Odd():
        raise ValueError
    with Odd():
        pass
    return "fine"


def bad_truth():
    class Odd:
        def __enter__(self):
            pass

        def __exit__(self, *details):
            class Truth:
                def __bool__(self):
                    raise TypeError("no truth")

            return Truth()

    with Odd():
        raise ValueError("body")


def return_through():
    with Manager("a"):
        try:
            with Manager("b"):
                return "value"
        finally:
            print("finally between")


def nested_exceptions():
    try:
        with Manager("a"):
            raise ValueError("first")
    except ValueError:
        with Manager("b", suppress=True):
            raise KeyError("second")
    return "done"


@contextlib.contextmanager
def generator_manager(tag):
    print("before", tag)
    try:
        yield tag * 2
    except ValueError as error:
        print("caught", error)
    finally:
        print("after", tag)


def with_generator():
    with generator_manager("g") as value:
        print(value)
        raise ValueError("inside")
    return "after"


def exit_stack():
    with contextlib.ExitStack() as stack:
        names = [stack.enter_context(Manager(name)) for name in "xyz"]
        stack.callback(print, "callback")
        return names


def stop_iteration_inside():
    with generator_manager("g"):
        raise StopIteration("through a generator")


for function in (
    simple, suppressing, not_suppressing, several, parenthesised, unpacking, failing_enter, failing_exit,
    failing_exit_clean, loops, failing_target, exit_missing, enter_missing, on_instance, truthy_exit,
    bad_truth, return_through, nested_exceptions, with_generator, exit_stack, stop_iteration_inside,
):
    attempt(function)
with contextlib.suppress(ZeroDivisionError):
    1 / 0
with Manager("module") as at_module, open(__file__) as handle:
    print(at_module, handle.readline().strip()[:20])
print(handle.closed)
with Manager("last"):
    raise LookupError("uncaught in with")
