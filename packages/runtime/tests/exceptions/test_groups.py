"""`except*`, taken apart: the host's statement is the oracle."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pyston_runtime.exceptions.groups import combine, split
from pyston_runtime.exceptions.handled import set_handled


def group(*errors: BaseException) -> BaseExceptionGroup[BaseException]:
    return BaseExceptionGroup("g", list(errors))


def shape(error: BaseException | None) -> object:
    if isinstance(error, BaseExceptionGroup):
        return type(error).__name__, error.message, [shape(inner) for inner in error.exceptions]
    return error


def test_split() -> None:
    one, two, three = ValueError(1), TypeError(2), OSError(3)
    whole = group(one, group(two, three))
    matched, rest = split(whole, (ValueError, OSError))
    assert shape(matched) == ("ExceptionGroup", "g", [one, ("ExceptionGroup", "g", [three])])
    assert shape(rest) == ("ExceptionGroup", "g", [("ExceptionGroup", "g", [two])])
    matched, rest = split(whole, KeyError)
    assert (matched, shape(rest)) == (None, shape(whole))
    assert split(None, KeyError) == (None, None)
    assert split(whole, Exception)[0] is whole


def test_split_of_a_bare_exception() -> None:
    error = ValueError(1)
    matched, rest = split(error, ValueError)
    assert (shape(matched), rest) == (("ExceptionGroup", "", [error]), None)
    assert split(error, KeyError) == (None, error)
    interrupt = KeyboardInterrupt()
    assert shape(split(interrupt, KeyboardInterrupt)[0]) == ("BaseExceptionGroup", "", [interrupt])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (ExceptionGroup, "catching ExceptionGroup with except"),
        ((ValueError, BaseExceptionGroup), "catching ExceptionGroup with except"),
        (int, "catching classes that do not inherit"),
        ("x", "catching classes that do not inherit"),
        ((ValueError, 1), "catching classes that do not inherit"),
    ],
)
def test_wrong_kinds(kind: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        split(group(ValueError()), kind)


def host_outcome(original: BaseException, first: object, second: object) -> object:
    """What the host's `except*` raises in the end; a clause raises what it is given, or "again"."""
    try:
        try:
            raise original
        except* ValueError:
            if first == "again":
                raise
            if isinstance(first, BaseException):
                raise first  # noqa: B904  # implicit chaining, as guest code does it
        except* TypeError:
            if second == "again":
                raise
            if isinstance(second, BaseException):
                raise second  # noqa: B904
    except BaseException as error:
        return shape(error)
    return None


def our_outcome(original: BaseException, first: object, second: object) -> object:
    """The same by `split` and `combine`, as the interpreter uses them."""
    raised: list[BaseException | None] = []
    try:
        raise original
    except BaseException as caught:
        rest: BaseException | None = caught
    for kind, action in ((ValueError, first), (TypeError, second)):
        matched, rest = split(rest, kind)
        if matched is not None and action == "again":
            raised.append(matched)
        elif matched is not None and isinstance(action, BaseException):
            try:
                set_handled(matched)
                raise action
            except BaseException as error:
                raised.append(error)
            finally:
                set_handled(None)
    raised.append(rest)
    return shape(combine(original, raised))


def originals() -> list[BaseException]:
    value, kind, other = ValueError(1), TypeError(2), KeyError(3)
    return [group(value, kind), group(value, group(kind, other)), group(other), value, kind, other]


@pytest.mark.parametrize("first", [None, "again", RuntimeError(4)], ids=str)
@pytest.mark.parametrize("second", [None, "again", RuntimeError(5)], ids=str)
@pytest.mark.parametrize("number", range(6))
def test_combine(first: object, second: object, number: int) -> None:
    assert repr(our_outcome(originals()[number], first, second)) == repr(
        host_outcome(originals()[number], first, second)
    )


def test_what_is_raised_again_keeps_its_metadata() -> None:
    class Own(ExceptionGroup[Exception]):
        def derive(self, errors: Sequence[Exception], /) -> Own:  # type: ignore[override]
            return Own(self.message + "'", errors)

    original = Own("o", [ValueError(1), TypeError(2)])
    original.__cause__ = KeyError()
    original.add_note("note")
    matched, rest = split(original, ValueError)
    again = combine(original, [matched, None])
    assert isinstance(again, Own) and rest is not None
    assert again.message.startswith("o'")
    assert again.__cause__ is original.__cause__
    assert again.__notes__ == ["note"]
