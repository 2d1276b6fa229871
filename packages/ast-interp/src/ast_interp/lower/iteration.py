"""The step of an asynchronous loop, shared by statements and comprehensions."""

from __future__ import annotations

from ast_interp.lower.builder import Builder


def async_next(b: Builder, item: int, iterator: int, end: int) -> None:
    """Put the next item of an asynchronous iterator into a slot; at its end clear it and go to `end`.

    Only a StopAsyncIteration out of `__anext__` or its awaiting ends the loop; one out of the body does not.
    """
    outer = b.handler
    mark = b.top
    handler = b.new_handler(mark)
    after = b.label()
    b.handler = handler
    awaitable = b.temporary()
    b.emit("get_anext", awaitable, (iterator,), keep=(iterator,))
    b.emit("delegate", item, (awaitable,), "await")
    b.handler = outer
    b.emit("jump", label=after)
    exception = b.place_handler(handler)
    ends = b.label()
    b.emit("branch_stop", operands=(exception,), label=ends, keep=(exception,))
    b.emit("reraise", operands=(exception,))
    b.place(ends)
    b.emit("clear", operands=(exception,))
    b.emit("clear", operands=(iterator,))
    b.emit("jump", label=end)
    b.place(after)
    b.top = mark
