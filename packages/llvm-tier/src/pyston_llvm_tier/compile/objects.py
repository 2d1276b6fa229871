"""Object code of a text: from the cache, else from LLVM, which is imported then."""

from __future__ import annotations

from _thread import allocate_lock
from typing import final

from pyston_llvm_tier.cache.key import key
from pyston_llvm_tier.cache.place import store
from pyston_llvm_tier.cache.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_llvm_tier.compile.generator import Generator


@final
class ObjectSource:
    """The cache with LLVM behind it.

    Attributes:
        hits: how many objects came from the cache.
        made: how many LLVM made.
    """

    def __init__(self, cache: Store | None) -> None:
        self.cache = cache
        self.hits = 0
        self.made = 0
        self._generator: Generator | None = None
        self._one = allocate_lock()

    def cached(self, text: str, setting: str) -> bytes | None:
        """What the cache has."""
        if self.cache is None:
            return None
        found = self.cache.get(key(text, setting))
        if found is not None:
            self.hits += 1
        return found

    def make(self, text: str, setting: str) -> bytes:
        """Have LLVM make it, and keep it in the cache.

        Raises:
            RuntimeError: LLVM does not accept the text.
        """
        generator = self.generator()
        # where nothing runs in the background, any of the program's threads comes here, and the GIL is not held in LLVM
        with self._one:
            data = generator.object(text, setting)
        self.made += 1
        if self.cache is not None:
            self.cache.put(key(text, setting), data)
        return data

    @property
    def ready(self) -> bool:
        """Whether LLVM has been imported."""
        return self._generator is not None

    def generator(self) -> Generator:
        """LLVM, which is imported now.

        The thread that runs the program calls this before it hands out work, so that what an import sets off, such as
        a collection of garbage with its finalisers, happens there and not on the compiler's thread.
        """
        if self._generator is None:
            from pyston_llvm_tier.compile.generator import Generator

            self._generator = Generator()
        return self._generator

    def statistics(self) -> dict[str, object]:
        """Where object code came from."""
        found: dict[str, object] = {"from the cache": self.hits, "from LLVM": self.made}
        found["cache"] = "off" if self.cache is None else self.cache.problem or self.cache.folder
        return found


def object_source() -> ObjectSource:
    """The source with the user's cache."""
    return ObjectSource(store())
