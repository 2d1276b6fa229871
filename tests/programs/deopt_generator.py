"""Deopts in generators: before the first item, between two of them, while it is closed, and with an exception thrown in."""
# stat[llvm]: tiering.deopts >= 3
# stat[ir]: tiering.deopts >= 3

closed = []
#: A loop of a generator is looked at every 256 rounds.
ROUNDS = 300


def running(values):
    total = 0
    try:
        for value in values:
            total += value
            for step in range(ROUNDS):
                total += step % 2
            yield total
    except ValueError as error:
        yield f"caught {error} at {total}"
    finally:
        closed.append(total)


def echo():
    received = []
    number = 0
    while True:
        for step in range(ROUNDS):
            number += step % 3
        value = yield number
        if value is None:
            return received
        received.append(value * 2)


def delegating(parts):
    collected = 0
    for part in parts:
        for step in range(ROUNDS):
            collected += step % 2
        result = yield from part
        if result:
            collected += len(result)
    return collected


for _ in range(10):
    assert list(running([1, 2, 3])) == [151, 303, 456]
closed.clear()
print(list(running([1, 2.5, 2**70])))
print(list(running(["a"]) if False else running([1j])))
try:
    print(list(running([1, "a"])))
except TypeError as error:
    print(error)
generator = running([1, 2, 3])
print(next(generator), generator.throw(ValueError("thrown")), list(generator), closed)
generator = running([2.5, 1])
next(generator)
generator.close()
print(closed)
generator = echo()
print(next(generator), generator.send(1), generator.send("ab"), generator.send(1.5))
try:
    generator.send(None)
except StopIteration as stop:
    print(stop.value)
print(list(delegating([running([1]), iter("xy"), [1.5]])))
