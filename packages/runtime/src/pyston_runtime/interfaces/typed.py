"""Names of `typing` and `functools` that Pyston's code uses, without importing either when a program starts.

Importing `typing` (and `mypy_extensions`, which imports it) costs as much as CPython's whole start, and `functools` a
good part of it. Type checkers and mypyc read the first branch and see the genuine names; at run time the second defines
just what the code evaluates: annotations never are. This module must stay pure Python when the package is compiled, for
mypyc would leave the second branch out.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import partial as partial
    from typing import Any as Any
    from typing import Final as Final
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import cast as cast
    from typing import final as final

    from mypy_extensions import i64 as i64
else:
    from _functools import partial as partial

    Any = Final = NoReturn = object
    i64 = int

    class Protocol:
        """Stands in for `typing.Protocol`, whose only use here is to be checked statically."""

    def cast(kind, value):
        """`typing.cast`."""
        return value

    def final(kind):
        """`typing.final`."""
        return kind
