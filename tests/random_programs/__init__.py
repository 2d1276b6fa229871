"""Random programs, the same for the same seed, that must behave under Pyston as under CPython."""
