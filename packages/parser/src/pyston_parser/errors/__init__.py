"""The error pass: CPython's exception for a source that the fast parser has refused.

`diagnose` reads the source again, slowly and in CPython's own order, to find the message and range that CPython of a
given version would give.
"""

from __future__ import annotations

from .diagnosis import diagnose

__all__ = ["diagnose"]
