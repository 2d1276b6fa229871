"""Write `fast/generated/`: one function for each class of the ASDL that builds a node the fastest way.

Run it with the newest supported CPython, whose `ast` module has every class: `python tools/generate_nodes.py`.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

GENERATED = Path(__file__).parent.parent / "src/pyston_parser/fast/generated"

HEADER = '''"""Node factories for {which}, one a class.

Written by `tools/generate_nodes.py`: change that, not this. One file for each kind of node, however many there are.

A node is made by `AST.__new__` and gets a copy of a template `__dict__`, already of the right size and order, with its
values stored over: compiled 190 ns a `Name` on 3.11 against 260 for attribute stores and 400 for calling the class.
Classes and fields that the host lacks come from `standins`.
"""

from __future__ import annotations

import _ast

from pyston_parser.standins import class_named, template{more}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

NEW: Final[Any] = _ast.AST.__new__
'''

# Classes that the parser never builds, or builds once (contexts and operators).
SKIPPED = {"AST", "Suite", "Index", "ExtSlice", "AugLoad", "AugStore", "Param", "Num", "Str", "Bytes",
           "NameConstant", "Ellipsis", "slice", "expr", "stmt", "mod", "expr_context", "boolop", "operator", "unaryop",
           "cmpop", "excepthandler", "pattern", "type_ignore", "type_param"}  # fmt: skip
# 3.14's classes, for feature_version on older hosts.
LATER = {"TemplateStr": ("values",), "Interpolation": ("value", "str", "conversion", "format_spec")}
# Classes that some host does not have: a stand-in is not made before it is needed.
NEWER = {"TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple", *LATER}
# Fields that some host's class does not have: stored only if there is a value (None: the grammar had no such field).
# fmt: off
OPTIONAL = {("FunctionDef", "type_params"), ("AsyncFunctionDef", "type_params"), ("ClassDef", "type_params"),
            ("TypeVar", "default_value"), ("ParamSpec", "default_value"), ("TypeVarTuple", "default_value")}
# What can stand within an expression besides its nodes.
INNER = {"arg", "arguments", "comprehension", "keyword", "TemplateStr", "Interpolation"}
POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def factory(name: str, fields: tuple[str, ...], attributes: tuple[str, ...]) -> str:
    constant = snake(name).upper()
    parameters = ", ".join(f"{field}: object" for field in (*fields, *attributes))
    optional = next((field for field in fields if (name, field) in OPTIONAL), None)
    made = f'class_named("{name}")' if name in NEWER else constant
    if optional is not None:
        made = f'with_field("{name}", "{optional}") if {optional} else {made}'
    lines = [f"def make_{snake(name)}({parameters}) -> Any:", f"    node = NEW({made})"]
    lines.append(f"    fields = {constant}_FIELDS.copy()")
    for field in (*fields, *attributes):
        if field == optional:
            lines.append(f"    if {field} or {constant}_HAS_{field.upper()}:")
            lines.append(f'        fields["{field}"] = {field}')
        else:
            lines.append(f'    fields["{field}"] = {field}')
    lines += ["    node.__dict__ = fields", "    return node", ""]
    head = [f'{constant}_FIELDS: Final[dict[str, object]] = template("{name}")']
    if name not in NEWER:
        head.insert(0, f'{constant}: Final[Any] = class_named("{name}")')
    if optional is not None:
        head.append(f'{constant}_HAS_{optional.upper()}: Final = "{optional}" in {constant}_FIELDS')
    return "\n".join(["", *head, "", "", *lines])


def generate() -> dict[str, str]:
    """The text of each generated file, by its name.

    Raises:
        RuntimeError: this Python is too old to have every class.
    """
    if sys.version_info < (3, 13):
        raise RuntimeError("the node factories are generated with CPython 3.13 or later")
    parts: dict[str, list[str]] = {"expression": [], "statement": [], "module": []}
    for name in sorted(vars(ast)):
        cls = getattr(ast, name)
        if not isinstance(cls, type) or not issubclass(cls, ast.AST) or name.startswith("_"):
            continue
        if name in SKIPPED or name in LATER or not (cls._fields or name in ("Pass", "Break", "Continue")):
            continue
        if issubclass(cls, ast.expr) or name in INNER:
            group = "expression"
        else:
            group = "statement" if issubclass(cls, ast.stmt) else "module"
        parts[group].append(factory(name, cls._fields, cls._attributes))
    parts["expression"] += [factory(name, fields, POSITIONS) for name, fields in LATER.items()]
    texts = {}
    for group, which, more in (
        ("expression", "expressions", ""),
        ("statement", "statements", ", with_field"),
        ("module", "modules, patterns and the parts of statements", ", with_field"),
    ):
        header = HEADER.replace("{which}", which).replace("{more}", more)
        texts[f"{group}_nodes.py"] = "\n".join([header, *parts[group]]).rstrip() + "\n"
    return texts


def main() -> None:
    try:
        texts = generate()
    except RuntimeError as error:
        sys.exit(str(error))
    for name, text in texts.items():
        (GENERATED / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
