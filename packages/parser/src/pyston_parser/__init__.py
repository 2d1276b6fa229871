"""Standard ast trees for any supported Python grammar on any host, with CPython's own error messages."""

from pyston_parser.__about__ import __version__
from pyston_parser.api import parse

__all__ = ["__version__", "parse"]
