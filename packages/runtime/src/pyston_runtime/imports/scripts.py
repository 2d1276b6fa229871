"""The register code of scripts in the user's folder for caches.

CPython keeps the code of modules beside them and that of scripts nowhere: they may stand in folders that are no place
for files of anybody's. What is kept here is used as a module's is (`imports.stored`): for the very text and the very
build that it was made of and with. A script has one file, found by its path; when there are too many, the oldest go.
"""

from __future__ import annotations

import os
import sys
from _frozen_importlib_external import _write_atomic  # type: ignore[attr-defined]
from _imp import source_hash

from pyston_runtime.cache import cache_folder, is_trusted
from pyston_runtime.imports.stored import pack, unpack
from pyston_runtime.interfaces.typed import Any, Final, final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.interpreter import Interpreter

#: The name of the folder in that of all of Pyston's.
_KIND: Final = "scripts"
_SUFFIX: Final = ".pyston"
#: How many scripts are kept, and how many are left when there are more.
_MOST: Final = 512
_LEFT: Final = 384
#: The host's own: by then the program may have an `open` of its own.
_WRITE: Final[Any] = _write_atomic
#: The key of the hash of a path; any number does.
_HASH_KEY: Final = 0x736372697074


@final
class StoredScript:
    """Where one script is stored; decided before it runs, since it may change what that depends on.

    Args:
        interpreter: what is to run it.
        source: its text.
        path: its file, as its unit is to name it.
    """

    def __init__(self, interpreter: Interpreter, source: bytes, path: str) -> None:
        self._interpreter: Any = interpreter
        self._source = source
        self._path = path
        make_key = getattr(interpreter, "store_key", None)
        self._key: bytes | None = None if make_key is None else make_key()
        self._place: str | None = None if self._key is None else _place(path)

    def restored(self) -> Any:
        """Its unit, or None where it is not stored."""
        place, key = self._place, self._key
        if place is None or key is None:
            return None
        try:
            if not is_trusted(os.path.dirname(place)):
                return None
            with open(place, "rb") as stream:
                stored = unpack(stream.read(), self._source, key)
        except OSError:
            return None
        return None if stored is None else self._interpreter.restore(stored, self._source, self._path)

    def store(self, unit: Any) -> None:
        """Store its unit when it has run, unless all that has run of it is stored, or compiling it gives warnings."""
        place, key = self._place, self._key
        if place is None or key is None or sys.dont_write_bytecode or not self._interpreter.is_worth_storing(unit):
            return
        code: bytes | None = self._interpreter.store(unit)
        if code is not None:
            try:
                _write(place, pack(code, self._source, key))
            except OSError:
                pass  # it is compiled again the next time


def _place(path: str) -> str | None:
    """Where the code of a script is stored; None where there is no place for it."""
    folder = cache_folder(_KIND)
    if folder is None or not os.path.isabs(path):
        return None
    name = source_hash(_HASH_KEY, os.fsencode(path)).hex()
    return os.path.join(folder, f"{name}.{sys.implementation.cache_tag}.opt-{sys.flags.optimize}{_SUFFIX}")


def _write(place: str, content: bytes) -> None:
    folder = os.path.dirname(place)
    os.makedirs(folder, 0o700, exist_ok=True)
    if is_trusted(folder):
        _WRITE(place, content, 0o600)
        _make_room(folder)


def _make_room(folder: str) -> None:
    names = os.listdir(folder)
    if len(names) > _MOST:
        paths = [os.path.join(folder, name) for name in names]
        paths.sort(key=_age)
        for path in paths[: len(paths) - _LEFT]:
            _remove(path)


def _age(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass


def stored_scripts() -> tuple[int, int]:
    """How many scripts are stored, and in how many bytes."""
    sizes = [os.stat(path).st_size for path in _all()]
    return len(sizes), sum(sizes)


def forget_scripts() -> tuple[int, int]:
    """Remove all that is stored; how much that was."""
    before = stored_scripts()
    for path in _all():
        _remove(path)
    return before


def scripts_folder() -> str | None:
    """Where they are; None where there is no place for them."""
    return cache_folder(_KIND)


def _all() -> list[str]:
    folder = cache_folder(_KIND)
    if folder is None or not os.path.isdir(folder):
        return []
    return [os.path.join(folder, name) for name in os.listdir(folder)]
