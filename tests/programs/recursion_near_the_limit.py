# The depth that the host allows is the guest's own, whatever frames a tier has beneath: `--modes ir` in the compiled build.
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


for depth in (10, 10, 10, 400, 900):
    print(deep(depth))
try:
    deep(100_000)
except RecursionError as error:
    print(error)
