"""What a generator handles stays its own: exceptions come out of it, go into it, and do not outlive its handlers."""
import sys


def handling():
    try:
        raise KeyError("inner")
    except KeyError:
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]


generator = handling()
try:
    raise ValueError("outer")
except ValueError:
    print(next(generator), sys.exc_info()[0])
print(next(generator), sys.exc_info()[0])


def failing():
    yield 1
    raise LookupError("from the generator")


try:
    print(list(failing()))
except LookupError as error:
    print(error, error.__context__)


def thrown():
    try:
        yield "waiting"
    finally:
        print("finally", sys.exc_info()[0])


generator = thrown()
next(generator)
try:
    generator.throw(RuntimeError("thrown in"))
except RuntimeError as error:
    print(error, list(generator))


def delegating():
    try:
        yield from thrown()
    except RuntimeError as error:
        yield f"caught {error}"


generator = delegating()
next(generator)
print(generator.throw(RuntimeError("twice")), list(generator))
