"""The contract of `interfaces.tier.Tier` and of the code it makes, over units that no interpreter is needed for."""

from __future__ import annotations

import json
from types import FunctionType
from typing import Final, cast, final

from pyston_runtime.interfaces.code import FUNCTION, PLAIN, Body, CodeUnit, Signature
from pyston_runtime.interfaces.feedback import UnitFeedback
from pyston_runtime.interfaces.text import read_body
from pyston_runtime.interfaces.tier import REFUSED, RETURNED, Tier

#: `def add_up(n): total = 0; while n: total += n; n -= 1; return total`
ADD_UP: Final = """\
      slots n, total; temporaries 0
    0    2  total = move 0
    1    3  branch_false n -> 5
>   2    3  total = inplace (+) total, n
    3    3  n = inplace (-) n, 1
    4    3  branch_true n -> 2
>   5    4  return total
"""


@final
class TextSource:
    """A `BodySource` over the text form."""

    def __init__(self, text: str) -> None:
        self.text = text

    def lower(self, unit: CodeUnit) -> Body:
        """Read the body."""
        return read_body(self.text)


def unit_of(name: str, parameters: tuple[str, ...], text: str) -> CodeUnit:
    """A plain function's unit, whose body is given in the text form."""
    signature = Signature(parameters, 0, len(parameters), 0, False, False)
    names = tuple(read_body(text).slot_names)
    source = TextSource(text)
    return CodeUnit(name, name, "contract", 1, FUNCTION, PLAIN, signature, names, (), (), None, 0, source, None)


def host_function(parameters: tuple[str, ...]) -> FunctionType:
    """A function of the host's, for a unit's `__code__`."""
    namespace: dict[str, object] = {}
    exec(f"def f({', '.join(parameters)}): pass", namespace)
    return cast(FunctionType, namespace["f"])


@final
class Unset:
    """The mark of an empty slot."""


UNSET: Final = Unset()


class NoRunner:
    """A `Runner` for units that call and raise nothing."""

    def resume(self, slots: list[object], index: int, error: BaseException | None, left: int, /) -> object:
        """No other compiled code calls these units."""
        raise AssertionError("compiled code resumed a frame that it was entered with")

    def catch(self, slots: list[object], index: int, error: BaseException, /) -> BaseException:
        """Nothing in these units raises."""
        raise AssertionError("an exception was taken along")

    def call(
        self, slots: list[object], index: int, names: tuple[str, ...], callee: object, /, *arguments: object
    ) -> object:
        """Nothing in these units calls."""
        raise AssertionError("host code was called")

    def poll(self) -> bool:
        """Nothing waits to be let in."""
        return False


class TierContract:
    """What any tier must do; a subclass says how one is made."""

    def tier(self) -> Tier:
        """A tier under test."""
        raise NotImplementedError

    def feedback(self, unit: CodeUnit) -> UnitFeedback:
        """Feedback of a unit that ran on small ints only."""
        raise NotImplementedError

    def test_name(self) -> None:
        """`--tiers` needs one word, and the interpreter has its own."""
        name = self.tier().name
        assert name and name.split() == [name] and "," not in name and name != "interp"

    def test_availability(self) -> None:
        """A tier that stays off says why, and does so each time."""
        tier = self.tier()
        reason = tier.unavailable()
        assert reason is None or reason.strip()
        assert tier.unavailable() == reason

    def test_statistics(self) -> None:
        """JSON-ready before and after; a unit that was left is accounted for."""
        tier = self.tier()
        before = json.dumps(tier.statistics())
        unit = unit_of("add_up", ("n",), ADD_UP)
        tier.compile(unit, self.feedback(unit), UNSET, NoRunner())
        assert json.dumps(tier.statistics()) != before

    def test_unavailable_compiles_nothing(self) -> None:
        """What is off leaves every unit to the interpreter."""
        tier = self.tier()
        unit = unit_of("add_up", ("n",), ADD_UP)
        if tier.unavailable() is not None:
            assert tier.compile(unit, self.feedback(unit), UNSET, NoRunner()) is None

    def test_entry(self) -> None:
        """Compiled code returns what the unit returns and empties the slots, or gives up with every slot in place."""
        tier = self.tier()
        unit = unit_of("add_up", ("n",), ADD_UP)
        code = tier.compile(unit, self.feedback(unit), UNSET, NoRunner())
        if code is None:
            return
        assert code.unit is unit
        entry = code.entry(0)
        if entry is None:
            return
        code.suspend()
        code.revive()
        for argument, expected in ((5, 15), (0, 0), (2**40, None), ("x", None), (1.5, None)):
            slots: list[object] = [argument, UNSET]
            exit = [RETURNED, 1000]
            if expected is None and argument == 2**40:
                continue  # too many rounds
            value = entry(slots, exit)
            if exit[0] == RETURNED:
                assert value == expected and type(value) is type(expected)
                assert slots == [UNSET, UNSET]
            elif exit[0] == REFUSED:
                assert slots == [argument, UNSET]
            else:
                assert 0 <= exit[0] < len(unit.body().instructions)
                assert slots[0] is not UNSET
                assert code.explain(exit[0])
        code.invalidate()
