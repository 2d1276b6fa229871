"""Set the exception being handled, as `except` does, from code that is in no `except` block of the host's.

What `sys.exc_info()`, a bare `raise` and the implicit `__context__` see is one field of the running generator's or
thread's exception state. The host sets it with the instructions at the edges of a handler; `set_handled` is a function
of just those: it pops its argument into the field and returns. A function call does not open an exception state of its
own, so the value stays for the caller, and a generator's goes to rest and comes back with the generator. It has no
`RESUME`, so that no trace function is called for it.
"""

from __future__ import annotations

from _collections_abc import Callable

from pyston_runtime.interfaces.typed import Final, FunctionType, cast
from pyston_runtime.opcodes import INSTRUCTIONS
from pyston_runtime.templates import function_template

#: A location table for four instructions that stand on no line.
_FOUR_NOWHERE: Final = bytes((0x80 | 15 << 3 | 3,))


def _assemble() -> Callable[[BaseException | None], None]:
    instructions = bytes(
        (
            *(INSTRUCTIONS["LOAD_FAST"], 0),
            *(INSTRUCTIONS["POP_EXCEPT"], 0),
            *(INSTRUCTIONS["LOAD_CONST"], 0),
            *(INSTRUCTIONS["RETURN_VALUE"], 0),
        )
    )
    template = function_template("def set_handled(exception): pass", "<set_handled>")
    code = template.replace(co_code=instructions, co_consts=(None,), co_stacksize=2, co_linetable=_FOUR_NOWHERE)
    return cast("Callable[[BaseException | None], None]", FunctionType(code, {}))


#: Make an exception the handled one; None for none.
set_handled: Final = _assemble()
