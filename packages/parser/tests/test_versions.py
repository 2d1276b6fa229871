"""The grammar of each version, chosen by `feature_version` on any host."""

from __future__ import annotations

import ast

import pytest

from pyston_parser import parse
from pyston_parser.standins import class_named

# A construct, the minor version that has it first.
NEWER = [
    ("@a[0]\ndef f(): pass", 9),
    ("with (a as b, c as d): pass", 9),
    ("x[a := 1]", 10),
    ("{a := 1, b}", 10),
    ("match x:\n case [1, *_] if y: pass", 10),
    ("try: pass\nexcept* A: pass", 11),
    ("x[*a]", 11),
    ("def f(*args: *Ts): pass", 11),
    ("type X = int", 12),
    ("def f[T](x: T) -> T: pass", 12),
    ("async def f[*Ts, **P](): pass", 12),
    ("class A[T: int]: pass", 12),
    ("f'{a['b']}'", 12),
    ("f'{a!r:{b['c']}}'", 12),
    ("type X[T = int] = T", 13),
    ("try: pass\nexcept A, B: pass", 14),
    ("t'{a} b'", 14),
    ("x = t'a' rt'{b!r:{c}}'", 14),
]


@pytest.mark.parametrize("source, first", NEWER)
def test_newer_syntax_is_refused_by_name_and_version(source: str, first: int) -> None:
    for minor in range(8, 15):
        if minor >= first:
            assert isinstance(parse(source, feature_version=(3, minor)), ast.Module)
            continue
        with pytest.raises(SyntaxError) as caught:
            parse(source, feature_version=(3, minor))
        assert f"only supported in Python 3.{first} and greater" in str(caught.value), minor


@pytest.mark.parametrize("minor", range(8, 15))
def test_the_oldest_grammar_is_in_every_version(minor: int) -> None:
    source = "def f(a, /, b=1, *, c): return (x := a), f'{b=!r:>{c}}'\nasync def g(): await x\nlambda *a, **b: 0\n"
    tree = parse(source, feature_version=minor)
    assert ast.dump(tree) == ast.dump(ast.parse(source))


@pytest.mark.parametrize("version", [(2, 7), (3, 7), (3, 15), 7, 15])
def test_unknown_versions_are_refused(version: tuple[int, int] | int) -> None:
    with pytest.raises(ValueError):
        parse("x", feature_version=version)


def test_type_parameters_have_nodes_on_every_host() -> None:
    tree = parse("class A[T: int, *Ts, **P]:\n  def f[U = str](self): pass\ntype B[V] = V\n", feature_version=(3, 13))
    outer, alias = tree.body  # type: ignore[attr-defined]
    assert [type(p).__name__ for p in outer.type_params] == ["TypeVar", "TypeVarTuple", "ParamSpec"]
    assert isinstance(outer, ast.ClassDef)
    assert isinstance(outer.body[0], ast.FunctionDef)
    inner = outer.body[0].type_params[0]  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(inner, class_named("TypeVar"))
    assert (inner.name, inner.default_value.id) == ("U", "str")
    assert isinstance(alias, class_named("TypeAlias"))
    assert alias.name.id == "B"
    names = [getattr(node, "name") for node in ast.walk(tree) if type(node).__name__ == "TypeVar"]
    assert sorted(names) == ["T", "U", "V"]
    assert "TypeVar(name='T', bound=Name(id='int'" in ast.dump(tree)


def test_nodes_without_newer_parts_are_the_hosts() -> None:
    source = "class A: pass\ndef f(): pass\n"
    tree = parse(source, feature_version=(3, 13))
    assert [type(node) for node in tree.body] == [ast.ClassDef, ast.FunctionDef]  # type: ignore[attr-defined]
    assert ast.dump(tree) == ast.dump(ast.parse(source))


def test_template_strings_have_nodes_on_every_host() -> None:
    tree = parse("t'a{b + 1!r:>{c}}d' t'{e=}'", mode="eval", feature_version=(3, 14))
    template = tree.body  # type: ignore[attr-defined]
    assert isinstance(template, class_named("TemplateStr"))
    texts = [v.value if isinstance(v, ast.Constant) else v.str for v in template.values]
    assert texts == ["a", "b + 1", "de=", "e"]
    assert [v.conversion for v in template.values if not isinstance(v, ast.Constant)] == [114, 114]


def test_template_strings_do_not_join_others() -> None:
    with pytest.raises(SyntaxError):
        parse("t'a' 'b'", feature_version=(3, 14))
