"""Pyston's native tier: typed, guarded LLVM code for what runs hot."""

from pyston_runtime.imports.own_names import keep_apart

keep_apart(__path__)

from pyston_llvm_tier.__about__ import __version__  # noqa: E402

__all__ = ["__version__"]
