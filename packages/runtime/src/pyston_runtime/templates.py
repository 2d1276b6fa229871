"""Compile the texts of which our own code objects are made.

Strings stand in them for objects: they are called and compared by identity, of which the host warns. That is nothing
for the program to see; nor is it to see us import `warnings` to say so, for which it may have an `__import__` of its
own that needs these very texts to be run.
"""

from __future__ import annotations

import sys
from types import CodeType

from pyston_runtime.interfaces.typed import Any, cast


def compiled_template(text: str, filename: str) -> CodeType:
    """The host's code of a text; its placeholders are among its constants."""
    warnings: Any = sys.modules.get("warnings")
    if warnings is None:
        warnings = cast(Any, sys.modules["_frozen_importlib"])._gcd_import("warnings")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return compile(text, filename, "exec", dont_inherit=True, optimize=0)
