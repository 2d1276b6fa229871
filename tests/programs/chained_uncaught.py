"""An uncaught chain: cause, context and notes, through methods, lambdas and comprehensions."""


class Service:
    def fetch(self, key):
        return {"a": 1}[key]

    def load(self, keys):
        try:
            return [self.fetch(key) for key in keys]
        except KeyError as error:
            error.add_note(f"while loading {keys}")
            raise LookupError("load failed") from error


def main():
    try:
        (lambda s: s.load(["a", "b"]))(Service())
    finally:
        cleanup()


def cleanup():
    int("not a number")


if __name__ == "__main__":
    main()
