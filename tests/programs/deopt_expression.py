"""Deopts in the middle of an expression, after a part of it has been done that must not be done again."""
# stat[llvm]: tiering.deopts >= 5
# stat[ir]: tiering.deopts >= 5

calls = []


def noted(value):
    calls.append(value)
    return value


class Counter:
    def __init__(self):
        self.count = 0

    def next(self):
        self.count += 1
        return self.count


def added(first, second, third):
    return noted(first) + noted(second) * noted(third)


def chained(low, value, high):
    return noted(low) < noted(value) < noted(high)


def stored(items, counter, value):
    items[counter.next()] = noted(value) + counter.next()
    return items


def popped(items, value):
    return items.pop() + items.pop() + value


def built(counter, value):
    return [counter.next(), value + counter.next(), (counter.next(), -value)]


for number in range(8):
    added(number, 2, 3), chained(1, number, 5), stored([0, 0, 0], Counter(), number)
    popped([1, 2, 3], number), built(Counter(), number)

calls.clear()
print(added(1.5, 2, 3), added("a", "b", 2), added(1, 2**62, 2**62), calls)
calls.clear()
print(chained(1.5, 2, 3), chained("a", "b", "c"), chained(3, 2, "unused"), calls)
calls.clear()
print(stored([0, 0, 0], Counter(), 1.5), stored({}, Counter(), 2**64), calls)
counter = Counter()
try:
    stored([0], counter, "text")
except TypeError as error:
    print(error, counter.count)
items = [1, 2, "x", "y"]
print(popped(items, "z"), items)
try:
    popped(items, None)
except TypeError as error:
    print(error, items)
counter = Counter()
print(built(counter, 2**63 - 2), built(counter, 0.5), counter.count)
