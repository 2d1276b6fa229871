"""Deopts in loops: a value changes its type, a number outgrows the machine word, an item is missing, half way through."""
# stat[llvm]: tiering.deopts >= 4
# stat[ir]: tiering.deopts >= 4


def product(count):
    result = 1
    for number in range(1, count):
        result *= number
    return result


def total(items):
    result = 0
    for item in items:
        result += item
    return result


def picked(items, places):
    result = []
    for place in places:
        result.append(items[place])
    return result


def collatz(number):
    steps = 0
    while number != 1:
        if number % 2:
            number = 3 * number + 1
        else:
            number //= 2
        steps += 1
    return steps


for _ in range(5):
    product(10), total([1, 2, 3]), picked([1, 2, 3], [0, 1]), collatz(27)

print(product(30))
print(total([1, 2, 0.5, 3, 10**20, 1j]))
try:
    print(total([1, 2, "three"]))
except TypeError as error:
    print(error)
print(picked(["a", "b"], [0, -1, True]))
try:
    picked([1, 2], [1, 0, 2])
except IndexError as error:
    print(error)
print(picked({3: "three"}, [3]), collatz(2**80 + 1), collatz(27))
