"""Exit status and message of `sys.exit([1, 2])`."""
import sys

print("before")


def leave():
    try:
        sys.exit([1, 2])
    finally:
        print("finally")


leave()
