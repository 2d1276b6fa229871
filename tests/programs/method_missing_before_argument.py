"""Of a method that is missing and an argument that fails, the method comes first."""


class Box:
    def put(self, *values):
        return values


class Counted:
    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error, "context", repr(error.__context__))


box = Box()
empty = {}
show(lambda: None.put(undefined))
show(lambda: None.put(empty["x"]))
show(lambda: None.put(1 + ""))
show(lambda: box.get(box.missing))
show(lambda: box.get(key=box.missing))
show(lambda: box.get(-"x"))
show(lambda: box.get([*1]))
show(lambda: box.get(1, 2, 3, 4, 5, 6, box < 1))
show(lambda: box.get(box.missing if empty is empty else 0))
show(lambda: box.get(empty and 1 or box.missing))
show(lambda: Counted().get(empty["x"]))
show(lambda: box.put(empty["x"]))
show(lambda: "abc".append(empty["x"]))
show(lambda: [].append(empty["x"]))
show(lambda: None.append(empty["x"]))


def unbound():
    box.get(later)
    later = 1
    return later


def unbound_in_try():
    try:
        box.get(later)
    finally:
        later = 1
        print("finally", later)


def within_handler():
    try:
        empty["first"]
    except KeyError:
        box.get(empty["second"])


show(unbound)
show(unbound_in_try)
show(within_handler)


def deep(text):
    return (
        box
        .get(
            text
            .missing
        )
    )


deep("")
