before = 1


def divide():
    return 1 / 0


divide()
