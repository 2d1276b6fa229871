"""What `return`, `break` and `continue` must leave behind: one Block for every construct around a statement."""

from __future__ import annotations

import _ast as ast

from pyston_runtime.interfaces.code import NONE
from pyston_runtime.interfaces.typed import Final, final

LOOP: Final = "loop"
FINALLY: Final = "finally"
HANDLED: Final = "handled"
NAMED: Final = "named"
WITH: Final = "with"
SUBJECT: Final = "subject"


@final
class Block:
    """One construct.

    Attributes:
        kind: LOOP (its labels), FINALLY (its statements run on every way out), HANDLED (a handler's body: `slot` holds
            the exception handled before), NAMED (`except ... as name`: the name is deleted), WITH (`slot` holds
            `__exit__`), SUBJECT (of a `match`, in `slot`).
        outer_handler: the exception handler that covers the construct as a whole.
        slot: see `kind`; for a LOOP the iterator's slot, or NONE.
        statements: for FINALLY.
        name: for NAMED.
        asynchronous: for WITH.
        node: where a WITH's exit call stands; of a LOOP the test that is always true, which takes no instruction.
    """

    def __init__(self, kind: str, outer_handler: int) -> None:
        self.kind = kind
        self.outer_handler = outer_handler
        self.slot = NONE
        self.exception_slot = NONE
        self.break_label = NONE
        self.continue_label = NONE
        self.statements: list[ast.stmt] = []
        self.name = ""
        self.asynchronous = False
        self.node: ast.AST | None = None
