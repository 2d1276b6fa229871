"""Exit status and message of `sys.exit("a message")`."""
import sys

print("before")


def leave():
    try:
        sys.exit("a message")
    finally:
        print("finally")


leave()
