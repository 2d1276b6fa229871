"""Small programs and the exact register code that they are lowered to, by family of constructs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ast_interp import dump_code
from ast_interp.lower.bodies import Lowering
from ast_interp.scopes.analyse import analyse
from pyston_runtime.interfaces.contracts.code import check_unit, nested_units

if TYPE_CHECKING:
    from conftest import Case

CASES = "*.txt"


def test_code(case: Case) -> None:
    tree = ast.parse(case.source)
    shown = dump_code(tree, "name")
    for unit in nested_units(Lowering(analyse(tree, "name"), "name").unit(tree)):
        check_unit(unit)
    # the module's own code is of interest where it does more than define one thing
    units = shown.split("\n\n")
    if case.source.startswith(("def ", "async def ", "class ")) and len(units) > 1:
        units = units[1:]
    case.check("\n".join(units))
