"""Make genuine frame objects for guest frames.

A traceback entry needs a `types.FrameType`, which only the host can make, by running code. So a guest frame that leaves
by an exception is shown by the frame of a small function: it has the guest's names, parameters, file and globals, binds
the guest's locals, and returns its own frame. All of its code stands where the guest's frame stood, so that the frame's
own line is right, too: there is one such function for each instruction that raises.
"""

from __future__ import annotations

import sys
from _weakref import ReferenceType

from pyston_runtime.interfaces.code import FUNCTION, CodeUnit, Position, Signature
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FrameType, FunctionType, cast, final
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.hidden import unannounced
from pyston_runtime.tracebacks.locations import location_table

CO_OPTIMIZED_NEWLOCALS: Final = 0x3
CO_VARARGS: Final = 0x4
CO_VARKEYWORDS: Final = 0x8
#: `tb_lasti` of an entry: any instruction of the frame's code is in the right place.
PLACE: Final = 0


@final
class Unset:
    """The mark of an empty slot."""

    def __repr__(self) -> str:
        return "<unset>"


UNSET: Final = Unset()

_templates: Final[dict[int, CodeType]] = {}


@final
class Owner:
    """The last constant of a frame's code that is not its function's: weakly, the code that is."""

    def __init__(self, reference: ReferenceType[CodeType]) -> None:
        self.reference = reference


def code_of_function(code: CodeType) -> CodeType:
    """The code of the function whose frame has some code."""
    constants = code.co_consts
    owner: object = constants[-1] if constants else None
    found = owner.reference() if isinstance(owner, Owner) else None
    return code if found is None else found


def shown_signature(unit: CodeUnit, names: tuple[str, ...]) -> Signature | None:
    """The parameters that a frame with these locals shows; None where they are not all there."""
    signature = unit.signature
    return signature if signature.names and names[: len(signature.names)] == signature.names else None


def shown_code(
    template: CodeType,
    unit: CodeUnit,
    name: str,
    qualname: str,
    names: tuple[str, ...],
    position: Position,
    owner: Owner | None = None,
) -> tuple[CodeType, Signature | None]:
    """A template as the code of a unit's frame that stands at one place, all over.

    Args:
        template: what the code does; a function's has as many locals as there are `names`.
        unit: the unit.
        name, qualname: the frame's name, which is a comprehension's where that is shown as a frame.
        names: the locals that a function's frame shows.
        position: where it stands.
        owner: the code of the function whose frame it is, where that is known.

    Returns:
        The code, and the parameters that it shows.
    """
    is_function = unit.kind == FUNCTION
    shown = names if is_function else ()
    signature = shown_signature(unit, names) if is_function and name == unit.name else None
    code = template.replace(
        co_name=name,
        co_qualname=qualname,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_flags=CO_OPTIMIZED_NEWLOCALS | unit.flags if is_function else unit.flags,
        co_varnames=shown,
        co_nlocals=len(shown),
        co_consts=template.co_consts if owner is None else (*template.co_consts, owner),
        co_linetable=location_table(unit.first_line, 0, [position] * (len(template.co_code) // 2)),
    )
    return with_parameters(code, signature), signature


def with_parameters(code: CodeType, signature: Signature | None) -> CodeType:
    """The code with its first locals as parameters."""
    if signature is None:
        return code
    variadic = (CO_VARARGS if signature.variadic else 0) | (CO_VARKEYWORDS if signature.keywords else 0)
    return code.replace(
        co_argcount=signature.positional,
        co_posonlyargcount=signature.positional_only,
        co_kwonlyargcount=signature.keyword_only,
        co_flags=code.co_flags | variadic,
    )


def showing_function(code: CodeType, namespace: dict[str, object], signature: Signature | None) -> FunctionType:
    """A function that is called without arguments, although its code has parameters."""
    if signature is None:
        return FunctionType(code, namespace)
    positional = signature.positional
    function = FunctionType(code, namespace, None, (None,) * positional)
    if signature.keyword_only:
        keywords = signature.names[positional : positional + signature.keyword_only]
        cast(Any, function).__kwdefaults__ = dict.fromkeys(keywords)
    return function


@final
class FrameMaker:
    """Makes frame objects of one unit that stand at one instruction.

    Args:
        unit: the unit.
        name, qualname: the frame's name, which is a comprehension's where that is shown as a frame.
        names: the locals that the frame shows.
        position: where it stands.
        values: where the locals' values are handed over.
        owner: as for `shown_code`.
    """

    def __init__(
        self,
        unit: CodeUnit,
        name: str,
        qualname: str,
        names: tuple[str, ...],
        position: Position,
        values: list[object],
        owner: Owner | None = None,
    ) -> None:
        self.is_function = unit.kind == FUNCTION
        self.values = values
        count = len(names) if self.is_function else 0
        self.count = count
        template = _template(count)
        template = template.replace(co_consts=tuple([self._object(constant) for constant in template.co_consts]))
        self.code, self.signature = shown_code(template, unit, name, qualname, names, position, owner)
        self.globals: dict[str, object] | None = None
        self.function: FunctionType | None = None

    def _object(self, constant: object) -> object:
        """What a constant of the template stands for."""
        # as strings alone: the host's comparison of any objects counts as a call, where its limit may leave no room
        if not isinstance(constant, str):
            return constant
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
            function = showing_function(self.code, namespace, self.signature)
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
        template = unannounced(function_template("\n".join(lines) + "\n", "<frame>"))
        _templates[count] = template
    return template


_OBJECTS: Final[dict[object, object]] = {"UNSET": UNSET, "GET_FRAME": sys._getframe, "CATCH": _caught.append}
