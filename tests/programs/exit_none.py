"""Exit status and message of `sys.exit()`."""
import sys

print("before")


def leave():
    try:
        sys.exit()
    finally:
        print("finally")


leave()
