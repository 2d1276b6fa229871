"""Bind arguments to the parameters of guest functions, as the host would where it calls them.

Which parameter an argument goes to depends on the callee's code and the call's keywords alone, so a call with keywords
works that out once: its `Plan`. Where something does not fit, the host makes the call instead, and raises its errors.
"""

from __future__ import annotations

from ast_interp.run.activation import complete, copy_closure, empty, new_frame
from ast_interp.run.host import defaults_of, keyword_defaults_of
from ast_interp.run.machine import UNSET, Frame, FunctionCode
from ast_interp.run.wiring import MACHINE
from pyston_runtime.interfaces.typed import Final, FunctionType, final, i64

# In `Plan.places`: what goes into `*args` and `**kwargs`.
_SURPLUS: Final = -1
_OTHER: Final = -2


@final
class Plan:
    """Where the arguments of one call go in a callee's frame.

    Attributes:
        function: what is called.
        bound: whether an object comes first that is not among the arguments.
        count, names: how many arguments there are; the keyword names of the last of them.
        places: a slot for each argument; something negative for what goes into `*args` or `**kwargs`.
        gaps: the parameters that need their default.
        collects: whether there are `*args` or `**kwargs`.
        usable: whether the arguments fit at all.
        other: a plan that the same op made before, for another callee or other arguments.
    """

    def __init__(self, function: FunctionCode, bound: bool, count: int, names: tuple[str, ...]) -> None:
        self.function = function
        self.bound = bound
        self.count = count
        self.names = names
        self.places: list[int] = []
        self.gaps: list[int] = []
        self.collects = function.variadic or function.keywords
        self.usable = False
        self.other: Plan | None = None
        if not function.plain:
            return
        if function.code is None:
            MACHINE.link(function)
        start = 1 if bound else 0
        by_position = start + count - len(names)
        if start > function.positional or (by_position > function.positional and not function.variadic):
            return
        taken = min(by_position, function.positional)
        filled = list(range(taken))
        places = filled[start:] + [_SURPLUS] * (by_position - taken)
        for name in names:
            place = int(parameter_place(function, name))
            if place < 0:
                if not function.keywords:
                    return
                place = _OTHER
            elif place in filled:
                return
            filled.append(place)
            places.append(place)
        self.places = places
        self.gaps = [place for place in range(function.named) if place not in filled]
        self.usable = True

    def bind(self, callee: FunctionType, target: object, arguments: list[object]) -> Frame | None:
        """The callee's frame, ready to enter; None when a default is missing.

        Args:
            callee: the function object, for defaults and closure.
            target: the object that comes first; anything where none does.
            arguments: the others.
        """
        inner = new_frame(self.function)
        slots = inner.slots
        if self.bound:
            slots[0] = target
        index: i64 = 0
        for place in self.places:
            if place >= 0:
                slots[place] = arguments[index]
            index += 1
        if self.settle(callee, inner, arguments):
            return inner
        empty(inner)
        return None

    def settle(self, callee: FunctionType, inner: Frame, arguments: list[object]) -> bool:
        """Put the rest into a frame, cells, `*args` and `**kwargs`, and defaults: False where one is missing."""
        function = self.function
        if self.gaps and not fill_gaps(callee, function, self.gaps, inner.slots):
            return False
        if self.collects:
            self.collect(inner.slots, arguments)
        if function.captures:
            copy_closure(callee, inner)
        return True

    def collect(self, slots: list[object], arguments: list[object]) -> None:
        """Put `*args` and `**kwargs` into their slots."""
        function = self.function
        place = function.named
        by_position = len(arguments) - len(self.names)
        if function.variadic:
            start = function.positional - 1 if self.bound else function.positional
            slots[place] = tuple(arguments[start:by_position])
            place += 1
        if function.keywords:
            others: dict[str, object] = {}
            index = by_position
            for name in self.names:
                if self.places[index] == _OTHER:
                    others[name] = arguments[index]
                index += 1
            slots[place] = others


def fill_gaps(callee: FunctionType, function: FunctionCode, gaps: list[int], slots: list[object]) -> bool:
    """Put defaults where no argument is given; False where a parameter has none."""
    defaults = defaults_of(callee)
    keyword_defaults: dict[str, object] | None = None
    for place in gaps:
        if place < function.positional:
            if defaults is None:
                return False
            index = place - (function.positional - len(defaults))
            if index < 0:
                return False
            slots[place] = defaults[index]
        else:
            if keyword_defaults is None:
                keyword_defaults = keyword_defaults_of(callee)
                if keyword_defaults is None:
                    return False
            value = keyword_defaults.get(function.names[place], UNSET)
            if value is UNSET:
                return False
            slots[place] = value
    return True


def bind(function: FunctionCode, callee: FunctionType, arguments: list[object]) -> Frame | None:
    """Bind arguments given by position to a guest function's parameters, without a plan.

    Args:
        function: what is called.
        callee: the function object, for defaults and closure.
        arguments: all arguments.

    Returns:
        The callee's frame, ready to enter; None when the host must do it: for its errors, and for generators.
    """
    if not function.plain:
        return None
    if function.code is None:
        MACHINE.link(function)
    count = len(arguments)
    positional = function.positional
    if count > positional and not function.variadic:
        return None
    inner = new_frame(function)
    slots = inner.slots
    place: i64 = 0
    for argument in arguments:
        if place == positional:
            break
        slots[place] = argument
        place += 1
    if not complete(function, callee, inner, place):
        empty(inner)
        return None
    if count > positional:
        slots[function.named] = tuple(arguments[positional:])
    if function.captures:
        copy_closure(callee, inner)
    return inner


def parameter_place(function: FunctionCode, name: str) -> i64:
    """Which parameter a keyword names; something negative when none that can be given so."""
    parameters = function.names
    place: i64 = function.positional_only
    while place < function.named:
        if parameters[place] is name:
            return place
        place += 1
    # a keyword from `**` need not be the same string
    place = function.positional_only
    while place < function.named:
        if parameters[place] == name:
            return place
        place += 1
    return -1
