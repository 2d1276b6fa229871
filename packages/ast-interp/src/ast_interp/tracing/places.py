"""What is known of the instructions at which a frame can become one of the host's; `statements` finds them."""

from __future__ import annotations

from pyston_runtime.interfaces.code import CLASS, FUNCTION, MODULE
from pyston_runtime.interfaces.typed import Final, final
from pyston_runtime.tracing.taken import Way

#: Units whose frames can: those of expressions have no statements.
KINDS: Final = (MODULE, FUNCTION, CLASS)


@final
class Place:
    """One instruction at which a frame can be taken over.

    Attributes:
        way: the way into the host's code.
        temporaries: how many of the frame's temporaries are in use.
        pushed: which of them, counted from the lowest, go onto the host's stack, the lowest first.
    """

    def __init__(self, way: Way, temporaries: int, pushed: tuple[int, ...]) -> None:
        self.way = way
        self.temporaries = temporaries
        self.pushed = pushed
