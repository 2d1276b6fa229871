"""Settings of the tier, from `PYSTON_LLVM` in the environment: `fail=2/7,level=1`.

`fail=R/M` is the stress mode: of all guards, those whose number leaves R when divided by M fail whenever they are
reached, so that M runs make each of them fail.
"""

from __future__ import annotations

import os
from typing import Final, final


@final
class Options:
    """The settings.

    Attributes:
        fail_rest, fail_of: which guards fail; `fail_of` 0 for none.
        level: LLVM's optimisation level, 0 to 3.
        codegen: the code generator's level, 0 to 3.
        largest: the most IR instructions that are compiled.
        verify: whether the IR is verified after every stage.
    """

    def __init__(self, text: str) -> None:
        self.fail_rest = 0
        self.fail_of = 0
        self.level = 2
        self.codegen = 2
        self.largest = 4000
        self.verify = False
        for part in filter(None, text.split(",")):
            name, _, value = part.strip().partition("=")
            if name == "fail":
                rest, _, of = value.partition("/")
                self.fail_rest, self.fail_of = int(rest), int(of)
            elif name in ("level", "codegen", "largest"):
                setattr(self, name, int(value))
            elif name == "verify":
                self.verify = value == "1"
            else:
                raise ValueError(f"PYSTON_LLVM: there is no setting {name!r}")

    def fails(self, number: int) -> bool:
        """Whether the stress mode makes the guard with this exit fail."""
        return self.fail_of > 0 and number % self.fail_of == self.fail_rest


OPTIONS: Final = Options(os.environ.get("PYSTON_LLVM", ""))
