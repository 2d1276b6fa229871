"""Exit status and message of `raise type("Mine", (KeyboardInterrupt,), {})("custom")`."""
import sys

print("before")


def leave():
    try:
        raise type("Mine", (KeyboardInterrupt,), {})("custom")
    finally:
        print("finally")


leave()
