"""Patterns of module names."""

from __future__ import annotations

import fnmatch
import itertools

import pytest

from pyston_runtime.imports.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("json", "json", True),
        ("json", "json.decoder", False),
        ("json", "jsonx", False),
        ("json.*", "json", True),
        ("json.*", "json.decoder", True),
        ("json.*", "jsonx", False),
        ("json.*", "a.json", False),
        ("*", "a.b.c", True),
        ("*.tests", "a.b.tests", True),
        ("*.tests", "tests", False),
        ("*.tests.*", "a.tests", True),
        ("*.tests.*", "a.tests.b", True),
        ("a*b*c", "a.b.b.c", True),
        ("a*b*c", "a.b.b.d", False),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a[b]c", "abc", False),
        ("", "a", False),
        ("", "", True),
        ("**", "", True),
    ],
)
def test_matches(pattern: str, name: str, expected: bool) -> None:
    assert matches(pattern, name) is expected


def test_agrees_with_fnmatch() -> None:
    texts = ["".join(letters) for length in range(5) for letters in itertools.product("ab", repeat=length)]
    patterns = ["".join(letters) for length in range(5) for letters in itertools.product("a*?", repeat=length)]
    for pattern, text in itertools.product(patterns, texts):
        assert matches(pattern, text) == fnmatch.fnmatchcase(text, pattern), (pattern, text)
