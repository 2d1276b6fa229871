"""Host frames that stand for guest frames during a call.

Who walks the host's frames (`logging`, `warnings`, `namedtuple`, `inspect`) must meet the guest's. So a call that such
code may come out of is made by a small host function with the guest's name, file, globals and, all over, the line of
the call. Several can be nested, for the callers of the caller.

Before: a guest frame `work`, whose locals are `x` and `y`, calls a host function `f(1)`. Then: a host function `work`
takes what is handed to it, unpacks it into its locals `x` and `y` and onto its stack, and makes the call there.

What is handed over is taken from a list, at whose end the function finds what was put there right before it was called.
In compiled builds nothing can come between: no other thread and no collection runs from the one to the other. In pure
builds, and where the host itself does something in between, each thread has a list of its own.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable
from _thread import get_ident

from pyston_runtime.interfaces.code import FUNCTION, CodeUnit, Position
from pyston_runtime.interfaces.typed import Any, CodeType, Final, FrameType, FunctionType, cast, final, partial
from pyston_runtime.opcodes import CACHES, INSTRUCTIONS
from pyston_runtime.templates import function_template
from pyston_runtime.tracebacks.frames import Owner, showing_function, shown_code
from pyston_runtime.tracebacks.hidden import unannounced

# a program may put something else in its place
_get_frame: Final = sys._getframe

#: What is handed over where nothing can come between. It begins with some entries so that it is not made larger and
#: smaller at each call.
HANDED: Final[list[object]] = [None] * 6
_TAKE_HANDED: Final = HANDED.pop
_handed_in_thread: Final[dict[int, list[object]]] = {}
#: Values that would be lost on the way out through `exec` or a generator, by thread.
_kept: Final[dict[int, object]] = {}


def _hand_in_thread(value: object) -> list[object]:
    thread = get_ident()
    handed = _handed_in_thread.get(thread)
    if handed is None:
        handed = _handed_in_thread[thread] = []
    handed.append(value)
    return handed


def _take() -> object:
    thread = get_ident()
    handed = _handed_in_thread[thread]
    value = handed.pop()
    if not handed:
        del _handed_in_thread[thread]
    return value


def _keep(value: object) -> None:
    _kept.setdefault(get_ident(), value)


def _one_at_a_time() -> bool:
    enabled = getattr(sys, "_is_gil_enabled", None)
    return enabled is None or bool(enabled())


#: Whether this module is compiled, under a GIL: then what one of its functions does without a call is done at once.
_AT_ONCE: Final = type(_take) is not FunctionType and _one_at_a_time()


@final
class Standing:
    """The function that stands for one frame at one instruction.

    Args:
        unit: the frame's unit.
        name, qualname: the frame's name, which is a comprehension's where that is shown as a frame.
        names: the locals that the frame shows; empty to show none.
        unbound: which of them have no value there.
        position: where the frame is.
        arguments: how many arguments the call is made with.
        alone: whether it is the only one that stands for the call.
        owner: the code of the function whose frame it is, where that is known.

    Attributes:
        code: the function's code.
        at_once: whether it takes from `HANDED`: then nothing comes between the handing over and the taking.
    """

    def __init__(
        self,
        unit: CodeUnit,
        name: str,
        qualname: str,
        names: tuple[str, ...],
        unbound: tuple[int, ...],
        position: Position,
        arguments: int,
        alone: bool,
        owner: Owner | None = None,
    ) -> None:
        self.unit = unit
        self.owner = owner
        self.is_function = unit.kind == FUNCTION
        shown = names if self.is_function else ()
        self.names = names
        self.unbound = unbound
        self.position = position
        # the host makes a dict for `**keywords`, and may collect garbage for it
        self.at_once = _AT_ONCE and alone and not unit.signature.keywords
        template = _calling_template(len(shown), unbound if shown else (), arguments, self.at_once)
        self.code, self.signature = shown_code(template, unit, name, qualname, names, position, owner)
        self.namespace: dict[str, object] | None = None
        self.function: FunctionType | None = None
        self.mapped: CodeType | None = None
        self.holding: CodeType | None = None

    def function_in(self, namespace: dict[str, object]) -> FunctionType:
        """The function, with these globals."""
        function = self.function
        if function is None or self.namespace is not namespace:
            function = showing_function(self.code, namespace, self.signature)
            self.function = function
            self.namespace = namespace
        return function

    def mapped_code(self) -> CodeType:
        """The code for a class body or for `exec` with locals of its own."""
        code = self.mapped
        if code is None:
            code = self.mapped = self.with_template(_mapped_template())
        return code

    def holding_code(self) -> CodeType:
        """The code of a generator that makes the call, and then suspends with a reference to itself."""
        code = self.holding
        if code is None:
            code = self.with_template(_holding_template(self.code.co_nlocals, self.unbound))
            code = self.holding = code.replace(co_flags=code.co_flags | CO_GENERATOR)
        return code

    def with_template(self, template: CodeType) -> CodeType:
        """Another template as the code of this frame."""
        code = self.code
        names = self.names
        return shown_code(template, self.unit, code.co_name, code.co_qualname, names, self.position, self.owner)[0]


#: What stands, its globals, its locals, and the namespace of a class body or of `exec`, else None.
Link = tuple[Standing, dict[str, object], list[object], object]


def call_under_one(standing: Standing, namespace: dict[str, object], given: list[object]) -> object:
    """Call something under one frame.

    Args:
        standing: the frame.
        namespace: its globals.
        given: its locals in the order of its names, the arguments from the last to the first, and what is called.

    Raises:
        BaseException: what the call raises; the traceback begins with entries of ours.
    """
    function = standing.function_in(namespace)
    handed = HANDED
    if standing.at_once:
        handed.append(given)
    else:
        handed = _hand_in_thread(given)
    try:
        return cast(Any, function)()
    except BaseException:
        take_back(given, handed)
        raise


def take_back(given: object, handed: list[object] = HANDED) -> None:
    """The call under a frame has raised: perhaps the host has refused the very call."""
    if handed and handed[-1] is given:
        handed.pop()


def call_standing(chain: list[Link], callee: Callable[[], object]) -> object:
    """Call something under frames.

    Args:
        chain: the frames, the innermost first; none of them `at_once`.
        callee: what the innermost calls.

    Raises:
        BaseException: what the call raises; the traceback begins with entries of ours.
    """
    call = callee
    handed: list[object] = []
    base = 0
    keeps = False
    # all before the first call: no frame of ours is to stand between theirs
    for number, (standing, namespace, values, mapping) in enumerate(chain):
        following: Callable[[], object]
        if mapping is None or standing.is_function:
            given: object = [*values, call]
            following = cast("Callable[[], object]", standing.function_in(namespace))
        else:
            given = call
            following = partial(exec, standing.mapped_code(), namespace, mapping)  # type: ignore[arg-type]
            keeps = True
        handed = _hand_in_thread(given)
        if number == 0:
            base = len(handed) - 1
        call = following
    try:
        value = call()
    finally:
        del handed[base:]
    return _kept.pop(get_ident()) if keeps else value


def frame_of(chain: list[Link], depth: int, detached: bool) -> FrameType:
    """The frame object of the innermost frame of `chain`, or one further out.

    Args:
        chain: as for `call_standing`.
        depth: how far out.
        detached: whether nothing is to be seen behind the outermost.

    Raises:
        ValueError: the call stack is not so deep.
    """
    standing, namespace, values, mapping = chain[-1]
    if not detached or (mapping is not None and not standing.is_function):
        return cast(FrameType, call_standing(chain, partial(_get_frame, depth)))
    if depth >= len(chain):
        raise ValueError("call stack is not deep enough")
    # a frame keeps the one below as it finds it when it ends; a suspended generator's has none
    function = showing_function(standing.holding_code(), namespace, standing.signature)
    holder: Any = function()
    inner: Callable[[], object] = partial(_get_frame, depth)
    if len(chain) > 1:
        inner = partial(call_standing, chain[:-1], inner)
    # it holds itself, and so stays suspended; in the order in which it asks, the last first
    handed = _hand_in_thread(holder)
    base = len(handed) - 1
    _hand_in_thread(inner)
    if values:
        _hand_in_thread(values)
    try:
        next(holder)
    finally:
        del handed[base:]
    if _ENDED_BY_COLLECTOR and not values:
        _keep_suspended(holder)
    return cast(FrameType, _kept.pop(get_ident()))


#: On 3.12 the collector does not see that a frame which the program keeps needs the generator that it is of. Ending
#: that, it would link the frame to whatever runs then.
_ENDED_BY_COLLECTOR: Final = sys.version_info[:2] == (3, 12)
#: So they are kept, until what they stand for is seen not to be. They hold no values of the program's. The first is
#: one that nobody has, to compare with.
_suspended: Final[list[Any]] = []
_count_references: Final = sys.getrefcount


def _keep_suspended(holder: object) -> None:
    if not _suspended:
        unused: Any = FunctionType(function_template("def unused(): yield", "<unused>"), {})()
        next(unused)
        _suspended.append(unused)
    few = _references(_suspended[0])
    _suspended[1:] = [one for one in _suspended[1:] if _references(one) > few]
    _suspended.append(holder)


def _references(holder: Any) -> int:
    return _count_references(holder.gi_frame)


def stands(code: CodeType) -> bool:
    """Whether the code is one that stands for a guest frame during a call."""
    constants = code.co_consts
    # behind it there may be an `Owner`
    return len(constants) in (2, 3) and (constants[1] is _TAKE_HANDED or constants[1] is _take)


CO_GENERATOR: Final = 0x20
_templates: Final[dict[object, CodeType]] = {}
_OBJECTS: Final[dict[object, object]] = {"TAKE": _take, "KEEP": _keep}


def _instruction(name: str, argument: int = 0) -> bytes:
    code = bytes((INSTRUCTIONS[name], argument & 255)) + b"\0\0" * CACHES.get(name, 0)
    return code if argument < 256 else bytes((INSTRUCTIONS["EXTENDED_ARG"], argument >> 8)) + code


def _calling_template(count: int, unbound: tuple[int, ...], arguments: int, at_once: bool) -> CodeType:
    """The code that takes its locals, arguments and callee, and makes the call.

    No text says "unpack this into locals and onto the stack", on which the callee and the arguments have to be so that
    the frame has no locals but the guest's.
    """
    key = (count, unbound, arguments, at_once)
    template = _templates.get(key)
    if template is None:
        before_3_13 = sys.version_info < (3, 13)
        push, load = _instruction("PUSH_NULL"), _instruction("LOAD_CONST", 1)
        code = bytearray(_instruction("RESUME"))
        # a call is of: nothing, the callee, the arguments; from 3.13 on: the callee, nothing or the first argument, ...
        code += push + push + load if before_3_13 else load + push
        code += _calling(0)
        code += _instruction("UNPACK_SEQUENCE", count + arguments + 1)
        for index in range(count):
            code += _instruction("STORE_FAST", index)
        for index in unbound:
            code += _instruction("DELETE_FAST", index)
        if sys.version_info < (3, 12):
            # makes the host specialise what follows, and what went before, after some calls: see `hidden`
            code += _instruction("JUMP_FORWARD", 1) + _instruction("JUMP_FORWARD", 1) + _instruction("JUMP_BACKWARD", 2)
        if before_3_13:
            code += _calling(arguments)
        else:
            code += b"" if arguments else push
            code += _calling(arguments - 1 if arguments else 0)
        code += _instruction("RETURN_VALUE")
        bare = function_template("def stand(): pass\n", "<standing>")
        template = unannounced(
            bare.replace(
                co_code=bytes(code),
                co_consts=(None, _TAKE_HANDED if at_once else _take),
                co_stacksize=count + arguments + 4,
            )
        )
        _templates[key] = template
    return template


def _calling(arguments: int) -> bytes:
    """A call of what stands on the stack."""
    code = _instruction("CALL", arguments)
    return _instruction("PRECALL", arguments) + code if INSTRUCTIONS["PRECALL"] >= 0 else code


def _mapped_template() -> CodeType:
    """The code for a class body or for `exec` with locals of its own."""
    template = _templates.get("mapped")
    if template is None:
        template = unannounced(_from_text("def stand(): 'KEEP'('TAKE'()())\n"))
        _templates["mapped"] = template
    return template


def _holding_template(count: int, unbound: tuple[int, ...]) -> CodeType:
    """The code of a generator that calls, and then suspends with a reference to itself."""
    key = (count, unbound)
    template = _templates.get(key)
    if template is None:
        names = [f"v{index}" for index in range(count)]
        lines = ["def stand():"]
        if names:
            lines.append(f"    {', '.join(names)}, = 'TAKE'()")
        lines += [f"    del v{index}" for index in unbound]
        lines += ["    'KEEP'('TAKE'()())", "    'TAKE'(), (yield)"]
        template = _from_text("\n".join(lines) + "\n")
        _templates[key] = template
    return template


def _from_text(text: str) -> CodeType:
    code = function_template(text, "<standing>")
    return code.replace(co_consts=tuple([_OBJECTS.get(constant, constant) for constant in code.co_consts]))
