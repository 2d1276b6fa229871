"""Numbers stored over numbers: in attributes, slots and lists, where their objects are shared and where they are not."""


class Counter:
    def __init__(self, start):
        self.count = start
        self.total = 0.5


class Slotted:
    __slots__ = ("count", "total")

    def __init__(self, start):
        self.count = start
        self.total = 0.5


class Dying:
    """What runs when it is replaced by a number."""

    def __init__(self, counter):
        self.counter = counter

    def __del__(self):
        print("dies", self.counter.count)


def work(counter, steps, by):
    kept = []
    for step in range(steps):
        counter.count += by
        counter.total += 0.25
        if step % 1000 == 0:
            kept.append((counter.count, counter.total))
    return kept


def down(counter, steps):
    for step in range(steps):
        counter.count = 2000 - step * 4
        if counter.count == 100:
            small = counter.count is 100 + int(steps < 0)
    return counter.count, small


def fill(items, steps):
    shared = items[0]
    for step in range(steps):
        items[step % len(items)] += 1000 * step
    return shared, items


def large(counter, steps):
    for step in range(steps):
        counter.count = (step << 40) + 1
        counter.count -= 1 << 41
    return counter.count


for kind in (Counter, Slotted):
    counter = kind(1000)
    alias = counter.count
    kept = work(counter, 20_000, 3)
    print(kept[:3], kept[-1], counter.count, counter.total, alias)
    print(down(counter, 20_000))
    print(large(counter, 20_000))
    counter.count = 7
    counter.total = Dying(counter)
    counter.total = 1.0
    print(work(counter, 20_000, -1)[-1])
    for value in ("text", None, True, 2**70):
        counter.count = value
        try:
            work(counter, 5, 1)
        except TypeError as error:
            print(error)
        print(counter.count)

counter = Counter(1)
counter.__dict__["extra"] = 5
vars(counter)["count"] = 500
print(work(counter, 20_000, 2)[-1], vars(counter))
print(fill([300, 5, -7], 20_000))
print(fill([300, 5.5, 2**80], 20_000))
fresh = [Counter(number) for number in range(3000)]
for counter in fresh:
    counter.later = 1.5
    counter.later += counter.count
print(sum(counter.later for counter in fresh), list(vars(fresh[7])))
