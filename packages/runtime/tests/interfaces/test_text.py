"""The text form of register code, and its verifier."""

from __future__ import annotations

from typing import Any

import pytest

from pyston_runtime.interfaces.code import Body, Handler, Instruction, Position, check
from pyston_runtime.interfaces.contracts.code import check_text
from pyston_runtime.interfaces.contracts.flow import faults
from pyston_runtime.interfaces.text import Opaque, body_text, read_body

WHOLE = """\
function f line 3
      slots a, x, x~1; temporaries 4
    0    4  %0 = load_global (print)
>   1    4  %1 = call %0+, a, 'two words, a comma', (1, ('x',)), b'\\xff' [h0]
    2    5  branch_compare_false (not in) %1, x~1 -> 6 [h0]
    3    5  unpack (x, %2) %0 [h0]
    4    5  unpack_star (x; %3; %1) %2
    5    6  %0 = call_method_keyword ('m', ('k', 'l')) %3, 1, float(inf), complex(-0.0, 1.0), ...
>   6    6  raise -, -
>   7    7  %1 = load_cell ('x', True) x
    8    7  back_edge -> 1
      h0: -> 7 %0
      inlined 1-5 line 4 <listcomp> f.<locals>.<listcomp>
"""


def test_round_trip() -> None:
    body = read_body(WHOLE)
    assert "function f line 3\n" + body_text(body) == WHOLE
    check(body)
    check_text(body)
    assert body.slot_names == ["a", "x", "x"]
    assert body.slot_count == 7
    assert body.instructions[1].operands[0] == 3
    assert body.instructions[1].released == ()
    assert body.instructions[2].released == (4,)
    assert body.instructions[3].immediate == (1, 5)
    assert body.instructions[4].immediate == ((1,), 6, (4,))
    assert body.instructions[5].immediate == ("m", ("k", "l"))
    assert body.instructions[6].operands == (-1, -1)
    assert body.instructions[7].immediate == ("x", True)
    assert (body.handlers[0].target, body.handlers[0].exception_slot) == (7, 3)
    assert body.constants[:3] == ["two words, a comma", (1, ("x",)), b"\xff"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -1,
        10**40,
        1.5,
        -0.0,
        2j,
        -1j,
        "",
        "'\"\n\u20ac\udc00",
        b"",
        (),
        (1,),
        ((None, "a, b"), ...),
        float("inf"),
    ],
    ids=repr,
)
def test_constants(value: object) -> None:
    instruction = Instruction("return", -1, (0,), None, -1, -1, (), Position(1, 1, 0, 0))
    read = read_body(body_text(Body([instruction], [], [], 0, [value], [])))
    assert repr(read.constants) == repr([value])


def test_opaque() -> None:
    instruction = Instruction("return", -1, (0,), None, -1, -1, (), Position(1, 1, 0, 0))
    text = body_text(Body([instruction], [], [], 0, [frozenset((1,))], []))
    read = read_body(text)
    assert isinstance(read.constants[0], Opaque)
    assert body_text(read) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense\n", "no line of register code: 'nonsense'"),
        ("    1    1  return None\n", "instruction 0 is expected"),
        ("    0    1  rejoin None\n", "unknown operation 'rejoin'"),
        ("    0    1  return thing\n", "neither a slot nor a constant: 'thing'"),
        ("    0    1  load_cell (('x') a\n", "unclosed parenthesis"),
    ],
)
def test_unreadable(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace("(", "\\(")):
        read_body("      slots a; temporaries 0\n" + text)


def changed(**changes: object) -> Body:
    """A body of `a = binary + a, %0` and a return, with one thing changed."""
    good: dict[str, Any] = {
        "operation": "binary",
        "destination": 0,
        "operands": (0, 1),
        "immediate": "+",
        "target": -1,
        "handler": -1,
        "released": (1,),
    }
    good.update(changes)
    place = Position(1, 1, 0, 0)
    first = Instruction(**good, position=place)
    last = Instruction("return", -1, (0,), None, -1, -1, (), place)
    return Body([first, last], [Handler(1, 1)], ["a"], 2, [None], [])


def test_verifier_accepts() -> None:
    check(changed())
    check(changed(handler=0))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operation": "bend"}, "0: bend: unknown operation"),
        ({"operands": (0,)}, "0: binary: takes 2 operands, not 1"),
        ({"operands": (0, 1, 0)}, "0: binary: takes 2 operands, not 3"),
        ({"operands": (0, 3)}, "0: binary: operand out of range"),
        ({"destination": -1}, "0: binary: wrong destination"),
        ({"destination": 2}, "0: binary: destination out of range"),
        ({"target": 1}, "0: binary: wrong target"),
        ({"operation": "jump", "destination": -1, "operands": (), "target": 2, "released": ()}, "target out of range"),
        ({"handler": 1}, "0: binary: handler out of range"),
        ({"released": (0,)}, "releases what is no temporary"),
    ],
)
def test_verifier_refuses(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check(changed(**changes))


def test_verifier_refuses_open_ends() -> None:
    body = changed()
    del body.instructions[1]
    with pytest.raises(ValueError, match="fall off the end"):
        check(body)
    body = changed()
    body.handlers[0].target = 2
    with pytest.raises(ValueError, match="handler 0 is out of range"):
        check(body)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("    0    1  %0 = load_global (x)\n    1    1  return %0\n", []),
        ("    0    1  return %0\n", ["0 return: reads temporary 0, which is empty on some path"]),
        (
            "    0    1  %0 = load_global (x)\n    1    1  branch_true %0 -> 2\n>   2    1  return %0\n",
            ["2 return: reads temporary 0, which is empty on some path"],
        ),
        (
            "    0    1  %0 = load_global (x)\n    1    1  return None\n",
            ["1 return: leaves temporaries 0 full"],
        ),
        (
            "    0    1  %0 = load_global (x)\n    1    1  %1 = call %0+ [h0]\n    2    1  return %1\n"
            ">   3    1  reraise %1\n      h0: -> 3 %1\n",
            ["2 return: leaves temporaries 0 full"],
        ),
        (
            "    0    1  %0 = get_iter a\n>   1    1  a = for_next %0+ -> 3\n    2    1  back_edge -> 1\n"
            ">   3    1  return None\n",
            [],
        ),
    ],
)
def test_flow(code: str, found: list[str]) -> None:
    assert faults(read_body("      slots a; temporaries 2\n" + code)) == found
