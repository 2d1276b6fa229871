"""Names of `typing`, `functools` and `types` that Pyston's code uses, importing none of them when a program starts.

Importing `typing` (and `mypy_extensions`, which imports it) costs as much as CPython's whole start, `functools` a good
part of it, and `types` a fiftieth. Type checkers and mypyc read the first branch and see the genuine names; at run time
the second defines just what the code evaluates: annotations never are. This module must stay pure Python when the
package is compiled, for mypyc would leave the second branch out.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import partial as partial
    from types import BuiltinFunctionType as BuiltinFunctionType
    from types import CellType as CellType
    from types import ClassMethodDescriptorType as ClassMethodDescriptorType
    from types import CodeType as CodeType
    from types import CoroutineType as CoroutineType
    from types import FrameType as FrameType
    from types import FunctionType as FunctionType
    from types import GeneratorType as GeneratorType
    from types import MethodDescriptorType as MethodDescriptorType
    from types import MethodType as MethodType
    from types import MethodWrapperType as MethodWrapperType
    from types import ModuleType as ModuleType
    from types import TracebackType as TracebackType
    from types import WrapperDescriptorType as WrapperDescriptorType
    from typing import Any as Any
    from typing import Final as Final
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import cast as cast
    from typing import final as final

    from mypy_extensions import i64 as i64
else:
    import sys
    from _functools import partial as partial

    Any = Final = NoReturn = object
    i64 = int

    class Protocol:
        """Stands in for `typing.Protocol`, whose only use here is to be checked statically."""

        def _method(self):
            """Stands in for all methods."""

    def cast(kind, value):
        """`typing.cast`."""
        return value

    def final(kind):
        """`typing.final`."""
        return kind

    def _generator(value):
        yield lambda: value

    async def _coroutine():
        """Stands in for all coroutines."""

    def _traceback():
        try:
            raise LookupError
        except LookupError as error:
            return error.__traceback__

    BuiltinFunctionType = type(len)
    CellType = type(next(_generator(None)).__closure__[0])
    ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
    CodeType = type(cast.__code__)
    FrameType = type(sys._getframe())
    FunctionType = type(cast)
    GeneratorType = type(_generator(None))
    MethodDescriptorType = type(str.join)
    MethodType = type(Protocol()._method)
    MethodWrapperType = type(object().__str__)
    ModuleType = type(sys)
    TracebackType = type(_traceback())
    WrapperDescriptorType = type(object.__init__)
    _started = _coroutine()
    CoroutineType = type(_started)
    _started.close()
