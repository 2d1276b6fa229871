"""Addresses become symbols: text that is the same in every process."""

from __future__ import annotations

from pyston_llvm_tier.compile.relocate import relocatable
from pyston_llvm_tier.llvm.notation import address, memory, word


def test_symbols_by_first_appearance() -> None:
    found = relocatable(f"load ptr, ptr {memory(1000)}\nload ptr, ptr {memory(2000)}\nload i8, ptr {memory(1000)}\n")
    assert found.values == (1000, 2000)
    assert found.text == (
        "%any = type opaque\n@k0 = external global %any\n@k1 = external global %any\n"
        "load ptr, ptr @k0\nload ptr, ptr @k1\nload i8, ptr @k0\n"
    )


def test_two_processes_have_one_text() -> None:
    def text(namespace: dict[str, int], version: int) -> str:
        return relocatable(f"call void @f(ptr {address(namespace)})\nicmp eq i64 %v, {word(version)}\n").text

    assert text({}, 3000) == text({"a": 1}, 4000)


def test_numbers_that_are_part_of_the_program_stay() -> None:
    assert "add i64 %a, 1000" in relocatable(f"add i64 %a, 1000\nload ptr, ptr {memory(1000)}").text
