"""Folding: which instructions become one op, and that evaluation keeps its order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ast_interp.link.folding import fold
from ast_interp.link.linker import connected_ops, make_catches
from pyston_runtime.interfaces.text import read_body

Same = Callable[[str], None]


def statements(text: str) -> list[tuple[int, int]]:
    body = read_body(text)
    return [(one.first, one.last) for one in fold(body, make_catches(body))]


def test_values_belong_to_what_uses_them() -> None:
    text = """\
      slots a, b, d; temporaries 2
    0    1  %0 = load_attr (x) a
    1    1  %1 = load_attr (x) b
    2    1  d = binary (-) %0, %1
    3    1  return d
"""
    assert statements(text) == [(0, 2), (3, 3)]


def test_calls_end_statements_and_their_results_go_through_slots() -> None:
    text = """\
      slots f, a, d; temporaries 2
    0    1  %0 = load_attr (x) a
    1    1  %1 = load_attr (y) a
    2    1  %1 = call f, %1
    3    1  d = binary (-) %0, %1
    4    1  %0 = call f, d
    5    1  clear %0
    6    1  return d
"""
    assert statements(text) == [(0, 0), (1, 2), (3, 3), (4, 5), (6, 6)]


def test_a_copy_of_a_local_is_read_twice() -> None:
    text = """\
      slots self, k; temporaries 2
    0    1  %0 = move self
    1    1  %1 = load_attr (n) %0+
    2    1  %1 = inplace (+) %1, k
    3    1  store_attr (n) %0, %1
    4    1  return k
"""
    assert statements(text) == [(0, 3), (4, 4)]


def test_a_handler_and_a_way_in_end_statements() -> None:
    text = """\
      slots a, d; temporaries 2
    0    1  %0 = load_attr (x) a
>   1    1  %1 = load_attr (y) a [h0]
    2    1  d = binary (-) %0, %1 [h0]
    3    1  branch_true d -> 1
    4    1  return d
>   5    1  reraise %0
      h0: -> 5 %0
"""
    assert statements(text) == [(0, 0), (1, 2), (3, 3), (4, 4), (5, 5)]


def test_every_instruction_can_be_started_from() -> None:
    text = """\
      slots a, b, d; temporaries 2
    0    1  %0 = load_attr (x) a
    1    1  %1 = load_attr (x) b
    2    1  d = binary (-) %0, %1
    3    1  return d
"""
    ops = connected_ops(read_body(text))
    assert [int(op.begins) for op in ops] == [0, 1, 2, 3]
    assert ops[0].next is ops[3]
    assert ops[1].next is ops[2]
    assert ops[2].next is ops[3]


NOISY = """
class Noisy:
    def __init__(self, name): self.name = name
    def __getattr__(self, name):
        log.append((self.name, name))
        if name.startswith("bad"): raise AttributeError(name)
        return Noisy(self.name + "." + name)
    def __getitem__(self, key): log.append((self.name, "get", str(key))); return 1
    def __setitem__(self, key, value): log.append((self.name, "set", str(key), str(value)))
    def __setattr__(self, name, value):
        if name != "name": log.append((self.name, "set " + name, str(value)))
        object.__setattr__(self, name, value)
    def __add__(self, other): log.append((self.name, "+", str(other))); return 2
    def __iadd__(self, other): log.append((self.name, "+=", str(other))); return self
    def __call__(self, *args): log.append((self.name, "call", *map(str, args))); return self
    def __str__(self): return self.name
a, b = Noisy("a"), Noisy("b")
def f(a, b):
    {}
try:
    f(a, b)
except Exception as error:
    log.append((type(error).__name__, str(error), error.__traceback__.tb_next.tb_lineno))
"""


@pytest.mark.parametrize(
    "statement",
    [
        "a.x.y + b.x",
        "a.x[b.y.z] = a.p[b.q]",
        "a.x.y = b.z.w",
        "a.x.y += b.z",
        "a.x[b.y] += a.z[b.w]",
        "a.x + b.bad + a.y",
        "a.x[b.bad] = a.y",
        "(a.x, [b.y, a.z], {a.w: b.v}, {b.u for _ in [1]})",
        "f'{a.x}{b.y!r:>{a.z}}'",
        "a.x if b.y else a.z",
        "a.x < b.y",
        "not a.x or b.y and a.z",
        "a = a.x; b = a; a, b = b.x, a.y",
        "a.x, a.y = b.x, b.y",
        "del a.x[b.y]",
        "raise a.x from b.y",
        "x = (y := a(b)) + y.h",
        "a(b.y).z[a(b)] = b(a.u)",
        "assert not a.x, b.y",
    ],
)
def test_order(same: Same, statement: str) -> None:
    same(NOISY.format(statement))
