"""The host runs the double's programs within its own recursion limit: there is nothing to make room for."""

from __future__ import annotations


class Limits:
    def widen(self, by_a_tier: bool = False) -> None:
        """Leave the limit alone."""


LIMITS = Limits()
