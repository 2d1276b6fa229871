"""Exit status and message of `raise SystemExit(4) from ValueError("x")`."""
import sys

print("before")


def leave():
    try:
        raise SystemExit(4) from ValueError("x")
    finally:
        print("finally")


leave()
