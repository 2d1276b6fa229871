"""Exit status and message of `sys.exit(True)`."""
import sys

print("before")


def leave():
    try:
        sys.exit(True)
    finally:
        print("finally")


leave()
