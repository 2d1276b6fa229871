"""What Pyston's parts share: typed seams, guest objects as CPython's own, imports and tracebacks."""

from pyston_runtime.__about__ import __version__

__all__ = ["__version__"]
