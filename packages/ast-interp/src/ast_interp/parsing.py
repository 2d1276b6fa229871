"""Find a parser: the one registered under the entry point group `pyston.parsers`, else the host's `ast.parse`."""

from __future__ import annotations

import ast
from typing import cast, final

from pyston_runtime.interfaces.parser import Parser


@final
class HostParser:
    """The host's own parser."""

    name = "host"

    def parse(
        self,
        source: str | bytes,
        filename: str,
        mode: str = "exec",
        *,
        feature_version: tuple[int, int] | None = None,
        type_comments: bool = False,
    ) -> ast.AST:
        """`ast.parse`."""
        return cast(
            ast.AST,
            ast.parse(source, filename, mode, feature_version=feature_version, type_comments=type_comments),
        )


def default_parser() -> Parser:
    """The parser to use when none is named: `native` where it is installed."""
    from importlib.metadata import entry_points

    for entry in entry_points(group="pyston.parsers"):
        if entry.name == "native":
            found: object = entry.load()
            parser = found() if isinstance(found, type) else found
            return cast(Parser, parser)
    return HostParser()
