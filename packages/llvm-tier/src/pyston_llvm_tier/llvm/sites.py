"""Sites: the places in compiled code from where something is called, and what its record shows there.

Every code has a number, and each of its sites one within it. What a record holds is made of both; it stands in the
text as addresses do, since another run of the program numbers its codes otherwise.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pyston_llvm_tier.ir.kinds import Kind


class Held(NamedTuple):
    """Where a record has the value of a local that has no object there.

    Attributes:
        slot: the local.
        kind: how it is represented.
        words: the words of the record that hold it.
        bound: the word that tells whether there is one; -1 where there always is.
    """

    slot: int
    kind: Kind
    words: tuple[int, ...]
    bound: int


class Site(NamedTuple):
    """A place in compiled code from where something is called.

    Attributes:
        pc: the register instruction.
        held: the locals whose values are not in the record as objects.
    """

    pc: int
    held: tuple[Held, ...]


#: The number of a code's first site: far from all addresses.
_FIRST_SITE: Final = 1 << 62
#: How many sites each code can have.
MOST_SITES: Final = 1 << 20


def site_number(code: int, index: int) -> int:
    """What a record holds for a site of a code."""
    return _FIRST_SITE + code * MOST_SITES + index


def site_of(number: int) -> tuple[int, int]:
    """The code and the index of a site."""
    return divmod(number - _FIRST_SITE, MOST_SITES)
