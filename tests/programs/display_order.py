"""What a display evaluates before it hashes the first key: short runs of pairs are evaluated as a whole."""


class Key:
    def __init__(self, name):
        print("made", name)
        self.name = name

    def __hash__(self):
        print("hashed", self.name)
        return hash(self.name)

    def __eq__(self, other):
        print("compared", self.name, other.name)
        return self.name == other.name


def note(value):
    print("evaluated", value)
    return value


def attempt(make):
    try:
        print(list(make().values()))
    except TypeError as error:
        print(error)
    print("--")


attempt(lambda: {[]: note(1), "b": note(2), **note({})})
attempt(lambda: {Key("a"): note(1), Key("b"): note(2), **note({"c": 3}), Key("d"): note(4), Key("a"): note(5)})
attempt(lambda: {**note({"x": 1}), [note("in key")]: note(2), Key("y"): note(3)})
attempt(lambda: {**note({"x": 1}), Key("y"): note(3), **note({1: 2}), **note(7)})

for count in (14, 15, 16, 17, 18, 30, 31, 35, 40):
    for start in ("", "**{}, "):
        text = "{" + start + ", ".join(f"Key('k{index}'): note({index})" for index in range(count)) + "}"
        print(count, start)
        attempt(eval("lambda: " + text))
for count in (29, 30, 31, 32):
    print(count, len(eval("{" + ", ".join(f"Key('k{index}')" for index in range(count)) + "}")))
