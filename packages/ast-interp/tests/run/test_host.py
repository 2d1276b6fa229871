"""Functions of the host's C API, or those that stand for them: what they give is what Python gives."""

from __future__ import annotations

import sys
from types import CellType, FunctionType
from typing import cast

import pytest

from ast_interp.run import host


class Base:
    attribute = 1

    def method(self) -> str:
        return "method"

    @classmethod
    def of_the_class(cls) -> str:
        return "class"

    @property
    def computed(self) -> str:
        return "computed"


def test_methods_are_found_unbound_and_nothing_else_is() -> None:
    find = host.find_method
    if not host.FINDS_METHODS:
        pytest.skip("only where the package is compiled")
    target = Base()
    assert find(target, "method") is Base.method
    assert find([], "append") is list.append
    assert find(target, "computed") == ("computed",)
    assert find(target, "attribute") == (1,)
    assert find(target, "of_the_class")[0]() == "class"
    target.__dict__["method"] = "own"
    assert find(target, "method") == ("own",)
    with pytest.raises(AttributeError):
        find(target, "missing")


def test_traceback_entries() -> None:
    frame = sys._getframe()
    error = ValueError()
    host.push_entry(error, frame, 2, 7)
    first = error.__traceback__
    assert first is not None
    assert (first.tb_next, first.tb_frame, first.tb_lasti, first.tb_lineno) == (None, frame, 2, 7)
    host.push_entry(error, frame, 4, 8)
    assert error.__traceback__ is not None
    assert error.__traceback__.tb_next is first
    # the assignment leaves None in the exception, not nothing
    error.__traceback__ = None
    host.push_entry(error, frame, 2, 7)
    assert error.__traceback__ is not None
    assert error.__traceback__.tb_next is None


def test_functions() -> None:
    cell = CellType(3)

    def outer() -> object:
        return cell

    def with_defaults(a: int, b: int = 2, *, c: int = 3) -> object:
        return cell, a, b, c

    plain = cast(FunctionType, outer)
    template = cast(FunctionType, with_defaults)
    assert host.code_of(template) is template.__code__
    assert host.closure_of(template) == template.__closure__
    assert host.defaults_of(template) == (2,)
    assert host.keyword_defaults_of(template) == {"c": 3}
    assert host.defaults_of(plain) is None
    made = host.new_function(template.__code__, globals(), (5,), template.__closure__)
    assert made(1, c=4) == (cell, 1, 5, 4)
    assert (made.__name__, made.__module__, made.__qualname__) == ("with_defaults", __name__, template.__qualname__)


def test_instances() -> None:
    assert type(host.new_instance(Base)) is Base


def test_the_handled_exception() -> None:
    error = ValueError()
    try:
        host.set_handled(error)
        assert sys.exception() is error
    finally:
        host.set_handled(None)
    assert sys.exception() is None


def test_what_except_catches() -> None:
    error = KeyError()
    assert host.matches(error, LookupError)
    assert host.matches(error, (ValueError, KeyError))
    assert not host.matches(error, (ValueError, IndexError))
    assert not host.matches(error, ())
    for wrong in (int, 1, (KeyError, int), (KeyError, (KeyError,))):
        with pytest.raises(TypeError, match="catching classes"):
            host.matches(error, wrong)
