"""Exit status and message of `raise SystemExit(1, 2)`."""
import sys

print("before")


def leave():
    try:
        raise SystemExit(1, 2)
    finally:
        print("finally")


leave()
