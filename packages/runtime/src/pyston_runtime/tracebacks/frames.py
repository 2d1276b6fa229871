"""Make genuine frame objects for guest frames.

A traceback entry needs a `types.FrameType`, which only the host can make, by running code. So a guest frame that leaves
by an exception is shown by the frame of a small function: it has the guest's names, file and globals, binds the guest's
locals, and returns its own frame. Behind its return stands one `NOP` for every guest instruction, never run, so that
the code's location table gives each of them its range, and `tb_lasti` picks one.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType, FunctionType

from pyston_runtime.interfaces.code import FUNCTION, CodeUnit, Position
from pyston_runtime.interfaces.typed import Final, cast, final
from pyston_runtime.opcodes import INSTRUCTIONS
from pyston_runtime.templates import compiled_template
from pyston_runtime.tracebacks.hidden import unannounced
from pyston_runtime.tracebacks.locations import location_table

_NOP: Final = bytes((INSTRUCTIONS["NOP"], 0))
CO_OPTIMIZED_NEWLOCALS: Final = 0x3


@final
class Unset:
    """The mark of an empty slot."""

    def __repr__(self) -> str:
        return "<unset>"


UNSET: Final = Unset()

_templates: Final[dict[int, CodeType]] = {}


@final
class FrameMaker:
    """Makes frame objects of one unit.

    Attributes:
        first: `tb_lasti` of the first guest instruction; each further one adds 2.
    """

    def __init__(self, unit: CodeUnit, name: str, qualname: str, names: list[str], positions: list[Position]) -> None:
        self.positions = positions
        self.is_function = unit.kind == FUNCTION
        self.values: list[object] = []
        count = len(names) if self.is_function else 0
        template = _template(count)
        units = len(template.co_code) // 2
        self.first = 2 * units
        self.count = count
        self.code = template.replace(
            co_name=name,
            co_qualname=qualname,
            co_filename=unit.filename,
            co_firstlineno=unit.first_line,
            co_flags=CO_OPTIMIZED_NEWLOCALS | unit.flags if self.is_function else unit.flags,
            co_varnames=tuple(names) if self.is_function else (),
            co_nlocals=count,
            co_consts=tuple([self._object(constant) for constant in template.co_consts]),
            co_code=template.co_code + _NOP * len(positions),
            co_linetable=location_table(unit.first_line, units, positions),
        )
        self.globals: dict[str, object] | None = None
        self.function: FunctionType | None = None

    def _object(self, constant: object) -> object:
        """What a constant of the template stands for."""
        if constant == "POP":
            return self.values.pop
        if constant == "CATCH" and self.is_function:
            # the frame is the function's result: it need not be caught
            return bool
        return _OBJECTS.get(constant, constant)

    def make(self, namespace: dict[str, object], values: tuple[object, ...], local_mapping: object) -> FrameType:
        """Make a frame object.

        Args:
            namespace: the frame's globals.
            values: the locals of a function's frame, `UNSET` where unbound, in the order of the maker's names.
            local_mapping: the locals of any other frame.
        """
        if not self.is_function:
            run_code(self.code, namespace, local_mapping)
            return _caught.pop()
        function = self.function_for(namespace)
        if values:
            self.values.append(values)
        return cast(FrameType, function())

    def function_for(self, namespace: dict[str, object]) -> FunctionType:
        """The function that, called, returns a frame whose locals it takes from the end of `values`."""
        function = self.function
        if function is None or self.globals is not namespace:
            function = FunctionType(self.code, namespace)
            self.function = function
            self.globals = namespace
        return function


def run_code(code: CodeType, namespace: dict[str, object], local_mapping: object) -> object:
    """Run code of ours that stands for a module or class body, whose locals are a mapping; its value."""
    return cast(object, eval(code, namespace, local_mapping))  # type: ignore[arg-type]


_caught: Final[list[FrameType]] = []


def _template(count: int) -> CodeType:
    """The frame-making function of `count` locals."""
    template = _templates.get(count)
    if template is None:
        names = [f"v{index}" for index in range(count)]
        lines = ["def make():"]
        if names:
            lines.append(f"    {', '.join(names)}, = 'POP'()")
            lines += [f"    if {name} is 'UNSET': del {name}" for name in names]
            lines.append("    return 'GET_FRAME'()")
        else:
            lines.append(
                "    'CATCH'('GET_FRAME'())"
            )  # both built-ins: compiled code of ours would have no frame of its own
            lines.append("    return 'GET_FRAME'()")
        outer = compiled_template("\n".join(lines) + "\n", "<frame>")
        template = next(constant for constant in outer.co_consts if isinstance(constant, CodeType))
        template = unannounced(template)
        _templates[count] = template
    return template


_OBJECTS: Final[dict[object, object]] = {"UNSET": UNSET, "GET_FRAME": sys._getframe, "CATCH": _caught.append}
