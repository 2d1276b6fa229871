"""What Pyston's parts share: typed seams, guest objects as CPython's own, imports and tracebacks."""

import pyston_runtime.imports as _imports

if str(_imports.__file__).endswith(".py"):
    # not compiled
    from pyston_runtime.imports.own_names import keep_apart

    keep_apart(__path__)

__all__ = ["__version__"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.__about__ import __version__


def __getattr__(name: str) -> object:
    """The version is read when it is asked for: no program needs it."""
    if name == "__version__":
        from pyston_runtime.__about__ import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
