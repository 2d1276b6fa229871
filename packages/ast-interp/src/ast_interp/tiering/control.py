"""Which units are handed to the compile tiers, when, and when their code is dropped again.

Longer than other files, since the units and what they are units of refer to each other.
"""

from __future__ import annotations

from _collections_abc import Callable
from time import perf_counter

from ast_interp.link.linker import joined_ops
from ast_interp.ops.calling import SPECIALS, guest_code, tracks
from ast_interp.process.polling import LIMITS, poll
from ast_interp.run.activation import new_frame, park
from ast_interp.run.machine import FAILED, RUNNING, SHOWN, SWITCH, Code, Frame, FunctionCode, Op
from ast_interp.run.runs import COMPILED, run_noted
from ast_interp.run.unwind import enter_traceback, unwind
from ast_interp.run.wiring import MACHINE
from ast_interp.tiering.gates import Gate, Passage
from ast_interp.tiering.graph import loop_heads, plain_ops, recorded_ops
from ast_interp.tiering.profile import Profile
from ast_interp.tiering.signals import hold_signals, let_signals_in
from ast_interp.tiering.thresholds import Thresholds
from pyston_runtime.interfaces.code import FUNCTION, NONE, PLAIN, Body
from pyston_runtime.interfaces.feedback import START
from pyston_runtime.interfaces.tier import BEYOND, COLD, GUARD, INTERPRETED, NEWER, Activation, CompiledCode, Tier
from pyston_runtime.interfaces.typed import Any, Final, FunctionType, MethodType, cast, final

#: How often compiled code leaves for what is not compiled before the interpreter looks how long that took, and how many
#: seconds there must be from one time to the next: it costs a third of a microsecond to leave and to come back.
_LOOKED_AT: Final = 512
_LEAST_STAY: Final = 3e-6
#: How many times more deopts each version is allowed than the one before: making one anew costs as much as some ten
#: thousand of them, and what a long run meets early is not all that it will meet.
_LENIENCE: Final = 4
#: How many rounds of a hot unit's loop are worth a way of its own into compiled code.
_LEAST_ROUNDS: Final = 4096
#: How many rounds a frame's loops go in all, at most, where they are short.
_SHORT: Final = 4096
#: How many times more rounds are waited for then.
_UNLIKELY: Final = 64
#: The most rounds of a loop that are recorded while other loops of the unit have not been seen.
_MOST_RECORDED: Final = 2048
#: How many frames pass a gate before the tier is asked again for code that it is still making: at first, and at most.
_LEAST_PATIENCE: Final = 16
_MOST_PATIENCE: Final = 2048


@final
class HotUnit(Passage):
    """A unit that became hot: its graphs, its gates and its compiled code.

    Another thread may drop the code, or have it made, wherever the host switches: so what is asked of the code is asked
    of one that was taken hold of, and what is noted of it may be gone.
    """

    def __init__(self, tiering: Tiering, code: Code, function: FunctionCode) -> None:
        self.tiering = tiering
        self.code = code
        self.function = function
        self.avoid: set[int] = set()
        self.gates: dict[int, Op] = {}
        body = code.unit.body()
        self.profile = Profile(body)
        for head in loop_heads(body):
            self.gates[head] = Gate(self, head)
        self.plain = plain_ops(body, self.gates)
        self.recorded = recorded_ops(body, self.profile, self.gates)
        self.start = Gate(self, 0)
        self.short = not self.gates and _is_short(body, tiering.thresholds.short)
        self.compiled: CompiledCode | None = None
        self.kept = ""
        self.versions = 0
        self.exits: dict[int, int] = {}
        self.total_exits: dict[int, int] = {}
        self.reasons: dict[int, str] = {}
        self.refusals = 0
        self.causes: dict[int, str] = {}
        self.looked: dict[int, float] = {}
        self.cold = 0

    def all_gates(self) -> list[Gate]:
        """The start's gate and the loops'."""
        return [self.start, *[gate for gate in self.gates.values() if isinstance(gate, Gate)]]

    def passed(self, gate: Gate, frame: Frame) -> Op:
        index = int(gate.index)
        if self.kept or (gate.closed and gate.tried):
            return self.plain[index]
        if frame.namespace is not None or LIMITS.observed or self.tiering.busy:
            return self.plain[index]
        if gate.wait > 0:
            gate.wait -= 1
            return self.plain[index]
        compiled = self.compiled
        if gate.patience > 0 and compiled is not None and compiled.waiting(index):
            if gate.patience < _MOST_PATIENCE:
                gate.patience *= 2
            gate.wait = gate.patience
            return self.plain[index]
        gate.count += 1
        if gate.count <= self.tiering.thresholds.record or self.expects_more(gate):
            gate.met = True
            self.profile.meet_state(START if gate is self.start else index, frame.slots)
            return self.recorded[index]
        if gate is not self.start and gate.count <= self.least_rounds():
            return self.plain[index]
        if gate.closed:
            # The way here was cold when the code was made; it has been recorded since.
            gate.tried = True
            self.versions -= 1
            self.drop()
        before = hold_signals()
        self.tiering.busy = True
        try:
            self.find_entry(gate)
        finally:
            self.tiering.busy = False
            let_signals_in(frame, before)
        return self.plain[index] if gate.entry is None else gate

    def least_rounds(self) -> int:
        """How many rounds of a loop are waited for before it gets a way in of its own.

        Where frames are many and their loops short, the next frame comes in at the start: only one that is found to be
        in a loop for long is worth the code.
        """
        least = _LEAST_ROUNDS
        code = self.code
        if self.start.entry is not None or self.start.patience > 0:
            if code.back_edges < _SHORT * code.entries:
                least = _LEAST_ROUNDS * _UNLIKELY
        return min(self.tiering.thresholds.loops, least)

    def expects_more(self, gate: Gate) -> bool:
        """Whether recording goes on until control has been through all loops, so that they are compiled as one."""
        if gate is self.start or gate.count > _MOST_RECORDED or gate.count > self.tiering.thresholds.loops:
            return False
        return any([isinstance(other, Gate) and not other.met for other in self.gates.values()])

    def find_entry(self, gate: Gate) -> None:
        """Have the unit compiled, if it is not yet, and ask for the way in at a gate."""
        index = int(gate.index)
        self.compile()
        compiled = self.compiled
        if compiled is None or self.kept:
            return
        entry = compiled.entry(index)
        gate.patience = 0
        if self.short:
            self.leave_start()
            return
        if entry is not None:
            gate.entry = entry
            return
        if compiled.waiting(index):
            gate.patience = _LEAST_PATIENCE
            gate.wait = gate.patience
            return
        gate.closed = True
        gate.count = 0

    def plain_op(self, index: int) -> Op:
        return self.plain[index]

    def compile(self) -> None:
        """Have the first tier that wants it compile the unit; without any, the interpreter keeps it."""
        if self.compiled is not None:
            return
        self.versions += 1
        code = self.code
        feedback = self.profile.feedback(int(code.entries), int(code.back_edges), self.function, frozenset(self.avoid))
        for tier in self.tiering.tiers:
            self.compiled = tier.compile(code.unit, feedback, self.tiering.unset, self)
            if self.compiled is not None:
                self.tiering.owners[self.compiled] = self
                return
        self.keep("no tier compiles it")

    def leave_start(self) -> None:
        """Have the interpreter run the function itself; compiled callers run its code."""
        [op] = joined_ops(self.code.unit.body(), [0])
        self.start.through = op
        self.code.entry = op

    def drop(self) -> None:
        """Forget the code, and record again before the next."""
        self.detach()
        if self.short:
            self.start.through = None
            self.code.entry = self.start
        self.exits.clear()
        for gate in self.all_gates():
            gate.closed = False
            gate.count = self.tiering.thresholds.record
        if self.versions >= self.tiering.thresholds.versions:
            self.keep("too many deopts")

    def keep(self, reason: str) -> None:
        """Leave the unit to the interpreter for good: in a graph that has no gates."""
        self.kept = reason
        gates = self.all_gates()
        ops = joined_ops(self.code.unit.body(), [int(gate.index) for gate in gates])
        for gate, op in zip(gates, ops, strict=True):
            gate.through = op
        if self.code.entry is self.start:
            self.code.entry = ops[0]

    def detach(self) -> None:
        """Have nobody enter the compiled code any more."""
        if self.compiled is not None:
            self.compiled.invalidate()
        self.compiled = None
        self.causes.clear()
        self.cold = 0
        for gate in self.all_gates():
            gate.entry = None
            gate.wait = 0
            gate.patience = 0

    def left(self, frame: Frame, index: int, raised: bool) -> Op:
        self.count_exit(index, raised)
        if raised:
            return self.recorded[index].next
        if LIMITS.watched:
            # perhaps for this: see `poll`
            frame.op = self.plain[index]
            MACHINE.poll_under(frame)
        # what follows has been recorded unless something was met that is new
        cause = self.causes.get(index, GUARD)
        return self.recorded[index] if cause in (GUARD, COLD) else self.plain[index]

    def refused(self, gate: Gate, frame: Frame) -> Op:
        index = int(gate.index)
        self.profile.meet_state(START if gate is self.start else index, frame.slots)
        self.refusals += 1
        if self.refusals % self.most_exits() == 0:
            self.drop()
        return self.recorded[index]

    def most_exits(self) -> int:
        """How many deopts for one reason are enough to have the code made anew."""
        return self.tiering.thresholds.exits * int(_LENIENCE ** max(self.versions - 1, 0))

    def count_exit(self, index: int, raised: bool) -> None:
        """A deopt at an instruction: enough of them and the code is made anew, or given up."""
        compiled = self.compiled
        cause = "" if raised or compiled is None else self.cause(compiled, index)
        if cause in (NEWER, BEYOND):
            # for better code, or at the end of the part that was compiled
            return
        seen = self.exits.get(index, 0) + 1
        self.exits[index] = seen
        self.total_exits[index] = self.total_exits.get(index, 0) + 1
        if compiled is not None:
            if index not in self.reasons:
                self.reasons[index] = compiled.explain(index)
            if raised:
                if self.code.unit.body().instructions[index].handler == NONE:
                    return
                # its handler was not compiled; it has been recorded since
                cause = COLD
            if cause == COLD:
                # wherever it was, what follows has been recorded since
                self.cold += 1
                if self.cold >= self.most_exits():
                    self.drop()
                return
            if cause == INTERPRETED:
                if seen % _LOOKED_AT == 0:
                    now = perf_counter()
                    if now - self.looked.get(index, 0.0) < _LOOKED_AT * _LEAST_STAY:
                        self.drop()
                        self.keep(f"leaves too often at {index}: {self.reasons[index]}")
                    self.looked[index] = now
                return
            if seen % self.most_exits():
                return
            if cause == GUARD:
                self.avoid.add(index)
            self.drop()

    def cause(self, compiled: CompiledCode, index: int) -> str:
        """Why compiled code leaves at an instruction."""
        cause = self.causes.get(index)
        if cause is None:
            cause = compiled.cause(index)
            self.causes[index] = cause
        return cause

    def resume(self, slots: list[object], index: int, error: BaseException | None, left: int) -> object:
        """Run a frame that compiled code gave up, and which no interpreter's frame waits for, to its end."""
        code = self.code
        slots.extend(code.template[len(slots) :])
        frame = Frame(self.function, code)
        frame.slots = slots
        frame.depth = max(int(LIMITS.recursion) - left, 0)
        if index < 0:
            index = 0
        else:
            self.count_exit(index, error is not None)
        op = self.recorded[index].next
        frame.resume = self.recorded[index]
        if LIMITS.watched and error is None:
            frame.op = op
            try:
                MACHINE.poll_under(frame)
            except BaseException as raised:
                error = raised
        if error is not None:
            following = unwind(frame, op, error, True)
            if frame.status == FAILED:
                failure = frame.error
                frame.error = None
                assert failure is not None
                MACHINE.reraise(failure)
            frame.resume = following
        stopped = run_noted(frame)
        if stopped.status == FAILED:
            failure = stopped.error
            stopped.error = None
            assert failure is not None
            MACHINE.reraise(failure)
        value = frame.value
        frame.value = None
        return value

    def catch(self, slots: list[object], index: int, error: BaseException) -> BaseException:
        """Compiled code takes an exception along that an instruction raised: its traceback gets the frame's entry."""
        frame = new_frame(self.function)
        own = frame.slots
        frame.slots = slots
        try:
            return enter_traceback(frame, index, error)
        finally:
            frame.slots = own
            park(frame)

    def call(
        self, slots: list[object], index: int, names: tuple[str, ...], callee: object, /, *arguments: object
    ) -> object:
        """Compiled code calls what may look at its caller: its frame can be seen."""
        self.tiering.shown += 1
        frame = new_frame(self.function)
        own = frame.slots
        slots.extend(self.code.template[len(slots) :])
        frame.slots = slots
        frame.op = self.plain[index]
        frame.status = SHOWN
        given = list(arguments)
        keywords: dict[str, object] = {}
        if names:
            keywords = dict(zip(names, given[-len(names) :], strict=True))
            del given[-len(names) :]
        try:
            called = callee.__func__ if isinstance(callee, MethodType) else callee
            function = guest_code(called) if isinstance(called, FunctionType) else None
            if function is None:
                return SPECIALS.standing(frame, callee, given, keywords)
            if tracks(function):
                return SPECIALS.tracked(frame, callee, given, keywords)
            return cast(Any, callee)(*given, **keywords)
        finally:
            frame.op = SWITCH
            frame.status = RUNNING
            frame.slots = own
            park(frame)

    def poll(self) -> bool:
        """Let other threads in; where the program has signal handlers, compiled code is left for them."""
        if LIMITS.watched:
            return True
        poll()
        return False

    def frame_of(self, activation: Activation) -> Frame:
        """A frame that shows where compiled code stands."""
        self.tiering.shown += 1
        frame = Frame(self.function, self.code)
        slots = activation.slots
        slots.extend(self.code.template[len(slots) :])
        frame.slots = slots
        frame.at = activation.at
        frame.op = self.plain[activation.at]
        frame.status = SHOWN
        return frame

    def statistics(self) -> dict[str, object]:
        """What happened to the unit."""
        unit = self.code.unit
        instructions = unit.body().instructions
        return {
            "unit": unit.qualname,
            "file": unit.filename,
            "line": unit.first_line,
            "versions": self.versions,
            "compiled": self.compiled is not None,
            "interpreted because": self.kept,
            "refusals": self.refusals,
            "deopts": {
                str(index): {
                    "count": count,
                    "reason": self.reasons.get(index, ""),
                    "line": instructions[index].position.line,
                }
                for index, count in sorted(self.total_exits.items())
            },
        }


def _is_short(body: Body, least: int) -> bool:
    """Whether a body has fewer instructions than these, and no calls."""
    instructions = body.instructions
    return len(instructions) < least and not any([one.operation.startswith("call") for one in instructions])


@final
class Tiering:
    """The hooks of the running interpreter, and the units that became hot.

    Attributes:
        tiers: those that work here.
        off: why others do not, by name.
        thresholds: when a unit is hot.
        units: what became hot.
        shown: how many frames were shown that ran compiled code.
        owners: the units of all code that was ever made: frames may still run in it.
        unset: the mark of an empty slot.
        busy: whether a tier is at work: what it calls of the standard library may be guest code (`--include`), and is
            interpreted meanwhile.
        link_through: what links units, where this stands before it.
    """

    def __init__(self, tiers: tuple[Tier, ...], unset: object, thresholds: Thresholds) -> None:
        self.tiers: list[Tier] = []
        self.off: dict[str, str] = {}
        self.thresholds = thresholds
        self.units: dict[Code, HotUnit] = {}
        self.shown = 0
        self.owners: dict[CompiledCode, HotUnit] = {}
        self.unset = unset
        self.busy = False
        self.link_through: Callable[[FunctionCode], Code] | None = None
        for tier in tiers:
            reason = tier.unavailable()
            if reason is None:
                self.tiers.append(tier)
            else:
                self.off[tier.name] = reason

    def install(self) -> None:
        """Take part in the run."""
        if not self.tiers:
            MACHINE.hot_loop = None
            MACHINE.hot_entry = None
            return
        COMPILED.standing = self.standing
        LIMITS.leave_compiled = self.suspend
        LIMITS.enter_compiled = self.revive
        MACHINE.hot_loop = self.loop
        MACHINE.hot_entry = self.entry
        if self.thresholds.entries == 1 or self.thresholds.loops == 1:
            self.link_through = MACHINE.link
            MACHINE.link = self.link

    def activations(self) -> list[Activation]:
        """What runs compiled code in this thread, the innermost first."""
        found: list[Activation] = []
        for tier in self.tiers:
            found += tier.activations()
        return found

    def standing(self, frame: Frame) -> list[Frame]:
        """The frames that run compiled code which this one has entered, itself the last; none where it has not."""
        found: list[Frame] = []
        for activation in self.activations():
            found.append(self.owners[activation.code].frame_of(activation))
            if activation.entered is frame.slots:
                return found
            if activation.entered is not None:
                found.clear()
        return []

    def suspend(self) -> None:
        """Have the interpreter run everything from now on: somebody may be observing the program."""
        for unit in list(self.units.values()):
            if unit.compiled is not None:
                unit.compiled.suspend()

    def revive(self) -> None:
        """Nobody observes any more."""
        for unit in list(self.units.values()):
            if unit.compiled is not None:
                unit.compiled.revive()

    def link(self, function: FunctionCode) -> Code:
        """Link a unit and make it hot at once, but for one that is linked while somebody observes."""
        assert self.link_through is not None
        code = self.link_through(function)
        if not LIMITS.observed:
            self.hot(function, code)
        return code

    def loop(self, frame: Frame, head: int) -> Op | None:
        """A loop has gone round another 256 times: where it goes on when it is hot."""
        code = frame.code
        if code.back_edges < self.thresholds.loops or LIMITS.observed:
            return None
        unit = self.hot(frame.function, code)
        return None if unit.kept else unit.gates.get(head)

    def entry(self, frame: Frame) -> None:
        """A function has been entered another 1024 times."""
        code = frame.code
        if code.entries < self.thresholds.entries or LIMITS.observed:
            return
        self.hot(frame.function, code)

    def hot(self, function: FunctionCode, code: Code) -> HotUnit:
        """The hot unit of a code."""
        unit = self.units.get(code)
        if unit is None:
            unit = HotUnit(self, code, function)
            self.units[code] = unit
            if code.unit.kind == FUNCTION and code.unit.flavour == PLAIN:
                code.entry = unit.start
        return unit

    def statistics(self) -> dict[str, object]:
        """What was hot, what was compiled, what was left and why."""
        units = [unit.statistics() for unit in self.units.values()]
        deopts = 0
        for unit in self.units.values():
            deopts += sum(unit.total_exits.values())
        return {
            "off": dict(self.off),
            "thresholds": {"entries": self.thresholds.entries, "loops": self.thresholds.loops},
            "hot": len(self.units),
            "compiled": len([unit for unit in self.units.values() if unit.compiled is not None]),
            "deopts": deopts,
            "shown": self.shown,
            "units": units,
        }
