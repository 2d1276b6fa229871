"""Which units the settings leave out, and what they tell of the others."""

import pytest

from pyston_llvm_tier.options import Options


@pytest.mark.parametrize(
    ("text", "name", "number", "left_out"),
    [
        ("", "Shape.area", 7, ""),
        ("only=Shape.*", "Shape.area", 0, ""),
        ("only=Shape.*", "area", 0, "left out by only=Shape.*"),
        ("first=2", "area", 1, ""),
        ("first=2", "area", 2, "left out by first=2"),
        ("first=0", "area", 0, "left out by first=0"),
    ],
)
def test_what_is_left_out(text: str, name: str, number: int, left_out: str) -> None:
    assert Options(text).leaves_out(name, f"file.py:1 {name}", number) == left_out


def test_units_are_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert Options("units=1,first=3").leaves_out("area", "file.py:1 area", 2) == ""
    assert Options("units=1,first=3").leaves_out("area", "file.py:1 area", 3) != ""
    assert capfd.readouterr().err == "pyston: llvm: unit 3: file.py:1 area\n"


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no setting 'most=3'"):
        Options("most=3")
