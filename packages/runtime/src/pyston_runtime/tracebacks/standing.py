"""Host frames that stand for guest frames during a call.

Who walks the host's frames (`logging`, `warnings`, `namedtuple`, `inspect`) must meet the guest's. So a call that such
code may come out of goes through a small host function with the guest's name, file, globals and, all over, the line of
the call. Several can be nested, for the callers of the caller.

What a standing function does is handed to it by thread, in the order in which its code asks for it.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from _thread import get_ident

from pyston_runtime.interfaces.code import FUNCTION, CodeUnit, Position
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FrameType, FunctionType, cast, final, partial
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.frames import UNSET, showing_function, shown_code
from pyston_runtime.tracebacks.hidden import unannounced

_handed: Final[dict[int, list[object]]] = {}
#: Values that would be lost on the way out through `exec` or a generator, by thread.
_kept: Final[dict[int, object]] = {}


def _take() -> object:
    return _handed[get_ident()].pop()


def _keep(value: object) -> None:
    _kept.setdefault(get_ident(), value)


@final
class Standing:
    """The function that stands for one frame at one instruction.

    Args:
        unit: the frame's unit.
        name, qualname: the frame's name, which is a comprehension's where that is shown as a frame.
        names: the locals that the frame shows; empty to show none.
        position: where the frame is.
        generator: whether it is a generator function.
    """

    def __init__(
        self,
        unit: CodeUnit,
        name: str,
        qualname: str,
        names: tuple[str, ...],
        position: Position,
        generator: bool = False,
    ) -> None:
        self.unit = unit
        self.names = names
        self.position = position
        self.is_function = unit.kind == FUNCTION
        count = len(names) if self.is_function else 0
        self.count = count
        template = _template(count, "generator" if generator else "function" if self.is_function else "module")
        code, self.signature = shown_code(template, unit, name, qualname, names, position)
        self.code = code.replace(co_flags=code.co_flags | CO_GENERATOR) if generator else code
        self.function: FunctionType | None = None
        self.generator: Standing | None = None

    def as_generator(self) -> Standing:
        """The same as a generator function."""
        found = self.generator
        if found is None:
            code = self.code
            found = Standing(self.unit, code.co_name, code.co_qualname, self.names, self.position, True)
            self.generator = found
        return found

    def prepared(
        self, namespace: dict[str, object], values: tuple[object, ...], mapping: object
    ) -> tuple[Callable[[], object], object]:
        """What to call, and what its code will ask for first.

        Args:
            namespace: the frame's globals.
            values: its locals, `UNSET` where unbound.
            mapping: the namespace of a class body or of `exec`, else None.
        """
        if mapping is not None and not self.is_function:
            return partial(exec, self.code, namespace, mapping), None  # type: ignore[arg-type]
        function = self.function
        if function is None or function.__globals__ is not namespace:
            function = showing_function(self.code, namespace, self.signature)
            self.function = function
        return cast("Callable[[], object]", function), values if self.count else None


def call_standing(
    chain: list[tuple[Standing, dict[str, object], tuple[object, ...], object]],
    callee: Callable[[], object],
    in_generator: bool = False,
) -> object:
    """Call something under frames.

    Args:
        chain: the frames, the innermost first: what stands, its globals, its locals, its namespace if it has its own.
        callee: what the innermost calls.
        in_generator: whether the outermost is a generator; it holds itself, and stays suspended.
    """
    thread = get_ident()
    handed = _handed.get(thread)
    if handed is None:
        handed = _handed[thread] = []
    depth = len(handed)
    keeps = in_generator
    if in_generator:
        # taken last: the place of the generator itself
        handed.append(None)
    call: Callable[[], object] = callee
    for standing, namespace, values, mapping in chain:
        if not standing.is_function:
            keeps = True
        handed.append(call)
        call, asked = standing.prepared(namespace, values, mapping)
        if asked is not None:
            handed.append(asked)
    try:
        value = call()
        if in_generator:
            handed[depth] = value
            next(cast(Any, value))
    finally:
        del handed[depth:]
        if not handed:
            _handed.pop(thread, None)
    return _kept.pop(thread) if keeps else value


def frame_of(
    chain: list[tuple[Standing, dict[str, object], tuple[object, ...], object]], depth: int, detached: bool
) -> FrameType:
    """The frame object of the innermost frame of `chain`, or one further out.

    Args:
        chain: as for `call_standing`.
        depth: how far out.
        detached: whether nothing is to be seen behind the outermost.

    Raises:
        ValueError: the call stack is not so deep.
    """
    standing, namespace, values, mapping = chain[-1]
    if not detached or (mapping is not None and not standing.is_function):
        return cast(FrameType, call_standing(chain, partial(sys._getframe, depth)))
    if depth >= len(chain):
        raise ValueError("call stack is not deep enough")
    # a frame keeps the one below as it finds it when it ends; a suspended generator's has none
    last = (standing.as_generator(), namespace, values, mapping)
    return cast(FrameType, call_standing([*chain[:-1], last], partial(sys._getframe, depth), True))


CO_GENERATOR: Final = 0x20
_templates: Final[dict[tuple[int, str], CodeType]] = {}
_OBJECTS: Final[dict[object, object]] = {"TAKE": _take, "KEEP": _keep, "UNSET": UNSET}


def _template(count: int, kind: str) -> CodeType:
    template = _templates.get((count, kind))
    if template is None:
        names = [f"v{index}" for index in range(count)]
        lines = ["def stand():"]
        if names:
            lines.append(f"    {', '.join(names)}, = 'TAKE'()")
            lines += [f"    if {name} is 'UNSET': del {name}" for name in names]
        lines.append("    return 'TAKE'()()" if kind == "function" else "    'KEEP'('TAKE'()())")
        if kind == "generator":
            lines.append("    'TAKE'(), (yield)")
        code = function_template("\n".join(lines) + "\n", "<standing>")
        template = code.replace(co_consts=tuple([_OBJECTS.get(constant, constant) for constant in code.co_consts]))
        if kind != "generator":
            template = unannounced(template)
        _templates[count, kind] = template
    return template
