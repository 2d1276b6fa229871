"""The version of pyston-parser: the one place that states it."""

__version__ = "0.1.0"
