"""Types that hot code compares with, as constants of the interpreter's own.

Compiled, a name imported from `types`, or a built-in exception, is looked up in a dict at every use; a `Final` is not.
"""

from __future__ import annotations

from pyston_runtime.interfaces.typed import (
    BuiltinFunctionType,
    CellType,
    CoroutineType,
    Final,
    FunctionType,
    GeneratorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)

FUNCTION: Final = FunctionType
METHOD: Final = MethodType
METHOD_DESCRIPTOR: Final = MethodDescriptorType
WRAPPER_DESCRIPTOR: Final = WrapperDescriptorType
BUILTIN: Final = BuiltinFunctionType
MODULE: Final = ModuleType
CELL: Final = CellType
COROUTINE: Final = CoroutineType
GENERATOR: Final = GeneratorType
BASE_EXCEPTION: Final = BaseException
EXCEPTION: Final = Exception
