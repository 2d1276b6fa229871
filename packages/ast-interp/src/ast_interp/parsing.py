"""Find a parser: the one registered under the entry point group `pyston.parsers`, else the host's `ast.parse`."""

from __future__ import annotations

from pyston_runtime.interfaces.parser import Parser
from pyston_runtime.interfaces.typed import cast
from pyston_runtime.parsers.host import HostParser


def default_parser() -> Parser:
    """The parser to use when none is named: `native` where it is installed."""
    from importlib.metadata import entry_points

    for entry in entry_points(group="pyston.parsers"):
        if entry.name == "native":
            found: object = entry.load()
            parser = found() if isinstance(found, type) else found
            return cast(Parser, parser)
    return HostParser()
