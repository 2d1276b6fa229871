"""Exit status and message of `raise KeyboardInterrupt("typed")`."""
import sys

print("before")


def leave():
    try:
        raise KeyboardInterrupt("typed")
    finally:
        print("finally")


leave()
