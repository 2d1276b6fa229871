"""PEP 563: annotations are kept as source text, normalised by the compiler's unparser."""
from __future__ import annotations

import typing
import dataclasses


def function(a: undefined[int,  "x"], *args: (1 +  2) * 3, k: lambda x,y=1: x = 5, **kw: {'a':1}) -> not  a if b else [c for c in d if e]:
    pass


print(function.__annotations__)
module: "quoted" | int
other: f(*a, **b)[1:2, ::3] = 1
print(__annotations__)


class C:
    x: typing.List[C]
    y: f"{x!r:>{w}}" = 1
    z: (yes, no)
    w: -x ** 2 @ await_
    s: b'bytes' if 'text' else 1.50
    __mangled: __also = 2


print(C.__annotations__)


@dataclasses.dataclass
class D:
    value: int
    items: list[D] = dataclasses.field(default_factory=list)
    shared: typing.ClassVar[int] = 3


print(D(1), [f.name for f in dataclasses.fields(D)], typing.get_type_hints(D))
exec("inherited: flag = 1\nprint(__annotations__)", {})
exec(compile("inherited: flag\nprint(__annotations__)", "<x>", "exec", dont_inherit=False), {"flag": 5})
exec(compile("inherited: flag\nprint(__annotations__)", "<x>", "exec", dont_inherit=True), {"flag": 5})
print(annotations.compiler_flag == 0x1000000)
