"""A small program, all of whose time is start-up."""


def main():
    return sum(range(10))


if __name__ == "__main__":
    print(main())
