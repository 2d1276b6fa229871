VALUE = "leaf of " + __package__


def function():
    return __name__
