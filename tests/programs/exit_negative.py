"""Exit status and message of `sys.exit(-1)`."""
import sys

print("before")


def leave():
    try:
        sys.exit(-1)
    finally:
        print("finally")


leave()
