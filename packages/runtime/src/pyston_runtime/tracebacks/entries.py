"""Add guest entries to an exception's traceback, and take ours out."""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Final, FrameType, TracebackType

#: The top-level packages whose frames no traceback shows.
OWN_PACKAGES: Final = ("ast_interp", "pyston_runtime", "pyston_cli", "pyston_parser", "pyston_llvm_tier")


def is_own(frame: FrameType) -> bool:
    """Whether a frame belongs to Pyston itself."""
    name = frame.f_globals.get("__name__")
    return isinstance(name, str) and name.partition(".")[0] in OWN_PACKAGES


def without_own(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback behind the leading entries that are ours."""
    while traceback is not None and is_own(traceback.tb_frame):
        traceback = traceback.tb_next
    return traceback
