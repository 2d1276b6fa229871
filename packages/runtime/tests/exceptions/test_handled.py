"""The handled exception, set from code that is in no handler."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

from pyston_runtime.exceptions.handled import set_handled


def test_set_and_cleared() -> None:
    error = KeyError(1)
    set_handled(error)
    try:
        assert sys.exception() is error
        assert sys.exc_info()[:2] == (KeyError, error)
        try:
            raise ValueError
        except ValueError as other:
            assert other.__context__ is error
        assert sys.exception() is error
    finally:
        set_handled(None)
    assert sys.exception() is None


def test_seen_by_what_is_called() -> None:
    def called() -> BaseException | None:
        return sys.exception()

    error = KeyError(1)
    set_handled(error)
    assert called() is error
    set_handled(None)
    assert called() is None


def test_own_field_in_generators_and_threads() -> None:
    inner, outer = KeyError("inner"), KeyError("outer")

    def generator() -> Iterator[BaseException | None]:
        set_handled(inner)
        yield sys.exception()
        yield sys.exception()
        set_handled(None)

    set_handled(outer)
    steps = generator()
    assert next(steps) is inner
    assert sys.exception() is outer
    seen: list[BaseException | None] = []
    thread = threading.Thread(target=lambda: seen.append(sys.exception()))
    thread.start()
    thread.join()
    assert seen == [None]
    assert next(steps) is inner
    assert list(steps) == []
    set_handled(None)


def test_released() -> None:
    class Failure(Exception):
        alive = True

        def __del__(self) -> None:
            Failure.alive = False

    set_handled(Failure())
    assert Failure.alive
    set_handled(None)
    assert not Failure.alive
