# A limit counts from the bottom of the stack, the host's frames included, and none below the present depth can be set.
import sys


def lowest():
    depth = 1
    while True:
        try:
            sys.setrecursionlimit(depth)
        except RecursionError as error:
            if depth == 1:
                print(str(error).partition(" at ")[0])
            depth += 1
        else:
            return depth


def in_both():
    try:
        in_both()
    except RecursionError:
        in_both()


def counted(n):
    return n and counted(n - 1)


def run(key):
    before = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(lowest() + 9)
        try:
            in_both()
        except RecursionError as error:
            print(type(error).__name__)
    finally:
        sys.setrecursionlimit(before)
    return key


run(1)
print(sorted([2, 1], key=run))
print(sys.getrecursionlimit())
sys.setrecursionlimit(500)
print(counted(450))
try:
    counted(510)
except RecursionError:
    print("too deep")
sys.setrecursionlimit(3000)
print(counted(2500))
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
