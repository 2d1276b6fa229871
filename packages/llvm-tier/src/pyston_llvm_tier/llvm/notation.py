"""What all generated text has in common: the tags of results, marks of branches, objects and places as constants, and
what is left of the C stack.
"""

from __future__ import annotations

from typing import Final

#: Tags: an exception is set; an object, owned; unboxed values; control left at instruction `value`, raising or not; the
#: slots are not what the code was made for.
ERROR: Final = 0
OBJECT: Final = 1
INT: Final = 2
FLOAT: Final = 3
BOOL: Final = 4
LEFT: Final = 5
LEFT_RAISING: Final = 6
REFUSED: Final = 7

TAG_OF_BASE: Final = {"int": INT, "float": FLOAT, "bool": BOOL}

#: Marks of branches that nearly always go one way: the second, the first.
UNLIKELY: Final = "!0"
LIKELY: Final = "!1"

#: How much of the C stack compiled code leaves to those it calls, in bytes.
STACK_MARGIN: Final = 256 * 1024


def address(value: object) -> str:
    """An object as an LLVM constant."""
    return memory(id(value))


def memory(place: int) -> str:
    """A place in memory as an LLVM constant. `compile.relocate` finds it by this form."""
    return f"inttoptr (i64 {place} to ptr)"


def word(number: int) -> str:
    """A positive number that another run of the program may have another of (a version, an address), as an i64."""
    return f"ptrtoint (ptr {memory(number)} to i64)"


def each_slot(work: str, before: str = "0", last: str = "put") -> str:
    """The text of a loop: something is done for each `%index` below `%count`.

    Args:
        work: what; it begins in the block `%one`.
        before: the block that the loop comes after; "0" for the first one of a function that names none.
        last: the block that `work` ends in.

    Returns:
        The loop, and the label of the block behind it, `done`.
    """
    return f"""\
  br label %loop
loop:
  %index = phi i64 [ 0, %{before} ], [ %next, %{last} ]
  %more = icmp slt i64 %index, %count
  br i1 %more, label %one, label %done
one:
{work}\
  %next = add i64 %index, 1
  br label %loop
done:
"""
