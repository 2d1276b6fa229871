"""The parser against the contract that any parser of Pyston's is put through."""

from __future__ import annotations

import pytest

pytest.importorskip("pyston_runtime", reason="the contract is part of pyston-runtime, which the parser does not need")
pytest.register_assert_rewrite("pyston_runtime.interfaces.contracts")

from pyston_parser.seam import NativeParser  # noqa: E402
from pyston_runtime.interfaces.contracts.parsers import ParserContract  # noqa: E402


class TestContract(ParserContract):
    def parser(self) -> NativeParser:
        return NativeParser()
