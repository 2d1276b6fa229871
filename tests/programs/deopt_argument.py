"""A deopt at a function's start: an argument is of another type than those that the code was made for."""
# stat[llvm]: tiering.deopts >= 4


def twice(value):
    total = value + value
    return total


def scaled(value, factor=2, *, offset=0):
    return value * factor + offset


for number in range(20):
    assert twice(number) == 2 * number
for number in range(20):
    assert scaled(number, 3) == 3 * number

print(twice("ab"), twice(1.5), twice([1]), twice(2**70), twice(True))
print(scaled("ab"), scaled(1.5, 4), scaled([1], offset=[2]), scaled(2**70, 2**70))
try:
    twice(object())
except TypeError as error:
    print(error, error.__traceback__.tb_next.tb_lineno)
print(twice(7), scaled(7, 3))
