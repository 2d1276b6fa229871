"""Where the store is: see `pyston_runtime.cache`."""

from __future__ import annotations

from pyston_llvm_tier.cache.store import Store
from pyston_llvm_tier.options import OPTIONS
from pyston_runtime.cache import cache_folder


def store() -> Store | None:
    """The store, or None where the settings switch it off or there is no place for it."""
    folder = cache_folder("objects")
    if OPTIONS.cache == 0 or folder is None:
        return None
    return Store(folder, OPTIONS.cache * 2**20)
