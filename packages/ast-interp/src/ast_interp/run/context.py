"""The implicit `__context__` of exceptions that no host code raises."""

from __future__ import annotations

import sys

from pyston_runtime.interfaces.typed import Final

_handled: Final = sys.exception


def in_context(error: BaseException) -> BaseException:
    """Chain `error` to the exception being handled, as raising it would (`_PyErr_SetObject`)."""
    handled = _handled()
    if handled is None or handled is error:
        return error
    # a cycle would hang whoever walks the chain: cut it where the error is already somebody's context
    seen: set[int] = set()
    link: BaseException | None = handled
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        following = link.__context__
        if following is error:
            link.__context__ = None
            break
        link = following
    error.__context__ = handled
    return error
