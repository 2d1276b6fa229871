"""A plain helper."""
counter = 0
if "kept" in globals():
    kept += 1
else:
    kept = 0


def increment():
    global counter
    counter += 1


def fails(n):
    return n / 0
