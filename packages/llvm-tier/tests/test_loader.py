"""Object code into memory: code, constants, data that is written, tables of jumps, and references to the host."""

from __future__ import annotations

import ctypes

import pytest

from pyston_llvm_tier.compile.generator import Generator
from pyston_llvm_tier.compile.settings import CHEAP, PEAK
from pyston_llvm_tier.native.loader import LoadError, load

TEXT = """
@count = internal global i64 5
@table = internal constant [3 x i64] [i64 7, i64 8, i64 9]
@zeroes = internal global [100 x i64] zeroinitializer
@k0 = external global i8
declare i64 @helper(i64)

define internal i64 @local(i64 %a) noinline {
  %b = mul i64 %a, 3
  ret i64 %b
}

define i64 @body(i64 %a) {
  %n = load i64, ptr @count
  %m = add i64 %n, 1
  store i64 %m, ptr @count
  %p = getelementptr [3 x i64], ptr @table, i64 0, i64 %a
  %t = load i64, ptr %p
  %z = load i64, ptr @zeroes
  %l = call i64 @local(i64 %t)
  %h = call i64 @helper(i64 %l)
  %s = add i64 %h, %m
  %r = add i64 %s, %z
  ret i64 %r
}

define i64 @where() {
  ret i64 ptrtoint (ptr @k0 to i64)
}

define double @chosen(i64 %a) {
  switch i64 %a, label %other [ i64 0, label %a0 i64 1, label %a1 i64 2, label %a2 i64 3, label %a3 i64 4, label %a4 ]
a0:
  ret double 1.5
a1:
  ret double 3.25
a2:
  ret double 0.1
a3:
  ret double 7.0e9
a4:
  ret double -2.0
other:
  ret double 0.0
}
"""

HELPER = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(lambda value: value + 1000)


def resolve(name: str) -> int:
    found = {"k0": 2**46 + 5, "helper": ctypes.cast(HELPER, ctypes.c_void_p).value}.get(name)
    if found is None:
        raise LoadError(f"no {name}")
    return found


@pytest.mark.parametrize("setting", [CHEAP, PEAK])
def test_code_runs(setting: str) -> None:
    symbols = load(Generator().object(TEXT, setting), resolve)
    body = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(symbols["body"].address)
    assert [body(0), body(1), body(2)] == [1027, 1031, 1035]
    assert ctypes.CFUNCTYPE(ctypes.c_int64)(symbols["where"].address)() == 2**46 + 5
    chosen = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64)(symbols["chosen"].address)
    assert [chosen(number) for number in range(6)] == [1.5, 3.25, 0.1, 7.0e9, -2.0, 0.0]
    assert symbols["body"].code and symbols["body"].size > 0


def test_each_loading_has_data_of_its_own() -> None:
    data = Generator().object(TEXT, PEAK)
    kind = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)
    first, second = (kind(load(data, resolve)["body"].address) for _ in range(2))
    assert [first(0), first(0), second(0)] == [1027, 1028, 1027]


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(LoadError, match="no nowhere"):
        load(
            Generator().object("declare void @nowhere()\ndefine void @f() {\ncall void @nowhere()\nret void\n}", PEAK),
            resolve,
        )


@pytest.mark.parametrize("data", [b"", b"\x7fELF", b"not object code at all" * 9])
def test_what_is_no_object_code_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError):
        load(data, resolve)
