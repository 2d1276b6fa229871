"""Where Pyston keeps what can be made again: in the user's folder for caches, or where `PYSTON_CACHE_DIR` says."""

from __future__ import annotations

import os
import sys


def cache_folder(kind: str) -> str | None:
    """The folder for one kind of things, which need not exist; None where there is no place for it."""
    given = os.environ.get("PYSTON_CACHE_DIR")
    if given:
        return os.path.join(os.path.abspath(given), kind)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return os.path.join(local, "pyston", "Cache", kind) if local else None
    if sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the XDG Base Directory Specification has relative ones ignored
            base = os.path.expanduser("~/.cache")
    return os.path.join(base, "pyston", kind) if os.path.isabs(base) else None


def is_trusted(folder: str) -> bool:
    """Whether nobody else can write into a folder whose files will be run.

    Raises:
        OSError: there is none.
    """
    found = os.stat(folder)
    return sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
