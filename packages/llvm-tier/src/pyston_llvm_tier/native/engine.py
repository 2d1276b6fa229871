"""LLVM itself: text to machine code in one MCJIT engine. The only module that imports llvmlite, and late.

The engine lives as long as the process; code is never unmapped, because a frame may still be in it.
"""

from __future__ import annotations

import ctypes
import resource
import threading
from typing import Any, Final

from llvmlite import binding

from pyston_llvm_tier.llvm.library import STACK_MARGIN, shared
from pyston_llvm_tier.native.layouts import Layout
from pyston_llvm_tier.options import OPTIONS

_METH_FASTCALL: Final = 0x80


class _MethodDefinition(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("doc", ctypes.c_char_p),
    ]


class Engine:
    """The engine with the shared helpers in it."""

    def __init__(self, host: Layout, unset: object) -> None:
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        target = binding.Target.from_default_triple()
        self.machine = target.create_target_machine(
            cpu=binding.get_host_cpu_name(),
            features=binding.get_host_cpu_features().flatten(),
            opt=OPTIONS.codegen,
            jit=True,
        )
        self._engine: Any = binding.create_mcjit_compiler(binding.parse_assembly(""), self.machine)
        self._kept: list[object] = []
        limit = _main_stack_limit()
        text = shared(host, unset, limit).replace(
            "@pyston_main_thread = global i64 0",
            f"@pyston_main_thread = global i64 {threading.main_thread().ident or 0}",
        )
        self.add(text)

    def add(self, text: str) -> None:
        """Compile a module and load it."""
        self._engine.add_module(self._optimised(text))
        self._engine.finalize_object()

    def assembly(self, text: str) -> str:
        """The assembly of a module."""
        return str(self.machine.emit_assembly(self._optimised(text)))

    def _optimised(self, text: str) -> Any:
        module = binding.parse_assembly(text)
        module.verify()
        self._optimise(module)
        return module

    def _optimise(self, module: Any) -> None:
        tuning = binding.create_pipeline_tuning_options(speed_level=OPTIONS.level)
        tuning.loop_vectorization = False
        tuning.slp_vectorization = False
        tuning.loop_unrolling = False
        tuning.loop_interleaving = False
        passes = binding.create_pass_builder(self.machine, tuning)
        passes.getModulePassManager().run(module, passes)

    def address(self, name: str) -> int:
        """Where a function is."""
        return int(self._engine.get_function_address(name))

    def callable(self, name: str) -> Any:
        """A built-in function that calls the entry `name`."""
        definition = _MethodDefinition(b"compiled", self.address(name), _METH_FASTCALL, None)
        self._kept.append(definition)
        make = ctypes.pythonapi.PyCFunction_NewEx
        make.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        make.restype = ctypes.py_object
        return make(ctypes.addressof(definition), None, None)

    def keep(self, value: object) -> None:
        """Keep what compiled code refers to by address."""
        self._kept.append(value)


def _main_stack_limit() -> int:
    """The lowest address that compiled code may use on the main thread's stack."""
    library = ctypes.CDLL(None)
    attributes = ctypes.create_string_buffer(128)
    low, size = ctypes.c_uint64(), ctypes.c_uint64()
    main = ctypes.c_uint64(threading.main_thread().ident or 0)
    if library.pthread_getattr_np(main, attributes) != 0:
        raise OSError("the main thread's stack is not known")
    library.pthread_attr_getstack(attributes, ctypes.byref(low), ctypes.byref(size))
    library.pthread_attr_destroy(attributes)
    soft, _ = resource.getrlimit(resource.RLIMIT_STACK)
    top = low.value + size.value
    usable = 8 * 2**20 if soft == resource.RLIM_INFINITY else min(soft, size.value)
    return int(top - usable + STACK_MARGIN)
