"""Deopts inside `try`, `except`, `finally` and `with`: handlers and exits run once each, and with the right exception."""
# stat[llvm]: tiering.deopts >= 6
# stat[ir]: tiering.deopts >= 6
import sys

log = []


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        log.append("enter")
        return self

    def __exit__(self, kind, error, traceback):
        log.append(f"exit {kind.__name__ if kind else None}")
        return self.swallow


def in_try(left, right):
    try:
        return left // right
    except ZeroDivisionError as error:
        log.append(str(error))
        return left + left
    finally:
        log.append("finally")


def in_with(items, place, swallow):
    with Manager(swallow) as manager:
        value = items[place]
        log.append(value + value)
        return manager.swallow
    return "swallowed"


def in_finally(value):
    result = None
    try:
        result = value + 1
    finally:
        log.append(value * 2)
        result = value
    return result


def in_handler(value):
    try:
        raise KeyError(value)
    except KeyError as error:
        return value + error.args[0], sys.exc_info()[0].__name__


def nested(values):
    done = 0
    for value in values:
        try:
            try:
                done += 10 // value
            finally:
                done += value
        except (ZeroDivisionError, TypeError) as error:
            log.append(type(error).__name__)
            continue
        else:
            done += 1
    return done


for number in range(1, 9):
    in_try(number, 2), in_with([1, 2], 0, False), in_finally(number), in_handler(number), nested([1, 2, number])
log.clear()
print(in_try(5, 0), in_try(5.0, 2), in_try(2**70, 3), log)
log.clear()
print(in_with([1, "b"], 1, False), in_with([1], 3, True), log)
log.clear()
try:
    in_with([1], 3, False)
except IndexError as error:
    print(error, log)
log.clear()
for value in ("ab", 1.5, None):
    try:
        print(in_finally(value), log)
    except TypeError as error:
        print(error, error.__context__, log)
    log.clear()
print(in_handler("k"), in_handler(1.5), sys.exc_info())
try:
    print(nested([1, 0, 2, 2.5]), log)
    nested([5, "x"])
except TypeError as error:
    print(error, type(error.__context__), log)
