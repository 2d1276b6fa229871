from . import leaf
from .leaf import function as _hidden

__all__ = ["exported", "leaf"]
exported = "exported through " + __all__[0]
not_exported = 1


def __getattr__(name):
    if name == "lazy_attribute":
        return "made by " + __name__
    raise AttributeError(f"no {name} in {__name__}")
