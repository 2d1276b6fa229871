"""Run Python programs with Pyston: pyston-cli run prog.py in place of python prog.py."""

import sys

__all__ = ["__version__", "main"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_cli.__about__ import __version__


def main() -> int:
    """Run the command line in `sys.argv` and return the exit status."""
    if sys.argv[1:2] == ["run"]:
        from pyston_cli.run import run

        return run(sys.argv[2:])
    from pyston_cli.commands import dispatch

    return dispatch(sys.argv[1:])


def __getattr__(name: str) -> object:
    """The version is read when it is asked for: no program needs it."""
    if name == "__version__":
        from pyston_cli.__about__ import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
