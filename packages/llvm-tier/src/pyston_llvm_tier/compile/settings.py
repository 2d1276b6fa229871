"""The two settings of the generator: code that is made quickly, and code that is good."""

from __future__ import annotations

from typing import Final

CHEAP: Final = "cheap"
PEAK: Final = "peak"
