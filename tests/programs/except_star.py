"""except*: splitting of groups, naked exceptions, re-raising, nesting, else/finally, chained groups, tracebacks."""
import traceback
import sys


def shape(error):
    if isinstance(error, BaseExceptionGroup):
        return (type(error).__name__, error.message, [shape(e) for e in error.exceptions])
    return repr(error)


def run(error, *handlers):
    log = []
    try:
        try:
            if error is not None:
                raise error
            log.append("body")
        except* ValueError as group:
            log.append(("value", shape(group)))
            if "value" in handlers:
                raise KeyError("from value handler")
        except* (TypeError, OSError) as group:
            log.append(("type or os", shape(group)))
            if "type" in handlers:
                raise
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as outer:
        log.append(("escaped", shape(outer), type(outer.__context__).__name__))
    print(log)


run(None)
run(ValueError(1))
run(KeyError("naked and unhandled"))
run(ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)]))
run(ExceptionGroup("g", [ValueError(1), ExceptionGroup("inner", [ValueError(2), OSError(3), KeyError(4)])]))
run(ExceptionGroup("g", [ValueError(1), TypeError(2)]), "value")
run(ExceptionGroup("g", [ValueError(1), TypeError(2)]), "type")
run(ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)]), "value", "type")
run(TypeError("naked"), "type")
run(BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError()]))


def no_name():
    try:
        raise ExceptionGroup("x", [ValueError()])
    except* ValueError:
        print("matched without a name", sys.exc_info()[0].__name__)
    print(sys.exc_info())


no_name()


def loops():
    for i in range(3):
        try:
            raise ExceptionGroup(str(i), [ValueError(i), TypeError(i)])
        except* ValueError:
            pass
        except* TypeError as e:
            total = len(e.exceptions)
        finally:
            print("iteration", i)
    try:
        print(e)
    except UnboundLocalError as error:
        print(error)


loops()
for bad in (ExceptionGroup, (ValueError, ExceptionGroup), 5):
    try:
        try:
            raise ValueError("x")
        except* bad:
            pass
    except TypeError as error:
        print(error)
group = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("nested", [TypeError("b")])])
group.add_note("a note on the group")
print(shape(group.subgroup(TypeError)), shape(group.split(ValueError)[1]), shape(group.derive([OSError()])))


def deep():
    try:
        raise ValueError("one")
    except ValueError as first:
        try:
            raise TypeError("two")
        except TypeError as second:
            raise ExceptionGroup("both", [first, second]) from first


try:
    deep()
except ExceptionGroup:
    traceback.print_exc(file=sys.stdout)


def escaping():
    try:
        raise ExceptionGroup("outer", [ValueError("v"), TypeError("t"), ExceptionGroup("i", [KeyError("k")])])
    except* ValueError as g:
        raise RuntimeError("while handling") from g


try:
    escaping()
except BaseExceptionGroup as g:
    traceback.print_exc(file=sys.stdout)
    print(shape(g))
escaping()
