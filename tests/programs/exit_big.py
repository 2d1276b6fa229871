"""Exit status and message of `sys.exit(300)`."""
import sys

print("before")


def leave():
    try:
        sys.exit(300)
    finally:
        print("finally")


leave()
