"""The host's code of a unit: what CPython's compiler makes of the same text.

A program is compiled once, as a whole, when the first of its units is observed. A unit and its code are known to belong
together by their qualified name and first line, and where that leaves a choice (two lambdas in one line), by the
source ranges of their instructions.
"""

from __future__ import annotations

import _ast as ast
import warnings
from types import CodeType

from ast_interp.run.programs import Program
from ast_interp.scopes.scope import MODULE
from pyston_runtime.interfaces.code import EXPRESSION, INTERACTIVE, CodeUnit
from pyston_runtime.interfaces.code import MODULE as MODULE_UNIT
from pyston_runtime.interfaces.typed import Any, Final, cast, final

CO_FUTURE_ANNOTATIONS: Final = 0x1000000
_MODES: Final = {"Expression": "eval", "Interactive": "single"}
_ROOTS: Final = (MODULE_UNIT, EXPRESSION, INTERACTIVE)


@final
class HostCodes:
    """The code objects of one program.

    Attributes:
        root: the program's own; None where the host's compiler refuses the program.
        nested: all others, by qualified name and first line.
    """

    def __init__(self, root: CodeType | None) -> None:
        self.root = root
        self.nested: dict[tuple[str, int], list[CodeType]] = {}
        if root is not None:
            self._add(root)

    def _add(self, code: CodeType) -> None:
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self.nested.setdefault((constant.co_qualname, constant.co_firstlineno), []).append(constant)
                self._add(constant)

    def of(self, unit: CodeUnit) -> CodeType | None:
        """The code of a unit; None where there is none that is the unit's for certain."""
        if unit.kind in _ROOTS:
            return self.root
        return chosen(unit, self.nested.get((unit.qualname, unit.first_line), []))


def chosen(unit: CodeUnit, codes: list[CodeType]) -> CodeType | None:
    """Which of some code objects of one name and line is a unit's."""
    if len(codes) < 2:
        return codes[0] if codes else None
    ranges = {
        (one.position.line, one.position.end_line, one.position.column, one.position.end_column)
        for one in unit.body().instructions
    }
    counts = [len(ranges.intersection(cast(Any, code).co_positions())) for code in codes]
    best = max(counts)
    return codes[counts.index(best)] if counts.count(best) == 1 else None


def host_code_of(unit: CodeUnit) -> CodeType | None:
    """The host's code of a unit; None where there is none that is the unit's for certain."""
    source = unit.source
    if not isinstance(source, Program):
        return None
    outer = source.outer
    while outer is not None:
        source = outer
        outer = source.outer
    codes = source.host_codes
    if codes is None:
        codes = HostCodes(_compile(source))
        source.host_codes = codes
    return cast(HostCodes, codes).of(unit)


def whole_program(source: Program) -> ast.AST | None:
    """The tree of the whole program that a unit's source belongs to, parsed again where it was let go."""
    outer = source.outer
    while outer is not None:
        source = outer
        outer = source.outer
    if source.text is None:
        return _root(source)[0]
    parse: Any = compile
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return cast(ast.AST, parse(source.text, source.filename, "exec", ast.PyCF_ONLY_AST, True))


def _root(source: Program) -> tuple[ast.AST | None, bool]:
    """The root of a program's tree, and whether its annotations are kept as text."""
    for tree, scope in source.scopes.items():
        if scope.kind == MODULE:
            return tree, scope.future_annotations
    return None, False


def _compile(source: Program) -> CodeType | None:
    """Compile a program; None where the host's compiler refuses it."""
    tree, future_annotations = _root(source)
    mode = _MODES.get(type(tree).__name__, "exec")
    flags = CO_FUTURE_ANNOTATIONS if future_annotations else 0
    text: object = tree if source.text is None else source.text
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return cast(CodeType, cast(Any, compile)(text, source.filename, mode, flags, True))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        # nothing of it can be observed; the program says itself what is wrong with it, if anything is
        return None


def nested_units(unit: CodeUnit) -> dict[tuple[str, int], list[CodeUnit]]:
    """The units that a unit defines, by qualified name and first line."""
    found: dict[tuple[str, int], list[CodeUnit]] = {}
    for instruction in unit.body().instructions:
        inner = instruction.immediate
        if isinstance(inner, CodeUnit):
            group = found.setdefault((inner.qualname, inner.first_line), [])
            if inner not in group:
                group.append(inner)
    return found


def unit_of_code(code: CodeType, units: dict[tuple[str, int], list[CodeUnit]]) -> CodeUnit | None:
    """Which of the nested units a nested code object belongs to; None for one that is no unit's."""
    group = units.get((code.co_qualname, code.co_firstlineno), [])
    for unit in group:
        if len(group) == 1 or host_code_of(unit) is code:
            return unit
    return None
