"""Pyston's frames are taken out of tracebacks."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from pyston_runtime.imports.own_frames import remove_own_frames, without_own_frames

Call = Callable[..., object]


def frame_of(module: str) -> Call:
    """A function that calls the first of its arguments with the others, in a module of that name."""
    namespace = {"__name__": module}
    exec("def call(function, *arguments):\n    return function(*arguments)\n", namespace)
    call: Call = namespace["call"]  # type: ignore[assignment]
    return call


OWN = frame_of("ast_interp.run")
GUEST = frame_of("__main__")
SIMILAR = frame_of("ast_interpreter")


def failing(*frames: Call, error: BaseException | None = None) -> BaseException:
    def fail() -> None:
        raise error or ValueError("x")

    try:
        frames[0](*frames[1:], fail)
    except BaseException as caught:
        caught.__traceback__ = caught.__traceback__.tb_next  # type: ignore[union-attr]
        return caught
    raise AssertionError


def modules(error: BaseException) -> list[str]:
    return [frame.f_globals["__name__"] for frame, _ in traceback.walk_tb(error.__traceback__)]


@pytest.mark.parametrize(
    ("frames", "left"),
    [
        ([OWN, GUEST], ["__main__"]),
        ([OWN, OWN, GUEST, OWN, OWN, GUEST, OWN], ["__main__", "__main__"]),
        ([GUEST, SIMILAR], ["__main__", "ast_interpreter"]),
        ([OWN], []),
    ],
)
def test_removed_wherever_they_stand(frames: list[Call], left: list[str]) -> None:
    error = failing(*frames)
    error.__traceback__ = without_own_frames(error.__traceback__)
    assert modules(error) == [*left, __name__]


def test_nothing_but_own_frames() -> None:
    error = failing(OWN, GUEST)
    assert error.__traceback__ is not None
    error.__traceback__.tb_next = None
    assert without_own_frames(error.__traceback__) is None
    assert without_own_frames(None) is None


def test_chained_and_grouped_exceptions() -> None:
    cause, context, member = failing(OWN, GUEST), failing(OWN, GUEST), failing(OWN, GUEST)
    error = failing(OWN, GUEST, OWN, error=BaseExceptionGroup("several", [member]))
    error.__cause__, error.__context__ = cause, context
    context.__context__ = error
    remove_own_frames(error)
    for each in (error, cause, context, member):
        assert modules(each) == ["__main__", __name__]
