"""The parser of the old Pyston, kept for comparison: a CPython process that parses and sends the tree back.

`child` runs in that process, `wire` reads what it sends, `client` keeps the process and is the parser.
"""

from pyston_cli.subprocess_parser.client import SubprocessParser

__all__ = ["SubprocessParser"]
