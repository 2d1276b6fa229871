"""The version of pyston-cli: the one place that states it."""

__version__ = "0.1.0"
