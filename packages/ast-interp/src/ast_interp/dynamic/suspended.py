"""What the frames of generators and coroutines show: the guest's line and locals.

`gi_frame`, `cr_frame` and `ag_frame` are the frames of stubs (`pyston_runtime.functions.stubs`), which stand on one
line and have locals of their own. Debuggers, `inspect` and asyncio read them from the host's code, so it is no use to
serve guest code alone. Nor can each `yield` of a stub stand on the guest's line without a step more. So two attributes
of frame objects get another getter, which looks for the guest's frame in frames of such stubs, and asks CPython's own
for all others. Nothing is paid until somebody asks.

The getters are put into `types.FrameType` when the first generator function is defined. They are found there by whoever
looks, and pass for what they replace: `isinstance(types.FrameType.f_locals, types.GetSetDescriptorType)`.
"""

from __future__ import annotations

import gc
from _collections_abc import Callable

from ast_interp.dynamic.namespaces import local_mapping
from ast_interp.ops.calling import function_code
from ast_interp.run.entry import Steps
from ast_interp.run.machine import ENTER, RUNNING, Frame
from pyston_runtime.interfaces.typed import Any, Final, FrameType

_LINE: Final[Any] = FrameType.__dict__["f_lineno"]
_LOCALS: Final[Any] = FrameType.__dict__["f_locals"]
#: CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR
_SUSPENDABLE: Final = 0x20 | 0x80 | 0x200


def install() -> None:
    """Have frame objects ask here."""
    if FrameType.__dict__["f_lineno"] is _LINE:
        names: dict[str, object] = gc.get_referents(FrameType.__dict__)[0]
        names["f_lineno"] = _passing_for(_LINE, _line)
        names["f_locals"] = _passing_for(_LOCALS, _locals)
        # has the type forget what it has looked up, as no assignment to a built-in type's attributes can
        abstract: Any = type.__dict__["__abstractmethods__"]
        abstract.__set__(FrameType, ())
        abstract.__delete__(FrameType)


def _passing_for(original: Any, getter: Callable[[FrameType], object]) -> object:
    """A property that has another getter than an attribute, and says that it is the same."""
    known = {"__class__": type(original), "__objclass__": FrameType}
    found: Any = type("getset_descriptor", (property,), known)
    return found(getter, original.__set__, original.__delete__, original.__doc__)


def _line(shown: FrameType) -> object:
    """`f_lineno`."""
    frame = guest_frame_in(shown)
    if frame is None:
        return _LINE.__get__(shown)
    return frame.code.unit.body().instructions[_index_of(frame)].position.line


def _index_of(frame: Frame) -> int:
    """The instruction where a generator's frame stands, or that it is busy with."""
    inner = frame.switch
    if frame.status != RUNNING or (frame.mode == ENTER and inner is not None and inner.back is frame):
        return int(frame.op.index)
    return int(frame.at)


def _locals(shown: FrameType) -> object:
    """`f_locals`."""
    frame = guest_frame_in(shown)
    return _LOCALS.__get__(shown) if frame is None else local_mapping(frame)


def guest_frame_in(shown: FrameType) -> Frame | None:
    """The guest frame of a generator or coroutine, given its host object's frame; None for any other frame.

    The object's stub keeps it in a local, from the first step on.
    """
    code = shown.f_code
    if code.co_flags & _SUSPENDABLE:
        function = function_code(code)
        if function is not None:
            # a dict before 3.13, a proxy from then on
            local_names: Any = _LOCALS.__get__(shown)
            for value in local_names.values():
                if isinstance(value, Steps):
                    value = value.frame
                if isinstance(value, Frame) and value.function is function:
                    return value
    return None
