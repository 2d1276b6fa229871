"""The key of object code: a digest of all that it depends on.

The text without addresses (`compile.relocate`) holds the function, what was seen of it, the layouts of the host and
every setting of the generator of text. Besides that, machine code depends on LLVM's setting, its version and the
processor; the versions of the host and of Pyston are in the key so that a mistake in one is not carried to another.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec

from pyston_llvm_tier.__about__ import __version__
from pyston_llvm_tier.options import OPTIONS


def key(text: str, setting: str) -> str:
    """The key of the object code of a text.

    Args:
        text: LLVM text without addresses.
        setting: which setting makes code of it.
    """
    digest = hashlib.sha256(fingerprint().encode())
    digest.update(f"{setting} {OPTIONS.codegen}\0".encode())
    digest.update(text.encode())
    return digest.hexdigest()


@cache
def fingerprint() -> str:
    """The host, its processor, LLVM and Pyston, as one text."""
    return "\n".join([__version__, sys.version, os.uname().machine, llvm_version(), processor()])


def llvm_version() -> str:
    """llvmlite's version and where it is, without importing it; empty where that cannot be told."""
    spec = find_spec("llvmlite")
    if spec is None or spec.origin is None:
        return ""
    try:
        with open(os.path.join(os.path.dirname(spec.origin), "_version.py"), encoding="utf-8") as stream:
            return f"{spec.origin}\n{stream.read()}"
    except OSError:
        return ""


def processor() -> str:
    """What the processor is and can do, as Linux tells it; empty where it does not."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as stream:
            first = stream.read(8192).partition("\n\n")[0]
    except OSError:
        return ""
    kept = ("vendor_id", "cpu family", "model", "stepping", "flags", "Features", "CPU ")
    return "\n".join(line for line in first.splitlines() if line.startswith(kept))
