"""A broken sys.excepthook: both tracebacks are printed."""
import sys


def hook(kind, value, trace):
    raise RuntimeError("the hook fails")


sys.excepthook = hook
raise ValueError("the error")
