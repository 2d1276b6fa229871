"""What Pyston's parts share: typed seams, guest objects as CPython's own, imports and tracebacks."""

import os
from _imp import extension_suffixes

__all__ = ["__version__", "starts_compiled"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.__about__ import __version__


def __getattr__(name: str) -> object:
    """The version is read when it is asked for: no program needs it."""
    if name == "__version__":
        from pyston_runtime.__about__ import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def starts_compiled(folder: str) -> bool:
    """Whether the package in a folder is compiled; its module `start` is not imported for that, which costs time."""
    return os.path.exists(f"{folder}/start{extension_suffixes()[0]}")


if not starts_compiled(__path__[0]):
    from pyston_runtime.imports.own_names import keep_apart

    keep_apart(__path__)
