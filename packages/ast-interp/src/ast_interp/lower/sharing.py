"""Signatures and tuples of names that units have in common: half of a program's methods take what others take."""

from __future__ import annotations

from pyston_runtime.interfaces.code import Signature
from pyston_runtime.interfaces.typed import Final

#: Those of units that were made last.
_signatures: Final[dict[tuple[object, ...], Signature]] = {}
_names: Final[dict[tuple[str, ...], tuple[str, ...]]] = {}
_MOST: Final = 512


def shared_signature(
    names: tuple[str, ...], positional_only: int, positional: int, keyword_only: int, variadic: bool, keywords: bool
) -> Signature:
    """The signature of these parts."""
    key = (names, positional_only, positional, keyword_only, variadic, keywords)
    found = _signatures.get(key)
    if found is None:
        if len(_signatures) >= _MOST:
            _signatures.clear()
        found = Signature(shared_names(names), positional_only, positional, keyword_only, variadic, keywords)
        _signatures[key] = found
    return found


def shared_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names, or a tuple that is equal to them."""
    found = _names.get(names)
    if found is None:
        if len(_names) >= _MOST:
            _names.clear()
        found = _names[names] = names
    return found
