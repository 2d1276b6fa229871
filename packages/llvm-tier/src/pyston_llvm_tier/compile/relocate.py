"""LLVM text with the addresses of this process to text without: the same in every run, and what stands for them.

    call void @incref(ptr inttoptr (i64 140234 to ptr))      call void @incref(ptr @k0)
                                                         →   @k0 = external global %any
                                                             values: (140234,)

Whatever a function's machine code depends on is in this text, so its content is the key of the cache, and code that
was made of the same text in another process needs only other values. The type is opaque: LLVM may not conclude
anything from the size of what it stands for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: What stands before an address and behind it.
_BEFORE: Final = "inttoptr (i64 "
_BEHIND: Final = " to ptr)"

#: What the symbols are called, before their number.
PREFIX: Final = "k"


class Relocatable(NamedTuple):
    """Text that any process can use.

    Attributes:
        text: with symbols.
        values: what the symbol of each number stands for here.
    """

    text: str
    values: tuple[int, ...]


def relocatable(text: str) -> Relocatable:
    """Replace all addresses by symbols, numbered by first appearance.

    Args:
        text: a module in which every value of this process stands in the form that `llvm.notation.memory` writes.
    """
    numbers: dict[str, int] = {}
    first, *others = text.split(_BEFORE)
    replaced = [first]
    for part in others:
        value, _, rest = part.partition(_BEHIND)
        replaced.append(f"@{PREFIX}{numbers.setdefault(value, len(numbers))}{rest}")
    declared = "".join([f"@{PREFIX}{number} = external global %any\n" for number in range(len(numbers))])
    return Relocatable(f"%any = type opaque\n{declared}" + "".join(replaced), tuple([int(value) for value in numbers]))
