"""The register code of imported modules on disk, beside the host's own cache files.

A file is used only for the very text and the very build that it was made of and with: both are hashed into its head, as
in CPython's hash-based cache files (PEP 552), so that no time of the clock can mislead. There is one for each source
file and level of optimisation, where the host would put its own (`sys.pycache_prefix` included), and none is written
under `-B`.
"""

from __future__ import annotations

from _frozen_importlib_external import cache_from_source
from _imp import source_hash

from pyston_runtime.interfaces.typed import Final

_MAGIC: Final = b"pyston register code\n"
#: The key of the hash; any number does.
_HASH_KEY: Final = 0x707973746F6E
_HASH_LENGTH: Final = 8


def stored_path(source_path: str) -> str | None:
    """Where the code of a source file is stored; None where the host stores nothing."""
    try:
        return cache_from_source(source_path).removesuffix("pyc") + "pyston"
    except NotImplementedError:
        return None


def pack(code: bytes, source: bytes, key: bytes) -> bytes:
    """The content of a file.

    Args:
        code: what is stored.
        source: the module's text.
        key: what the code depends on besides.
    """
    return _head(source, key) + source_hash(_HASH_KEY, code) + code


def unpack(content: bytes, source: bytes, key: bytes) -> bytes | None:
    """The code in a file; None where it is not of this text and key, or damaged."""
    head = _head(source, key)
    if not content.startswith(head):
        return None
    code = content[len(head) + _HASH_LENGTH :]
    return code if source_hash(_HASH_KEY, code) == content[len(head) : len(head) + _HASH_LENGTH] else None


def _head(source: bytes, key: bytes) -> bytes:
    return _MAGIC + source_hash(_HASH_KEY, key) + source_hash(_HASH_KEY, source) + len(source).to_bytes(8, "little")
