"""Files by key, in one folder, used by any number of processes at once.

A file is written beside its place and moved there, so that a reader sees all of it or nothing; it opens with a digest
of what follows, so that a damaged one is not used but removed. When all files together are larger than the limit,
those that were not used for the longest time go. Nothing that goes wrong here is an error of the program's: what
cannot be read was not there, and what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyston_runtime.cache import is_trusted

_MAGIC: Final = b"pyston object code 1\n"
_DIGEST: Final = 32
_SUFFIX: Final = ".o"
_BESIDE: Final = ".new"
#: After so many files written by a process the size of all is looked at again.
_CHECK_EVERY: Final = 64
#: What is left of the limit after files were removed.
_KEPT_SHARE: Final = 0.75
#: A file written beside its place that is older than this, in seconds, was left there by a process that died.
_ABANDONED: Final = 3600.0
#: The time of a file's last use is noted to the hour, in seconds.
_USE_NOTED: Final = 3600.0


class Size(NamedTuple):
    """How much there is."""

    files: int
    bytes: int


class _File(NamedTuple):
    path: str
    size: int
    used: float


class Store:
    """The files of one folder.

    Attributes:
        folder: where they are.
        limit: the most bytes that they may take.
        problem: why nothing can be kept, or empty.
    """

    def __init__(self, folder: str, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self.problem = ""
        self._written = 0

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, or None."""
        path = self._path(key)
        try:
            if not self._trusted():
                return None
            with open(path, "rb") as stream:
                found = stream.read()
                used = os.fstat(stream.fileno()).st_mtime
        except OSError:
            return None
        digest, data = found[len(_MAGIC) : len(_MAGIC) + _DIGEST], found[len(_MAGIC) + _DIGEST :]
        if not found.startswith(_MAGIC) or hashlib.sha256(data).digest() != digest:
            with contextlib.suppress(OSError):
                os.unlink(path)
            return None
        if abs(time.time() - used) > _USE_NOTED:
            with contextlib.suppress(OSError):
                os.utime(path)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key."""
        path = self._path(key)
        beside = f"{path}.{os.getpid()}{_BESIDE}"
        try:
            os.makedirs(self.folder, 0o700, exist_ok=True)
            if not self._trusted():
                return
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            try:
                with open(beside, "wb") as stream:
                    stream.write(_MAGIC + hashlib.sha256(data).digest() + data)
                os.replace(beside, path)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(beside)
                raise
            if self._written % _CHECK_EVERY == 0:
                self.shrink()
            self._written += 1
        except OSError as error:
            self.problem = f"{type(error).__name__}: {error}"

    def size(self) -> Size:
        """How much is kept."""
        found = list(self._files())
        return Size(len(found), sum(file.size for file in found))

    def shrink(self) -> None:
        """Remove what was not used for the longest time while all is more than the limit."""
        found = sorted(self._files(), key=lambda file: file.used)
        total = sum(file.size for file in found)
        if total <= self.limit:
            return
        for file in found:
            if total <= self.limit * _KEPT_SHARE:
                return
            with contextlib.suppress(OSError):
                os.unlink(file.path)
            total -= file.size

    def clear(self) -> Size:
        """Remove everything that was kept; how much that was."""
        removed = Size(0, 0)
        for file in list(self._files()):
            with contextlib.suppress(OSError):
                os.unlink(file.path)
                removed = Size(removed.files + 1, removed.bytes + file.size)
        return removed

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, key[:2], key[2:] + _SUFFIX)

    def _trusted(self) -> bool:
        """Whether nobody else can write into the folder: what is in it will be run."""
        if is_trusted(self.folder):
            return True
        self.problem = f"others can write into {self.folder}"
        return False

    def _files(self) -> Iterator[_File]:
        """All files of the store; what a dead process left beside them is removed on the way."""
        try:
            folders = [entry.path for entry in os.scandir(self.folder) if entry.is_dir() and len(entry.name) == 2]
        except OSError:
            return
        for folder in folders:
            try:
                for entry in list(os.scandir(folder)):
                    found = entry.stat()
                    if entry.name.endswith(_SUFFIX):
                        yield _File(entry.path, found.st_size, found.st_mtime)
                    elif entry.name.endswith(_BESIDE) and time.time() - found.st_mtime > _ABANDONED:
                        os.unlink(entry.path)
            except OSError:
                continue
