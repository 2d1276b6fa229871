"""try/except/else/finally crossed with loops, return, break and continue; nesting; what sys.exc_info shows."""
import sys


def trace(function, *args):
    log = []
    try:
        result = function(log, *args)
    except BaseException as error:
        result = f"raised {type(error).__name__}({error})"
    print(function.__name__, args, log, result)


def plain(log, fail):
    try:
        log.append("try")
        if fail:
            raise ValueError("v")
    except ValueError as error:
        log.append(str(error))
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "end"


def return_in_try(log):
    try:
        return log.append("try") or "from try"
    finally:
        log.append("finally")


def return_overridden(log):
    try:
        return "from try"
    finally:
        return "from finally"


def swallow(log):
    try:
        raise ValueError
    finally:
        return "swallowed"


def raise_in_finally(log):
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def return_in_else(log):
    try:
        log.append("try")
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        log.append("finally")


def loop_flow(log, how):
    for i in range(4):
        try:
            log.append(i)
            if i == 1:
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "return":
                    return "returned"
                if how == "raise":
                    raise ValueError("in loop")
            log.append("tail")
        except ValueError:
            log.append("caught")
            continue
        finally:
            log.append("f")
    else:
        log.append("loop else")
    return "done"


def loop_finally_flow(log, how):
    for i in range(3):
        try:
            log.append(i)
            raise ValueError("swallowed?")
        finally:
            log.append("f")
            if how == "break":
                break
            if how == "continue":
                continue
    return "done"


def nested_finally(log, depth):
    try:
        try:
            try:
                if depth == 1:
                    raise KeyError("inner")
                if depth == 2:
                    return "deep return"
                log.append("body")
            finally:
                log.append("f1")
        except KeyError:
            log.append("key")
            raise IndexError("replaced")
        finally:
            log.append("f2")
    finally:
        log.append("f3")
    return "end"


def while_try(log):
    n = 0
    while True:
        n += 1
        try:
            if n == 2:
                continue
            if n == 4:
                break
            log.append(n)
        finally:
            log.append("f" + str(n))
    else:
        log.append("never")
    return n


def nested_loops(log):
    for i in range(3):
        for j in range(3):
            try:
                if j == 1:
                    break
                if i == 1:
                    continue
                log.append((i, j))
            finally:
                log.append("in")
        else:
            log.append("inner else")
        try:
            if i == 2:
                return "out"
        finally:
            log.append("outer")


def reraise(log):
    try:
        try:
            raise ValueError("original")
        except ValueError:
            log.append("re-raising")
            raise
    except ValueError as error:
        log.append(error.__traceback__.tb_next is None)
        return str(error)


def bare_except(log):
    try:
        undefined
    except:
        log.append(sys.exc_info()[0].__name__)
    return sys.exc_info()


def no_active(log):
    raise


def exc_info_nesting(log):
    def now():
        log.append(None if sys.exc_info()[1] is None else str(sys.exc_info()[1]))

    now()
    try:
        raise ValueError("1")
    except ValueError:
        now()
        try:
            raise KeyError("2")
        except KeyError:
            now()
        now()
        try:
            now()
        finally:
            now()
    now()
    try:
        try:
            raise OSError("3")
        finally:
            now()
    except OSError:
        now()
    now()


def handler_order(log):
    class Base(Exception):
        pass

    class Derived(Base):
        pass

    for kind in (Base, Derived, KeyError):
        try:
            try:
                raise kind()
            except (Derived, LookupError):
                log.append("derived or lookup")
            except Base:
                log.append("base")
        finally:
            log.append("f")


def bad_handler(log):
    try:
        raise ValueError("x")
    except "not a class":
        pass


def bad_handler_tuple(log):
    try:
        raise ValueError("x")
    except (KeyError, 5):
        pass


def unreached_bad_handler(log):
    try:
        pass
    except undefined_name:
        pass
    return "fine"


def bad_raise(log):
    raise 5


def bad_cause(log):
    raise ValueError("x") from 5


def name_deleted(log):
    error = "before"
    try:
        raise ValueError
    except ValueError as error:
        error = "rebound"
    try:
        return error
    except UnboundLocalError as missing:
        log.append(str(missing))


def name_deleted_by_body(log):
    try:
        raise ValueError
    except ValueError as error:
        del error
    return "fine"


def generator_finally(log):
    def g():
        try:
            yield 1
            yield 2
        finally:
            log.append("closed")

    for value in g():
        log.append(value)
        break
    return "after"


def finally_sees_return_value(log):
    value = [1]
    try:
        return value
    finally:
        value.append(2)
        value = "other"


def try_in_except(log):
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            [][1]
        except IndexError as inner:
            log.append(type(inner.__context__).__name__)
        else:
            log.append("no")
    return sys.exc_info()[0]


def try_in_finally(log):
    try:
        return "value"
    finally:
        try:
            raise KeyError
        except KeyError:
            log.append("handled inside finally")


def return_in_except(log):
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as error:
            return error.args, sys.exc_info()[1] is error
        finally:
            log.append(sys.exc_info()[1])


def assertion(log, *message):
    if message:
        assert not log, message[0]
        assert log, message[0]
    assert log


trace(plain, False)
trace(plain, True)
for function in (
    return_in_try, return_overridden, swallow, raise_in_finally, return_in_else, while_try, nested_loops, reraise,
    bare_except, no_active, exc_info_nesting, handler_order, bad_handler, bad_handler_tuple, unreached_bad_handler,
    bad_raise, bad_cause, name_deleted, name_deleted_by_body, generator_finally, finally_sees_return_value,
    try_in_except, try_in_finally, return_in_except, assertion,
):
    trace(function)
for how in ("break", "continue", "return", "raise", "none"):
    trace(loop_flow, how)
for how in ("break", "continue", "none"):
    trace(loop_finally_flow, how)
for depth in range(3):
    trace(nested_finally, depth)
trace(assertion, ("tuple", "message"))
print(sys.exc_info())
