"""The grammar of Python as the error pass tries it, in the notation of `notation`.

The order of alternatives is what decides which of several possible messages is given, so it is CPython's.
"""

from __future__ import annotations

from . import compound, expressions, functions, patterns, simple, strings, targets


def grammar_text() -> str:
    """All rules."""
    texts = (
        simple.RULES,
        compound.RULES,
        functions.RULES,
        patterns.RULES,
        expressions.RULES,
        strings.RULES,
        targets.RULES,
    )
    return "\n".join(texts)
