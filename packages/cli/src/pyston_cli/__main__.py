"""The start of `pyston-cli` and of `python -m pyston_cli`.

The program that runs must not see how it was started, so the entry that the host made for us at the head of `sys.path`
goes first, before anything else could be imported from there.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line in `sys.argv` and return the exit status."""
    if not sys.flags.safe_path:
        del sys.path[0]
    if sys.argv[1:2] == ["run"]:
        from pyston_cli.run import run

        return run(sys.argv[2:])
    from pyston_cli.commands import dispatch

    return dispatch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
