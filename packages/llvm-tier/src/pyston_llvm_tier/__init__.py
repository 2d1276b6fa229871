"""Pyston's native tier: typed, guarded LLVM code for what runs hot."""

from pyston_llvm_tier.__about__ import __version__

__all__ = ["__version__"]
