"""Register code as bytes: for modules that are imported again and again, and for what has been linked.

What is stored of a unit is all that is known of it, and its body if it has one: a function whose tree was let go and
that nobody has called is stored as the place of its text. Bodies are bytes within bytes, so that one that does not run
is not read either.

Within the process, too, a body becomes bytes when it has been linked: few are ever read again (to show a traceback, to
be compiled), and every collection of the host's would go through their instructions.
"""

from __future__ import annotations

import marshal
import os
import sys

from ast_interp.lower.dense import read_instructions, write_instructions
from ast_interp.lower.places import Later
from ast_interp.lower.sharing import shared_names, shared_signature
from pyston_runtime.interfaces.code import (
    Body,
    BodySource,
    CodeUnit,
    Handler,
    Inlined,
    Position,
)
from pyston_runtime.interfaces.typed import Any, Final, cast, final

#: Of the form of what is stored; to be raised with every change of it, and of the order of `OPERATIONS`.
FORMAT: Final = 4

#: What stands for a nested unit among the immediates.
_UNIT: Final = ("unit",)


@final
class Stored:
    """The body of a unit as bytes, until it is asked for.

    Attributes:
        data: the body, in which nested units are numbers.
        nested: these units as bytes, until they are first asked for.
        units: these units, from then on: they stay the same however often the body is read.
    """

    def __init__(self, data: bytes, nested: bytes, units: list[CodeUnit] | None) -> None:
        self.data = data
        self.nested = nested
        self.units = units


def pack(unit: CodeUnit) -> None:
    """Put a unit's body away that has been linked; it is read again should anybody ask for it."""
    node = unit.node
    if not isinstance(node, Stored):
        try:
            unit.node = _packed(unit.body())
        except ValueError:
            return
    unit.forget_body()


def _packed(body: Body) -> Stored:
    units: list[CodeUnit] = []
    return Stored(marshal.dumps(cast(Any, _body_data(body, units))), b"", units)


def to_bytes(unit: CodeUnit, whole: bool = False) -> bytes | None:
    """A unit and all within it; None where something in it cannot be stored.

    Args:
        unit: the unit.
        whole: lower what is not lowered yet, so that the program's text is not needed to run it.
    """
    try:
        return marshal.dumps(cast(Any, _unit_data(unit, whole)))
    except (ValueError, SyntaxError, RecursionError):
        # what has not run yet may be what cannot be lowered
        return None


def from_bytes(data: bytes, filename: str, source: BodySource) -> CodeUnit:
    """The unit that `to_bytes` was given.

    Args:
        data: the bytes.
        filename: as for new units.
        source: what lowers the units that have no body, and reads those of the others (`read_body`).
    """
    return _unit(cast("tuple[object, ...]", marshal.loads(data)), filename, source)


def _unit_data(unit: CodeUnit, whole: bool) -> tuple[object, ...]:
    signature = unit.signature
    node = unit.node
    later: tuple[object, ...] | None = None
    body: bytes | None = None
    nested = b""
    if whole and not unit.has_body():
        # what is nested in bytes may be places in the text: made units, and put away as them
        unit.body()
        pack(unit)
        node = unit.node
    if isinstance(node, Later) and not unit.has_body():
        later = (node.start, node.end, node.line, node.column, node.classes, node.future_annotations)
    else:
        stored = node if isinstance(node, Stored) else _packed(unit.body())
        body = stored.data
        nested = stored.nested
        if stored.units is not None:
            nested = marshal.dumps(cast(Any, [_unit_data(inner, whole) for inner in stored.units]))
    return (
        unit.name,
        unit.qualname,
        unit.first_line,
        unit.kind,
        unit.flavour,
        (
            signature.names,
            signature.positional_only,
            signature.positional,
            signature.keyword_only,
            signature.variadic,
            signature.keywords,
        ),
        unit.local_names,
        unit.cell_names,
        unit.free_names,
        unit.documentation,
        unit.flags,
        unit.global_names,
        unit.inner_names,
        later,
        body,
        nested,
    )


def _unit(data: tuple[object, ...], filename: str, source: BodySource) -> CodeUnit:
    (
        name, qualname, first_line, kind, flavour, signature, local_names, cell_names, free_names, documentation, flags,
        global_names, inner_names, later, body, nested,
    ) = cast("tuple[Any, ...]", data)  # fmt: skip
    node: object = Later(*later) if body is None else Stored(body, nested, None)
    return CodeUnit(
        name, qualname, filename, first_line, kind, flavour, shared_signature(*signature), shared_names(local_names),
        cell_names, free_names, documentation, flags, source, node, shared_names(global_names), inner_names,
    )  # fmt: skip


def _body_data(body: Body, units: list[CodeUnit]) -> tuple[object, ...]:
    immediates: list[object] = []
    instructions = write_instructions(body.instructions, immediates)
    for index, immediate in enumerate(immediates):
        if isinstance(immediate, CodeUnit):
            if immediate not in units:
                units.append(immediate)
            immediates[index] = (_UNIT, units.index(immediate))
    return (
        instructions,
        immediates,
        [(handler.target, handler.exception_slot) for handler in body.handlers],
        body.slot_names,
        body.slot_count,
        body.constants,
        [(one.name, one.qualname, _position_data(one.position), one.first, one.last) for one in body.inlined],
    )


def _position_data(position: Position) -> tuple[int, int, int, int]:
    return position.line, position.end_line, position.column, position.end_column


def read_body(stored: Stored, filename: str, source: BodySource) -> Body:
    """The body of a unit; the units in it get the same source."""
    units = stored.units
    if units is None:
        nested: list[Any] = cast(Any, marshal.loads(stored.nested))
        units = [_unit(data, filename, source) for data in nested]
        stored.units = units
        stored.nested = b""
    instructions, immediates, handlers, slot_names, slot_count, constants, inlined = cast(
        "tuple[Any, ...]", marshal.loads(stored.data)
    )
    for index, immediate in enumerate(immediates):
        if type(immediate) is tuple and len(immediate) == 2 and immediate[0] == _UNIT:
            immediates[index] = units[immediate[1]]
    return Body(
        read_instructions(instructions, immediates),
        [Handler(target, slot) for target, slot in handlers],
        slot_names,
        slot_count,
        constants,
        [Inlined(name, qualname, Position(*place), first, last) for name, qualname, place, first, last in inlined],
    )


def build_key(parser: object) -> bytes:
    """What makes stored units of another time useless: the host, the parser, this package.

    Versions would not do: sources that are being worked on change without theirs. So it is the times and sizes of the
    files that make units: the one library where they are compiled, else those of the two stages.
    """
    library = sys.modules.get("ast_interp__mypyc")
    files = [_file(library)] if library is not None else _sources()
    made_of: list[str] | None = getattr(parser, "files", None)
    files += [_file(sys.modules.get(type(parser).__module__))] if made_of is None else made_of
    places = []
    for file in files:
        try:
            status = os.stat(file)
        except OSError:
            places.append((file, 0, 0))
        else:
            places.append((file, status.st_mtime_ns, status.st_size))
    return repr((FORMAT, sys.hexversion, sys.flags.optimize, places)).encode()


def _file(module: object) -> str:
    return str(getattr(module, "__file__", ""))


def _sources() -> list[str]:
    package = os.path.dirname(os.path.dirname(__file__))
    files = []
    for stage in ("lower", "scopes"):
        folder = os.path.join(package, stage)
        files += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".py")]
    return files
