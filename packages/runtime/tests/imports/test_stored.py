"""Files of register code: used for the text and the build that they are of, and for nothing else."""

from __future__ import annotations

import sys

import pytest

from pyston_runtime.imports.stored import pack, stored_path, unpack

CODE, SOURCE, KEY = b"some code", b"x = 1\n", b"a build"
CONTENT = pack(CODE, SOURCE, KEY)


def test_what_was_packed() -> None:
    assert unpack(CONTENT, SOURCE, KEY) == CODE


@pytest.mark.parametrize(
    ("content", "source", "key"),
    [
        (CONTENT, b"x = 2\n", KEY),
        (CONTENT, SOURCE + b"\n", KEY),
        (CONTENT, SOURCE, b"another build"),
        (CONTENT[:-1] + b"?", SOURCE, KEY),
        (CONTENT[:-3], SOURCE, KEY),
        (CONTENT[:20], SOURCE, KEY),
        (b"", SOURCE, KEY),
        (CONTENT.replace(b"pyston", b"python"), SOURCE, KEY),
    ],
    ids=["changed text", "longer text", "changed build", "damaged", "shortened", "a part", "empty", "another kind"],
)
def test_what_is_not_used(content: bytes, source: bytes, key: bytes) -> None:
    assert unpack(content, source, key) is None


def test_it_stands_where_the_host_puts_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = sys.implementation.cache_tag
    optimised = f".opt-{sys.flags.optimize}" if sys.flags.optimize else ""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    assert stored_path("/folder/name.py") == f"/folder/__pycache__/name.{tag}{optimised}.pyston"
    monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")
    assert stored_path("/folder/name.py") == f"/elsewhere/folder/name.{tag}{optimised}.pyston"


def test_a_host_without_cache_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert stored_path("/folder/name.py") is None
