"""The parser in a child process against the contract that any parser is put through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pyston_cli.subprocess_parser import SubprocessParser
from pyston_runtime.interfaces.contracts.parsers import ParserContract


class TestContract(ParserContract):
    @pytest.fixture(autouse=True)
    def close_child(self) -> Iterator[None]:
        """No child process outlives its test."""
        self.made = SubprocessParser()
        yield
        self.made.close()

    def parser(self) -> SubprocessParser:
        return self.made
