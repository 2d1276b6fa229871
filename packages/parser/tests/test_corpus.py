"""A sample of the host's standard library: `tools/corpus.py` compares all of it."""

from __future__ import annotations

import ast
import sysconfig
import warnings
from pathlib import Path

import pytest

from pyston_parser import parse

LIBRARY = Path(sysconfig.get_path("stdlib"))
FILES = sorted(path for path in LIBRARY.glob("*.py"))[::9] + sorted((LIBRARY / "test").glob("test_*.py"))[::60]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_same_tree_or_error(path: Path) -> None:
    source = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected = ast.dump(ast.parse(source, str(path)), include_attributes=True)
        except SyntaxError as error:
            with pytest.raises(type(error)) as caught:
                parse(source, str(path))
            assert caught.value.args == error.args
            return
        assert ast.dump(parse(source, str(path)), include_attributes=True) == expected


def test_there_are_files() -> None:
    assert len(FILES) > 15
