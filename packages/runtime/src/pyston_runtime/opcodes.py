"""The numbers of the host's instructions that Pyston puts into code, or takes out of it.

They are what `opcode.opmap` says, written down for the hosts that are known: importing `opcode` takes a twentieth of
CPython's whole start. A test compares them; on any other host `opcode` is asked.
"""

from __future__ import annotations

import sys

from pyston_runtime.interfaces.typed import Any, Final

_NAMES: Final = (
    "JUMP_BACKWARD", "JUMP_FORWARD", "LOAD_CLOSURE", "LOAD_CONST", "LOAD_DEREF", "LOAD_FAST", "LOAD_LOCALS", "NOP",
    "POP_EXCEPT", "POP_TOP", "RAISE_VARARGS", "RERAISE", "RESUME", "RETURN_VALUE",
    "CACHE", "FOR_ITER", "STORE_FAST", "STORE_FAST_LOAD_FAST", "DELETE_GLOBAL",
    "CALL", "DELETE_FAST", "EXTENDED_ARG", "PRECALL", "PUSH_NULL", "UNPACK_SEQUENCE",
)  # fmt: skip

#: By the host's minor version; -1 for what it does not have.
_NUMBERS: Final = {
    11: (140, 110, 136, 100, 137, 124, -1, 9, 89, 1, 130, 119, 151, 83, 0, 93, 125, -1, 98, 171, 126, 144, 166, 2, 92),
    12: (140, 110, 136, 100, 137, 124, 87, 9, 89, 1, 130, 119, 151, 83, 0, 93, 125, -1, 98, 171, 126, 144, -1, 2, 92),
    13: (77, 79, 258, 83, 84, 85, 25, 30, 31, 32, 101, 102, 149, 36, 0, 72, 110, 111, 66, 53, 65, 71, -1, 34, 117),
}
#: How many cache entries follow an instruction, for those that have some.
_CACHES: Final = {
    11: {"CALL": 4, "PRECALL": 1, "UNPACK_SEQUENCE": 1},
    12: {"CALL": 3, "UNPACK_SEQUENCE": 1, "FOR_ITER": 1},
    13: {"CALL": 3, "UNPACK_SEQUENCE": 1, "FOR_ITER": 1, "JUMP_BACKWARD": 1},
}


def _instructions() -> dict[str, int]:
    numbers = _NUMBERS.get(sys.version_info[1]) if sys.implementation.name == "cpython" else None
    if numbers is not None:
        return dict(zip(_NAMES, numbers, strict=True))
    from opcode import opmap

    return {name: opmap.get(name, -1) for name in _NAMES}


#: The numbers by name; -1 for what the host does not have.
INSTRUCTIONS: Final = _instructions()


def _cache_entries() -> dict[str, int]:
    entries = _CACHES.get(sys.version_info[1]) if sys.implementation.name == "cpython" else None
    if entries is not None:
        return entries
    import opcode

    found: Any = getattr(opcode, "_inline_cache_entries")
    # by name from 3.13 on
    places = found if isinstance(found, dict) else {name: found[number] for name, number in opcode.opmap.items()}
    return {name: places[name] for name in _NAMES if places.get(name)}


#: How many cache entries follow an instruction of `INSTRUCTIONS`, for those that have some.
CACHES: Final = _cache_entries()
