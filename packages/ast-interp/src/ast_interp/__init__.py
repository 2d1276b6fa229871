"""A full-language Python interpreter that can be embedded, limited, paused, snapshotted and traced."""

from ast_interp.__about__ import __version__

__all__ = ["__version__"]
