"""Integers across machine-word limits, floats, complex, bool; loops that overflow; conversions and their errors."""
import math

word = 2**63
for base in (0, 1, 2**30 - 1, 2**30, 2**31, 2**62, word - 1, word, word + 1, 2**64, 10**30):
    for n in (base, -base):
        print(n + 1, n - 1, n * 3, -n, n * n, n >> 3, n << 3, n ^ 5, n & 255, n | 1, ~n, abs(n), n // 7, n % 7, n // -7, n % -7, divmod(n, 10))


def growing(limit):
    x = 1
    for i in range(limit):
        x = x * 3 + i
        if i % 10 == 0:
            print(i, x)
    return x


print(growing(60))


def wrapping_sum(n):
    total = 2**62
    for i in range(n):
        total += 2**60
    return total


print(wrapping_sum(20), wrapping_sum(0))


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


print(factorial(30), [factorial(i) for i in range(22)])


def fibonacci(n):
    a, b = 0, 1
    while n:
        a, b, n = b, a + b, n - 1
    return a


print(fibonacci(100), fibonacci(300))


def changing_types(values):
    total = 0
    for value in values:
        total = total + value
        print(type(total).__name__, total, end="; ")
    print()


changing_types([1, True, 2.5, 2**70, -1e300, 3 + 4j])
changing_types([2**63 - 1, 1, -1, -(2**63), -(2**63) - 1])


def shift(n):
    x = 1
    for i in range(n):
        x <<= 7
    while x > 1:
        x >>= 5
    return x


print(shift(3), shift(40))
print(7 / 2, -7 / 2, 7 // 2.0, -7 // 2.0, 7 % 2.5, -7 % 2.5, 7.5 // -2, 2**0.5, (-8) ** (1 / 3), 10**400 // 10**399, 10**20 / 10**19)
print(0.1 + 0.2, 1e308 * 10, -1e308 * 10, math.inf - math.inf, -0.0, 0.0 == -0.0, 1e-320, 5e-324 / 2, 3.0 == 3, hash(3.0) == hash(3))
print(float("nan") == float("nan"), [nan := float("nan")] == [nan], nan in [nan], max(1, nan), min(nan, 1), 1 < nan, nan != nan)
print(1.5.is_integer(), (2.5).as_integer_ratio(), round(2.5), round(3.5), round(-2.675, 2), round(1234, -2), int(-3.9), math.trunc(3.9))
print(3 + 4j, (1 + 2j) * (3 - 1j), (1j) ** 2, abs(3 + 4j), (1 + 2j).conjugate(), complex("1+2j"), -0j, 1j / 2, (2 + 0j) == 2)
print(True + True, True * 5, -True, ~True, True & False, True | 2, True ^ True, isinstance(True, int), sum([True] * 3), True == 1)
print(0b1010, 0o17, 0xFF, 1_000_000, 1e3, 1_0.5_0, 0xFFFF_FFFF_FFFF_FFFF_FF, .5, 5., 1e-3, 0B1, 0XaB, 00, 1E5j)
print(int("  42  "), int("-0x1f", 16), int("0b11", 0), int("z", 36), int(b"12"), int("1_000"), float("  -1.5e3 "), float("inf"), int(True))
for text in ("int('')", "int('1.5')", "int('9', 8)", "float('x')", "int(None)", "int([])", "int('1', 50)", "complex('x')", "round('a')", "chr(-1)",
             "10 ** 5000 and str(10 ** 5000)", "int(float('inf'))", "int(float('nan'))", "2.0 ** 10000", "math.sqrt(-1)", "(-1) ** 0.5 and 0 ** -1.0",
             "1e308 ** 2", "float(10 ** 400)", "10 ** 400 * 1.0", "10 ** 400 / 3", "math.factorial(-1)", "range(1.5)", "range(1, 2, 0)", "[1] * (2 ** 70)",
             "'a' * -5", "0 ** 0", "0.0 ** 0", "pow(2, -1, 7)", "pow(2, -1, 4)", "pow(3, 100, 7)"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
print(list(range(5, 0, -2)), range(10)[2:8:2], len(range(0, 10**15, 10**10)), 5 in range(0, 10, 5), range(3) == range(0, 3, 1))
for i in range(2**63 - 2, 2**63 + 2):
    print(i, end=" ")
print()
for i in range(-(2**70), -(2**70) - 3, -1):
    print(i, end=" ")
print()


def counting_down(n):
    steps = 0
    while n:
        n -= 1
        steps += 1
    return steps


print(counting_down(1000), counting_down(True), sum(i * i for i in range(1000)), sum(range(10**6)))


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in range(1, 30)], collatz(2**64 - 1))


class Index:
    def __index__(self):
        return 3


class Int(int):
    def __add__(self, other):
        return "overridden"

    def __eq__(self, other):
        return "never equal"

    __hash__ = int.__hash__


class Float(float):
    pass


print([0, 1, 2, 3][Index()], range(Index()), "ab" * Index(), hex(Index()), Int(5) + 1, 1 + Int(5), Int(5) * 2, Int(5) == 5, type(Int(5) + 0).__name__, type(Float(1) + 1).__name__)
small, again = 256, 255 + 1
print(small is again, (1, 2) == (1.0, 2 + 0j), {1: "a", 1.0: "b", True: "c"}, math.gcd(12, 18), (-7).bit_length(), (1000).to_bytes(2, "big"))
x = 5
x //= 2; x **= 10; x %= 1000; x <<= 3; x |= 7; x /= 3
print(x)
print(sum(0.1 for _ in range(10)), math.fsum([0.1] * 10), [x / 10 for x in range(5)], 1.1 + 2.2 == 3.3, f"{0.1:.20f}")
print(sum(x for x in [2**62, 2**62, 2**62]), sum([0.1, 2**62, True]), max([2**70, 1e30]), sorted([3, 1.5, True, 2**65, -(2**65)]))
