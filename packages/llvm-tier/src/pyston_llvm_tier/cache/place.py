"""Where the store is: in the user's folder for caches, or where `PYSTON_CACHE_DIR` says."""

from __future__ import annotations

import os

from pyston_llvm_tier.cache.store import Store
from pyston_llvm_tier.options import OPTIONS


def folder() -> str:
    """The store's folder."""
    given = os.environ.get("PYSTON_CACHE_DIR")
    if given:
        return os.path.join(os.path.abspath(given), "objects")
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):  # the XDG Base Directory Specification has relative ones ignored
        caches = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(caches, "pyston", "objects")


def store() -> Store | None:
    """The store, or None where the settings switch it off or there is no place for it."""
    if OPTIONS.cache == 0:
        return None
    try:
        return Store(folder(), OPTIONS.cache * 2**20)
    except OSError:
        return None
