"""LLVM itself: text to object code and to assembly.

Two settings of one generator. `CHEAP` makes code quickly: enough passes that values live in registers, and the code
generator that does not optimise. `PEAK` adds the passes that find what is computed or stored twice, which is much of
code that was written an instruction at a time, and the code generator that does. LLVM's own pipelines take half as long
again at their first level, for code that is hardly faster (docs/decisions/0020 of the repository).
"""

from __future__ import annotations

import ctypes
from typing import Final

from pyston_llvm_tier.compile.bindings import Library
from pyston_llvm_tier.compile.settings import CHEAP, PEAK
from pyston_llvm_tier.options import OPTIONS

_PASSES: Final = {
    CHEAP: ("AlwaysInliner", "SROA", "SimplifyCFG"),
    PEAK: ("AlwaysInliner", "SROA", "SimplifyCFG", "NewGVN", "DSE", "SimplifyCFG"),
}


class Generator:
    """The target machines. LLVM is used by one thread at a time; `compile.service` sees to that.

    Raises:
        ImportError: llvmlite is not there or cannot be used.
        RuntimeError: LLVM does not know this processor.
    """

    def __init__(self) -> None:
        self._library = Library()
        self._library.call("InitializeNativeTarget")
        self._library.call("InitializeNativeAsmPrinter")
        self._machines = {CHEAP: self._machine(0), PEAK: self._machine(OPTIONS.codegen)}

    def object(self, text: str, setting: str) -> bytes:
        """The object code of a module.

        Args:
            text: LLVM text.
            setting: `CHEAP` or `PEAK`.

        Raises:
            RuntimeError: LLVM does not accept the text.
        """
        return self._made(text, setting, True)

    def assembly(self, text: str, setting: str) -> str:
        """The same as assembly."""
        return self._made(text, setting, False).decode("utf-8", "replace")

    def _made(self, text: str, setting: str, as_object: bool) -> bytes:
        """The code of a module, as object code or as assembly; all that LLVM needed for it is given back."""
        call = self._library.call
        context = call("ContextCreate")
        try:
            module, problem = self._library.answer("ParseAssembly", context, text.encode())
            if not module:
                raise RuntimeError(f"LLVM does not accept the text: {problem}")
            try:
                self._optimise(module, setting)
                return self._emitted(module, setting, as_object)
            finally:
                call("DisposeModule", module)
        finally:
            call("ContextDispose", context)

    def _optimise(self, module: int, setting: str) -> None:
        call = self._library.call
        if OPTIONS.verify:
            wrong, problem = self._library.answer("VerifyModule", module)
            if wrong:
                raise RuntimeError(problem)
        tuning = call("CreatePipelineTuningOptions")
        builder = call("CreatePassBuilder", self._machines[setting], tuning)
        passes = call("CreateNewModulePassManager")
        for name in _PASSES[setting]:
            call(f"module_Add{name}Pass", passes)
        call("RunNewModulePassManager", passes, module, builder)
        call("DisposeNewModulePassManger", passes)
        call("DisposePassBuilder", builder)
        call("DisposePipelineTuningOptions", tuning)

    def _emitted(self, module: int, setting: str, as_object: bool) -> bytes:
        call = self._library.call
        machine = self._machines[setting]
        buffer, problem = self._library.answer("TargetMachineEmitToMemory", machine, module, int(as_object))
        if not buffer:
            raise RuntimeError(problem)
        try:
            return ctypes.string_at(call("GetBufferStart", buffer), call("GetBufferSize", buffer))
        finally:
            call("DisposeMemoryBuffer", buffer)

    def _machine(self, level: int) -> int:
        """A target machine for this processor; code may stand anywhere in memory, far from what it refers to."""
        text = self._library.text
        triple = text("GetDefaultTargetTriple").encode()
        target, problem = self._library.answer("GetTargetFromTriple", triple)
        if not target:
            raise RuntimeError(problem)
        processor, features = text("GetHostCPUName").encode(), text("GetHostCPUFeatures").encode()
        given = (target, triple, processor, features, level, b"static", b"large", 0, 1, b"")
        machine: int = self._library.call("CreateTargetMachine", *given)
        return machine
