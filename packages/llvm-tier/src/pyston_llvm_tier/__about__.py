"""The version of pyston-llvm-tier: the one place that states it."""

__version__ = "0.1.0"
