"""The passes, in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyston_llvm_tier.ir.model import Function
from pyston_llvm_tier.ir.verify import verify
from pyston_llvm_tier.passes.known_classes import drop_known_guards

PASSES: Final[tuple[Callable[[Function], None], ...]] = (drop_known_guards,)


def run_passes(function: Function, check: bool) -> Function:
    """Run every pass on a function.

    Args:
        function: as it was built; changed in place.
        check: whether the verifier looks at it before and after each pass.

    Raises:
        ValueError: what the verifier found.
    """
    if check:
        verify(function)
    for run in PASSES:
        run(function)
        if check:
            verify(function)
    return function
