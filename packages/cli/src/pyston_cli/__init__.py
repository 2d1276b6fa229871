"""Run Python programs with Pyston: pyston-cli run prog.py in place of python prog.py."""

from pyston_cli.__about__ import __version__

__all__ = ["__version__"]
