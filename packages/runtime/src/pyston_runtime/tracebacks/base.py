"""Where a program's frames begin: what stands below was there before it, and the program does not see it."""

from __future__ import annotations

import sys
from types import FrameType

from pyston_runtime.interfaces.typed import Final, final
from pyston_runtime.tracebacks.entries import is_own


@final
class Base:
    """The innermost frame that is no part of the program; None where a program's host shows its own."""

    def __init__(self) -> None:
        self.frame: FrameType | None = None


BASE: Final = Base()


def begin_program(frame: FrameType) -> None:
    """`frame`, which is about to run a program, and those below are no part of it."""
    BASE.frame = frame


def at_base() -> bool:
    """Whether nothing but frames of ours stands between this call and the base."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame is BASE.frame:
            return True
        if not is_own(frame):
            return False
        frame = frame.f_back
    return False
