"""LLVM's functions, called in llvmlite's shared library without importing llvmlite.

Its package `binding` would import some forty modules of the standard library in the middle of a program, which finds
them in `sys.modules`, and which may have put functions of its own where their module-level code calls: one that
collects what is given to `re.compile` would collect theirs. It would also be half of the time to first code. The
library's functions are no public interface, so `pyproject.toml` admits the versions that this was tried with.

A call lets other threads of the program run; LLVM itself is used by one thread at a time.
"""

from __future__ import annotations

import ctypes
import os
from importlib.util import find_spec
from typing import Any, Final

#: What is needed of the library: the result's type, and the parameters' types. Objects of LLVM are addresses.
_POINTER, _TEXT, _INT, _FLAG = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_bool
_ANSWER: Final = ctypes.POINTER(ctypes.c_void_p)
_FUNCTIONS: Final[dict[str, tuple[Any, ...]]] = {
    "InitializeNativeTarget": (None,),
    "InitializeNativeAsmPrinter": (None,),
    "DisposeString": (None, _POINTER),
    "ContextCreate": (_POINTER,),
    "ContextDispose": (None, _POINTER),
    "ParseAssembly": (_POINTER, _POINTER, _TEXT, _ANSWER),
    "VerifyModule": (_FLAG, _POINTER, _ANSWER),
    "DisposeModule": (None, _POINTER),
    "GetDefaultTargetTriple": (None, _ANSWER),
    "GetHostCPUName": (None, _ANSWER),
    "GetHostCPUFeatures": (_INT, _ANSWER),
    "GetTargetFromTriple": (_POINTER, _TEXT, _ANSWER),
    "CreateTargetMachine": (_POINTER, _POINTER, _TEXT, _TEXT, _TEXT, _INT, _TEXT, _TEXT, _INT, _INT, _TEXT),
    "TargetMachineEmitToMemory": (_POINTER, _POINTER, _POINTER, _INT, _ANSWER),
    "GetBufferStart": (_POINTER, _POINTER),
    "GetBufferSize": (ctypes.c_size_t, _POINTER),
    "DisposeMemoryBuffer": (None, _POINTER),
    "CreatePipelineTuningOptions": (_POINTER,),
    "DisposePipelineTuningOptions": (None, _POINTER),
    "CreatePassBuilder": (_POINTER, _POINTER, _POINTER),
    "DisposePassBuilder": (None, _POINTER),
    "CreateNewModulePassManager": (_POINTER,),
    "DisposeNewModulePassManger": (None, _POINTER),
    "RunNewModulePassManager": (None, _POINTER, _POINTER, _POINTER),
    "module_AddAlwaysInlinerPass": (None, _POINTER),
    "module_AddSROAPass": (None, _POINTER),
    "module_AddSimplifyCFGPass": (None, _POINTER),
    "module_AddNewGVNPass": (None, _POINTER),
    "module_AddDSEPass": (None, _POINTER),
}
#: The functions that take long, during which other threads run. After each of them the compiler's thread has to get the
#: interpreter's lock back from a program that hardly ever gives it away, so the others keep it.
_LONG: Final = frozenset({"ParseAssembly", "RunNewModulePassManager", "TargetMachineEmitToMemory"})
_PREFIX: Final = "LLVMPY_"


def library_path() -> str:
    """Where llvmlite's shared library is.

    Raises:
        ImportError: llvmlite is not installed.
    """
    spec = find_spec("llvmlite")
    if spec is None or spec.origin is None:
        raise ImportError("llvmlite is not installed")
    return os.path.join(os.path.dirname(spec.origin), "binding", "libllvmlite.so")


class Library:
    """The shared library.

    Raises:
        ImportError: there is none, or it is not one that is known here.
    """

    def __init__(self) -> None:
        try:
            path = library_path()
            libraries = {True: ctypes.CDLL(path), False: ctypes.PyDLL(path)}
            self._functions = {
                name: _function(libraries[name in _LONG], name, *types) for name, types in _FUNCTIONS.items()
            }
        except (AttributeError, OSError) as error:
            raise ImportError(f"llvmlite cannot be used: {error}") from error

    def call(self, name: str, *arguments: object) -> Any:
        """Call a function by its name without the prefix that all have."""
        return self._functions[name](*arguments)

    def text(self, name: str, *arguments: object) -> str:
        """Call a function whose last parameter takes a text that it answers with."""
        return self.answer(name, *arguments)[1]

    def answer(self, name: str, *arguments: object) -> tuple[Any, str]:
        """The same; its result, and the text, which is empty where it gives none."""
        place = ctypes.c_void_p()
        result = self.call(name, *arguments, ctypes.byref(place))
        if not place.value:
            return result, ""
        text = ctypes.string_at(place.value).decode("utf-8", "replace")
        self.call("DisposeString", place)
        return result, text


def _function(library: ctypes.CDLL, name: str, result: Any, *parameters: Any) -> Any:
    function = getattr(library, _PREFIX + name)
    function.restype = result
    function.argtypes = parameters
    return function
