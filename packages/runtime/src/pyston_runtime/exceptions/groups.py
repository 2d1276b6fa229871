"""Exception groups as `except*` takes them apart and puts them together (PEP 654)."""

from __future__ import annotations

from pyston_runtime.interfaces.typed import Any, cast


def split(error: object, kind: object) -> tuple[BaseException | None, BaseException | None]:
    """Split what is left of an exception by the type of an `except*` clause.

    Args:
        error: a group, a bare exception, or None when nothing is left.
        kind: an exception class or a tuple of them.

    Returns:
        The matching part (a bare exception wrapped in a group) and the rest; None where there is none.

    Raises:
        TypeError: `kind` is no exception class, or is one of groups.
    """
    _check_kind(kind)
    if error is None:
        return None, None
    assert isinstance(error, BaseException)
    if isinstance(error, BaseExceptionGroup):
        if isinstance(error, cast(Any, kind)):
            return error, None
        parts = error.split(cast(Any, kind))
        if not isinstance(parts, tuple) or len(parts) < 2:
            raise TypeError(f"{type(error).__name__}.split must return a 2-tuple")
        return parts[0], parts[1]
    if isinstance(error, cast(Any, kind)):
        wrapped: BaseException = BaseExceptionGroup("", (error,))
        return wrapped, None
    return None, error


def _check_kind(kind: object) -> None:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    for one in kinds:
        if not (isinstance(one, type) and issubclass(one, BaseException)):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    for one in kinds:
        if issubclass(one, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")


def combine(original: BaseException, raised: list[BaseException | None]) -> BaseException | None:
    """What an `except*` statement raises in the end.

    Args:
        original: the exception that the `try` block raised.
        raised: what the clauses raised, and what no clause took; None for nothing.

    Returns:
        The exception to raise, or None when everything was handled.
    """
    errors = [error for error in raised if error is not None]
    if not errors:
        return None
    if not isinstance(original, BaseExceptionGroup):
        # a bare exception was either taken (and something raised in its clause) or not
        return errors[0]
    again: list[BaseException] = []
    new: list[BaseException] = []
    for error in errors:
        if error is original or _same_origin(error, original):
            again.append(error)
        else:
            new.append(error)
    projection = _project(original, again)
    if not new:
        return projection
    if projection is not None:
        new.append(projection)
    elif len(new) == 1:
        return new[0]
    return BaseExceptionGroup("", new)


def _same_origin(error: BaseException, original: BaseException) -> bool:
    """Whether an error is a part of the original, raised again: its metadata are the same objects."""
    return (
        error.__traceback__ is original.__traceback__
        and error.__cause__ is original.__cause__
        and error.__context__ is original.__context__
        and getattr(error, "__notes__", None) is getattr(original, "__notes__", None)
    )


def _project(original: BaseException, parts: list[BaseException]) -> BaseException | None:
    """The original group, reduced to the leaves that `parts` hold."""
    if not parts:
        return None
    leaves: set[int] = set()
    for part in parts:
        _collect(part, leaves)

    return _subset(cast("BaseExceptionGroup[BaseException]", original), leaves)


def _subset(group: BaseExceptionGroup[BaseException], leaves: set[int]) -> BaseException | None:
    """A group with those of its leaves alone; `split` does not take a compiled function for telling which."""
    kept: list[BaseException] = []
    for error in group.exceptions:
        part: BaseException | None = error
        if isinstance(error, BaseExceptionGroup):
            part = _subset(error, leaves)
        elif id(error) not in leaves:
            part = None
        if part is not None:
            kept.append(part)
    if not kept:
        return None
    made: object = group.derive(kept)
    if not isinstance(made, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    made.__traceback__ = group.__traceback__
    made.__context__ = group.__context__
    made.__cause__ = group.__cause__
    notes: object = getattr(group, "__notes__", None)
    if isinstance(notes, (list, tuple)):
        made.__notes__ = list(notes)
    return made


def _collect(error: BaseException, leaves: set[int]) -> None:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            _collect(inner, leaves)
    else:
        leaves.add(id(error))
