"""Object code into memory: an ELF file's sections, with their references filled in.

LLVM could do this too. But it takes 100 ms and 100 MB to import, and when all that a program needs is in the cache,
nothing else asks for it. With the large code model references are 64-bit addresses in full, so that there is little
to fill in. Memory becomes executable only after it was written, and is never unmapped: a frame may still be in it.
"""

from __future__ import annotations

import ctypes
import mmap
import struct
from collections.abc import Callable
from typing import Final, NamedTuple

_PAGE: Final = mmap.PAGESIZE
_ALLOCATED, _WRITABLE = 2, 1
_SYMBOLS, _RELOCATIONS, _ZEROES, _UNWIND = 2, 4, 8, 0x70000001
_ABSOLUTE_64, _RELATIVE_32, _BRANCH_32, _ABSOLUTE_32, _RELATIVE_64 = 1, 2, 4, 10, 24


class LoadError(Exception):
    """Object code that cannot be used; the message says why."""


class Symbol(NamedTuple):
    """Something that object code defines.

    Attributes:
        address: where it is.
        size: in bytes.
        code: whether it is a function.
    """

    address: int
    size: int
    code: bool


class _Section(NamedTuple):
    name: int
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int
    info: int
    alignment: int
    entry_size: int


def load(data: bytes, resolve: Callable[[str], int]) -> dict[str, Symbol]:
    """Put object code into memory.

    Args:
        data: a relocatable ELF file for x86-64.
        resolve: the address of a symbol that the file does not define; raises LoadError for an unknown one.

    Returns:
        What the file defines, by name.

    Raises:
        LoadError: the file has something that is not understood here.
    """
    if data[:6] != b"\x7fELF\x02\x01" or data[16:20] != b"\x01\x00\x3e\x00":
        raise LoadError("not object code of x86-64")
    (sections_at,) = struct.unpack_from("<Q", data, 40)
    (count,) = struct.unpack_from("<H", data, 60)
    sections = [_Section(*struct.unpack_from("<IIQQQQIIQQ", data, sections_at + 64 * index)) for index in range(count)]
    places = _place(data, sections)
    table = next(section for section in sections if section.kind == _SYMBOLS)
    names_at = sections[table.link].offset
    defined: dict[str, Symbol] = {}
    addresses: list[int] = []
    for at in range(table.offset, table.offset + table.size, 24):
        name_at, info, _, section, value, size = struct.unpack_from("<IBBHQQ", data, at)
        start = names_at + name_at
        name = data[start : data.index(b"\0", start)].decode()
        if section in places:
            addresses.append(places[section] + value)
            if name:
                defined[name] = Symbol(places[section] + value, size, info & 15 == 2)
        elif section == 0 and name:
            addresses.append(resolve(name))
        else:
            addresses.append(0)
    for section in sections:
        if section.kind == _RELOCATIONS and section.info in places:
            _fill_in(data, section, places[section.info], addresses)
    _protect(sections, places)
    return defined


def _wanted(section: _Section) -> bool:
    """Whether a section is needed: unwinding tables are for exceptions of C++."""
    return bool(section.flags & _ALLOCATED) and section.size > 0 and section.kind != _UNWIND


def _place(data: bytes, sections: list[_Section]) -> dict[int, int]:
    """Copy the sections, each on pages of its own; their addresses by number."""
    offsets: dict[int, int] = {}
    total = 0
    # what can be written stands on other pages than what can be run
    for writable in (False, True):
        for number, section in enumerate(sections):
            if _wanted(section) and bool(section.flags & _WRITABLE) == writable:
                total = _up(total, max(section.alignment, 1))
                offsets[number] = total
                total += section.size
        total = _up(total, _PAGE)
    base = _map(total)
    for number, offset in offsets.items():
        section = sections[number]
        if section.kind != _ZEROES:
            ctypes.memmove(base + offset, data[section.offset : section.offset + section.size], section.size)
    return {number: base + offset for number, offset in offsets.items()}


def _fill_in(data: bytes, section: _Section, place: int, addresses: list[int]) -> None:
    for at in range(section.offset, section.offset + section.size, 24):
        offset, info, addend = struct.unpack_from("<QQq", data, at)
        kind, value = info & 0xFFFFFFFF, addresses[info >> 32] + addend
        where = place + offset
        if kind == _ABSOLUTE_64:
            ctypes.c_uint64.from_address(where).value = value
        elif kind == _RELATIVE_64:
            ctypes.c_int64.from_address(where).value = value - where
        elif kind in (_RELATIVE_32, _BRANCH_32) and -(2**31) <= value - where < 2**31:
            ctypes.c_int32.from_address(where).value = value - where
        elif kind == _ABSOLUTE_32 and 0 <= value < 2**32:
            ctypes.c_uint32.from_address(where).value = value
        else:
            raise LoadError(f"a reference of kind {kind} to {value:#x}")


def _protect(sections: list[_Section], places: dict[int, int]) -> None:
    """Make what must not be written executable, and no longer writable."""
    fixed = [number for number in places if not sections[number].flags & _WRITABLE]
    if not fixed:
        return
    start = min(places[number] for number in fixed)
    end = max(places[number] + sections[number].size for number in fixed)
    if _LIBC.mprotect(start, _up(end, _PAGE) - start, mmap.PROT_READ | mmap.PROT_EXEC) != 0:
        raise LoadError(f"memory cannot be made executable: error {ctypes.get_errno()}")


def _map(size: int) -> int:
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    found = _LIBC.mmap(None, size, mmap.PROT_READ | mmap.PROT_WRITE, flags, -1, 0)
    if found == ctypes.c_void_p(-1).value:
        raise LoadError(f"no memory for code: error {ctypes.get_errno()}")
    return int(found)


def _up(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple


def _libc() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.mmap.argtypes = [
        ctypes.c_void_p,
        ctypes.c_size_t,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_int64,
    ]
    library.mmap.restype = ctypes.c_void_p
    library.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    return library


_LIBC: Final = _libc()
