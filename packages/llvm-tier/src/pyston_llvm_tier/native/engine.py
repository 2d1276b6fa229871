"""The machine code of this process: the shared helpers, what loads code beside them, and what code refers to.

It lives as long as the process; code is never unmapped, because a frame may still be in it.
"""

from __future__ import annotations

import ctypes
import resource
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from pyston_llvm_tier.compile.objects import ObjectSource
from pyston_llvm_tier.compile.relocate import PREFIX, Relocatable, relocatable
from pyston_llvm_tier.compile.service import Job, Service
from pyston_llvm_tier.compile.settings import PEAK
from pyston_llvm_tier.llvm.entering import entry_data
from pyston_llvm_tier.llvm.library import shared
from pyston_llvm_tier.llvm.notation import STACK_MARGIN
from pyston_llvm_tier.native.activations import activations
from pyston_llvm_tier.native.layouts import Layout
from pyston_llvm_tier.native.loader import LoadError, Symbol, load
from pyston_llvm_tier.native.perf_map import PerfMap
from pyston_runtime.interfaces.tier import Activation

if TYPE_CHECKING:
    from pyston_llvm_tier.native.code import EntryPoint, NativeCode

_METH_FASTCALL: Final = 0x80


class _MethodDefinition(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("doc", ctypes.c_char_p),
    ]


class Engine:
    """Loaded code.

    Attributes:
        source: where object code comes from.
        service: what makes it in the background.
        milliseconds: how long it took to get ready: LLVM's import and the helpers.
        problem: why the helpers are not there and never will be, or empty.
    """

    def __init__(self, host: Layout, unset: object, source: ObjectSource, perf_map: PerfMap | None) -> None:
        self.source = source
        self.service = Service(source)
        self.problem = ""
        self.milliseconds = 0.0
        self._perf_map = perf_map
        self._kept: list[object] = []
        self._helpers: dict[str, Symbol] = {}
        self._definition: _MethodDefinition | None = None
        self._asked = False
        #: What can be seen of its callers, by the numbers that its sites have.
        self.seen: list[tuple[NativeCode, EntryPoint]] = []
        main = threading.main_thread().ident or 0
        self._main = (ctypes.c_uint64 * 2)(_main_stack_limit(), 0)
        self._shared = relocatable(shared(host, unset, main, ctypes.addressof(self._main), _thread_key()))

    def ready(self, wait: bool) -> bool:
        """Whether the shared helpers are loaded; they are asked for first.

        Args:
            wait: whether to make them here and now where the cache does not have them.
        """
        if self._helpers or self.problem:
            return not self.problem
        begin = time.thread_time()
        try:
            self._get_ready(wait)
        finally:
            self.milliseconds += (time.thread_time() - begin) * 1000
        return bool(self._helpers)

    def _get_ready(self, wait: bool) -> None:
        data = self.source.cached(self._shared.text, PEAK) if not self._asked else None
        if data is None and wait:
            data = self.source.make(self._shared.text, PEAK)
        if data is not None:
            self._install_helpers(data, 0.0)
        elif not self._asked:
            self.service.submit(Job(self._shared, PEAK, lambda: True, self._install_helpers, self._fail), True)
        self._asked = True

    def _install_helpers(self, data: bytes, milliseconds: float) -> None:
        self.milliseconds += milliseconds
        self._helpers = self.load(data, self._shared, "")

    def _fail(self, reason: str) -> None:
        self.problem = reason

    def asked_again(self) -> None:
        """Ask for the helpers once more: those who were to make them are in the parent process."""
        self._asked = bool(self._helpers)

    def load(self, data: bytes, code: Relocatable, name: str) -> dict[str, Symbol]:
        """Load object code; what it defines.

        Args:
            data: the object code.
            code: what it was made of.
            name: for the perf map.

        Raises:
            LoadError: it refers to something unknown.
        """

        def resolve(symbol: str) -> int:
            number = symbol.removeprefix(PREFIX)
            if number.isdecimal() and number != symbol:
                return code.values[int(number)]
            helper = self._helpers.get(symbol)
            return _of_the_host(symbol) if helper is None else helper.address

        symbols = load(data, resolve)
        if self._perf_map is not None:
            self._perf_map.write(symbols, name)
        return symbols

    def callable(self, word: int, slots: list[int]) -> Any:
        """A built-in function by which the interpreter enters the code whose address stands in a word.

        Args:
            word: the address of the word.
            slots: of the arguments that the code takes.
        """
        if self._definition is None:
            self._definition = _MethodDefinition(
                b"compiled", self._helpers["pyston_enter"].address, _METH_FASTCALL, None
            )
        make = ctypes.pythonapi.PyCFunction_NewEx
        make.argtypes = [ctypes.c_void_p, ctypes.py_object, ctypes.c_void_p]
        make.restype = ctypes.py_object
        return make(ctypes.addressof(self._definition), entry_data(word, slots), None)

    def activations(self) -> list[Activation]:
        """What runs compiled code in this thread, the innermost first."""
        helper = self._helpers.get("pyston_thread")
        if helper is None:
            return []
        memory = ctypes.PYFUNCTYPE(ctypes.c_uint64)(helper.address)()
        return activations(memory, self.seen)

    def keep(self, value: object) -> None:
        """Keep what compiled code refers to by address."""
        self._kept.append(value)


def _of_the_host(symbol: str) -> int:
    """The address of a function of CPython's or of the C library."""
    for library in (ctypes.pythonapi, _PROCESS):
        try:
            found = ctypes.cast(getattr(library, symbol), ctypes.c_void_p).value
        except AttributeError:
            continue
        if found:
            return found
    raise LoadError(f"the process has no {symbol}")


_PROCESS: Final = ctypes.CDLL(None)


def _thread_key() -> int:
    """A key under which each thread has memory of its own, which is given back when it ends."""
    library = ctypes.CDLL(None)
    key = ctypes.c_uint32()
    if library.pthread_key_create(ctypes.byref(key), ctypes.cast(library.free, ctypes.c_void_p)) != 0:
        raise OSError("there is no memory of threads' own")
    return key.value


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
