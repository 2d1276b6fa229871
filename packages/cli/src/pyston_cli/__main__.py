"""The start of `python -m pyston_cli`; the script `pyston-cli` does the same.

The program that runs must not see how it was started, so the entry that the host made for us at the head of `sys.path`
goes first, before anything else could be imported from there.
"""

import sys

from pyston_cli import main

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(main())
