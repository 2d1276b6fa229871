"""Grows random programs along the language's grammar.

The choice made: programs are not type-correct. Values of all kinds meet in all operators, so that errors, handlers and
unwinding are exercised as much as results; what is kept in hand is that every program ends (fuel, see `guest_support`)
and that its output holds no address. What the compiler rejects is thrown away and grown again from the next number.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

NAMES: Final = ("a", "b", "c", "d", "e")
ERRORS: Final = ("ValueError", "TypeError", "KeyError", "IndexError", "Custom", "Deeper", "ZeroDivisionError")
CAUGHT: Final = (*ERRORS, "Exception", "(ValueError, TypeError)", "ArithmeticError", "LookupError", "NameError")
BINARY: Final = ("+", "-", "//", "%", "&", "|", "^", "/", "+", "-")
COMPARE: Final = ("<", "<=", "==", "!=", ">", ">=", "==", "in", "not in")  # `is`: which literals are one is no law
PRELUDE: Final = "from guest_support import Custom, Deeper, Manager, cap, report, safe, show, tick\n"
KINDS: Final = ("int", "int", "str", "list", "any")
KIND_OF: Final = {"a": "int", "b": "int", "c": "str", "d": "list", "e": "any"}
NAMES_OF: Final = {"int": ("a", "b"), "str": ("c",), "list": ("d",), "any": NAMES}
ATOMS: Final = {
    "int": ("0", "1", "2", "3", "-1", "7", "255", "(2**63 - 1)", "(-(2**63))", "2**31", "True", "1.5", "-2.25"),
    "str": ("'k'", "''", "'abc'", "'xyz'", "'a b'"),
    "list": ("[]", "[1, 2, 3]", "(1, 2)", "[3, 1, 2]", "list(range(4))", "[0]"),
    "any": (
        "None",
        "0.0",
        "{'k': 1}",
        "{1: 'one'}",
        "b'by'",
        "[[1], [2, 3]]",
        "range(3)",
        "{1, 2}",
        "1j",
        "(...)",
        "()",
    ),
}
METHODS: Final = {
    "int": ("bit_length()", "conjugate()", "__add__(1)"),
    "str": ("upper()", "split()", "replace('a', 'b')", "find('b')", "startswith('a')"),
    "list": ("count(1)", "index(2)", "copy()"),
    "any": ("append(1)", "get('k')", "items()", "pop()", "value", "__class__.__name__"),
}
ATTRIBUTES: Final = ("real", "value", "other", "__class__.__name__")


class Context:
    """What may stand at a place: inside a loop, a function, a generator, a handler; which functions there are."""

    def __init__(self, depth: int, indent: int) -> None:
        self.depth = depth
        self.indent = indent
        self.in_loop = False
        self.in_function = False
        self.in_generator = False
        self.in_handler = False

    def inner(self) -> Context:
        """The context of a block within this one."""
        copy = Context(self.depth - 1, self.indent + 1)
        copy.in_loop, copy.in_function = self.in_loop, self.in_function
        copy.in_generator, copy.in_handler = self.in_generator, self.in_handler
        return copy

    def function(self, generator: bool) -> Context:
        """The context of a function's body: a new scope, in no loop and no handler."""
        copy = Context(self.depth - 1, self.indent + 1)
        copy.in_function, copy.in_generator = True, generator
        return copy


class Grower:
    """Grows one program from a random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: list[str] = []
        self.functions: list[tuple[str, int, bool]] = []
        self.classes: list[str] = []
        self.count = 0

    def program(self) -> str:
        """The source of a whole program."""
        top = Context(3, 0)
        self.lines.append(PRELUDE)
        for name, kind in KIND_OF.items():
            self.emit(top, f"{name} = {self.atom(kind)}")
        for _ in range(self.random.randint(2, 4)):
            self.random.choice((self.function, self.function, self.klass))(top)
        for _ in range(self.random.randint(3, 6)):
            self.guarded(top)
        for name, arity, generator in self.functions:
            call = f"{name}({', '.join(self.expression(1, KIND_OF[NAMES[i]]) for i in range(arity))})"
            self.emit(top, "try:")
            self.emit(top, f"    show({name!r}, {f'list({call})' if generator else call})")
            self.emit(top, "except Exception as error:")
            self.emit(top, "    show('caught', error, error.__context__, error.__cause__)")
        self.emit(top, f"show({', '.join(NAMES)})")
        self.statement(top)
        return "\n".join(self.lines) + "\n"

    def guarded(self, context: Context) -> None:
        """A statement of the module's own, most often so that an error in it does not end the program."""
        if self.chance(10):
            self.statement(context)
            return
        self.emit(context, "try:")
        self.block(context.inner())
        self.emit(context, "except Exception as error:")
        self.emit(context, "    report(error)")

    def emit(self, context: Context, text: str) -> None:
        """One line at the context's indentation."""
        self.lines.append("    " * context.indent + text)

    def fresh(self, prefix: str) -> str:
        """A name that no other thing of the program has."""
        self.count += 1
        return f"{prefix}{self.count}"

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.random.randrange(100) < percent

    # Expressions. `kind` is what the expression most likely is: "int", "str", "list" or "any".

    def kind(self, wanted: str) -> str:
        """`wanted`, or now and then another kind: this is where errors come from."""
        return self.random.choice(KINDS) if self.chance(6) or wanted == "any" else wanted

    def atom(self, kind: str = "any") -> str:
        """A literal."""
        return self.random.choice(ATOMS[self.kind(kind)])

    def name(self, kind: str = "any") -> str:
        """A variable that most likely holds that kind; now and then one that may not be bound."""
        if self.chance(1):
            return self.random.choice(("missing", "error", "self"))
        return self.random.choice(NAMES_OF[self.kind(kind)])

    def expression(self, depth: int, kind: str = "any") -> str:
        """An expression, parenthesised so that it can stand anywhere."""
        kind = self.kind(kind)
        if depth <= 0 or self.chance(15):
            return self.name(kind) if self.chance(60) else self.atom(kind)
        forms = self._general if self.chance(30) else self._forms[kind]
        return self.random.choice(forms)(self, depth - 1, kind)

    def arithmetic(self, depth: int, kind: str) -> str:
        return f"({self.expression(depth, kind)} {self.random.choice(BINARY)} {self.expression(depth, kind)})"

    def times(self, depth: int, kind: str) -> str:
        operator = self.random.choice(
            ("* 2", "* 3", "** 2", "<< 2", ">> 1", "* -1") if kind == "int" else ("* 2", "* -1")
        )
        return f"({self.expression(depth, kind)} {operator})"

    def joined(self, depth: int, kind: str) -> str:
        return f"({self.expression(depth, kind)} + {self.expression(depth, kind)})"

    def compare(self, depth: int, _kind: str) -> str:
        kind = self.kind("any")
        parts = [self.expression(depth, kind)]
        for _ in range(self.random.choice((1, 1, 2))):
            operator = self.random.choice(COMPARE)
            parts += [operator, self.expression(depth, "list" if operator.endswith("in") else kind)]
        return f"({' '.join(parts)})"

    def nothing(self, depth: int, _kind: str) -> str:
        return f"({self.expression(depth)} is {self.random.choice(('None', 'not None', '...'))})"

    def boolean(self, depth: int, kind: str) -> str:
        operator = self.random.choice((" and ", " or "))
        return f"({operator.join(self.expression(depth, kind) for _ in range(self.random.choice((2, 2, 3))))})"

    def unary(self, depth: int, kind: str) -> str:
        return f"({self.random.choice(('-', 'not ', '~', '+'))}{self.expression(depth, kind)})"

    def conditional(self, depth: int, kind: str) -> str:
        return f"({self.expression(depth, kind)} if {self.expression(depth)} else {self.expression(depth, kind)})"

    def display(self, depth: int, _kind: str) -> str:
        items = [self.expression(depth, "int") for _ in range(self.random.randint(0, 3))]
        if self.chance(20):
            items.append(f"*{self.expression(depth, 'list')}")
        return f"[{', '.join(items)}]"

    def other_display(self, depth: int, _kind: str) -> str:
        items = [self.expression(depth) for _ in range(self.random.randint(0, 3))]
        if self.chance(50):
            return f"({', '.join(items)}{',' if items else ''})"
        spread = [f"**{self.expression(depth)}"] if self.chance(10) else []
        return "{" + ", ".join([f"{self.atom('str')}: {item}" for item in items] + spread) + "}"

    def element(self, depth: int, _kind: str) -> str:
        return (
            f"{self.expression(depth, 'list')}[{self.random.choice(('0', '-1', '1', self.expression(depth, 'int')))}]"
        )

    def slice(self, depth: int, kind: str) -> str:
        return f"{self.expression(depth, kind)}[{self.random.choice(('1:', ':2', '::-1', '-2:', '1:3'))}]"

    def method(self, depth: int, kind: str) -> str:
        return f"({self.expression(depth, kind)}).{self.random.choice(METHODS[kind])}"

    def attribute(self, depth: int, _kind: str) -> str:
        if self.classes and self.chance(70):
            return f"{self.random.choice(self.classes)}({self.expression(depth)}).{self.random.choice(ATTRIBUTES)}"
        return f"({self.expression(depth)}).{self.random.choice(ATTRIBUTES)}"

    def builtin(self, depth: int, kind: str) -> str:
        if kind == "int":
            return f"{self.random.choice(('len', 'sum', 'max', 'min'))}({self.expression(depth, 'list')})"
        if kind == "list":
            return f"{self.random.choice(('list', 'sorted', 'tuple'))}({self.expression(depth, 'list')})"
        return f"({self.expression(depth, 'str')}).join(map(str, [{self.expression(depth, 'int')}]))"

    def call(self, depth: int, kind: str) -> str:
        if not self.functions or self.chance(15):
            return self.function_value(depth, kind)
        name, arity, generator = self.random.choice(self.functions)
        arguments = [self.expression(depth, KIND_OF[NAMES[i]]) for i in range(arity)]
        if self.chance(10):
            arguments = arguments[:-1] if self.chance(50) else [*arguments, self.expression(depth)]
        if self.chance(10):
            arguments.append(f"*{self.expression(depth, 'list')}")
        if self.chance(15):
            arguments.append(f"{self.random.choice(NAMES)}={self.expression(depth)}")
        called = f"{name}({', '.join(arguments)})"
        return f"list({called})" if generator and self.chance(80) else called

    def function_value(self, depth: int, kind: str) -> str:
        parameter = self.random.choice(NAMES)
        given = self.expression(depth, KIND_OF[parameter])
        default = f"={self.expression(depth)}" if self.chance(30) else ""
        return f"(lambda {parameter}{default}: {self.expression(depth, kind)})({given})"

    def comprehension(self, depth: int, _kind: str) -> str:
        target = self.random.choice(NAMES)
        source = self.random.choice(("range(3)", "[1, 2]", "'ab'", self.expression(depth, "list")))
        tail = f" if {self.expression(depth)}" if self.chance(30) else ""
        if self.chance(20):
            tail = f" for {self.random.choice(NAMES)} in range(2)" + tail
        body = self.expression(depth, "int")
        return self.random.choice(("[{}]", "[{}]", "list({})", "sorted({{{}}})")).format(
            f"{body} for {target} in {source}{tail}"
        )

    def formatted(self, depth: int, _kind: str) -> str:
        kind = self.random.choice(("int", "str"))
        inside = self.expression(min(depth, 1), kind)
        if any(mark in inside for mark in "'{:!\\"):
            inside = "a"
        return "f'<{safe(" + inside + ")" + self.random.choice(("", "!r", ":>5", "=")) + "}>'"

    def walrus(self, depth: int, kind: str) -> str:
        name = self.random.choice(NAMES_OF[kind])
        return f"({name} := cap({self.expression(depth, kind)}))"

    _general: Final[tuple[Callable[[Grower, int, str], str], ...]] = (
        boolean, conditional, call, call, call, attribute, walrus, element, function_value,
    )  # fmt: skip
    _forms: Final[dict[str, tuple[Callable[[Grower, int, str], str], ...]]] = {
        "int": (arithmetic, arithmetic, arithmetic, times, compare, unary, builtin, method),
        "str": (joined, times, slice, method, formatted, builtin),
        "list": (joined, display, display, slice, comprehension, comprehension, builtin, times),
        "any": (compare, nothing, other_display, arithmetic, unary, comprehension, method, attribute),
    }

    # Statements.

    def block(self, context: Context, least: int = 1) -> None:
        """One statement or a few."""
        for _ in range(self.random.randint(least, least + 1)):
            self.statement(context)

    def statement(self, context: Context) -> None:
        """A statement that may stand there; compound ones only while there is depth left."""
        forms = self._compound if context.depth > 0 and self.chance(50) else self._simple
        self.random.choice(forms)(self, context)

    def assign(self, context: Context) -> None:
        name = self.random.choice(NAMES)
        self.emit(context, f"{name} = cap({self.expression(3, KIND_OF[name])})")

    def unpack(self, context: Context) -> None:
        targets = self.random.choice(("a, b", "a, *b", "(a, b), c", "*c, d", "d, e, a", "b, = ", "[a, b]"))
        separator = "" if targets.endswith("= ") else " = "
        self.emit(context, f"{targets}{separator}{self.expression(2, 'list')}")

    def augmented(self, context: Context) -> None:
        name = self.random.choice(NAMES)
        operator = self.random.choice(("+=", "-=", "//=", "%=", "|=", "&=", "^=")) if KIND_OF[name] == "int" else "+="
        self.emit(context, f"{name} {operator} {self.expression(2, KIND_OF[name])}")
        self.emit(context, f"{name} = cap({name})")

    def store(self, context: Context) -> None:
        target = self.random.choice(("d[0]", "e['k']", "d[-1]", "d[1:]", "e.value", "d[a]"))
        self.emit(context, f"{target} = {self.expression(2, 'list' if target == 'd[1:]' else 'int')}")

    def display_values(self, context: Context) -> None:
        self.emit(context, f"show({', '.join(self.expression(2) for _ in range(self.random.randint(1, 3)))})")

    def delete(self, context: Context) -> None:
        self.emit(context, f"del {self.random.choice(('d[0]', 'd[-1]', 'd[1:]', 'a', 'e'))}")

    def raised(self, context: Context) -> None:
        if context.in_handler and self.chance(40):
            self.emit(context, "raise")
            return
        cause = f" from {self.random.choice(('None', 'ValueError(1)', self.expression(1)))}" if self.chance(25) else ""
        self.emit(context, f"raise {self.random.choice(ERRORS)}({self.random.choice(('', '1', repr('k')))}){cause}")

    def checked(self, context: Context) -> None:
        self.emit(context, f"assert {self.expression(2)}, {self.atom()}")

    def leave(self, context: Context) -> None:
        forms = []
        if context.in_loop:
            forms += ["break", "continue"]
        if context.in_function:
            forms += [f"return {self.expression(2)}", "return"]
        if context.in_generator:
            forms += [f"yield {self.expression(2)}", f"{self.random.choice(NAMES)} = yield {self.expression(2)}"] * 2
            generators = [function for function in self.functions if function[2]]
            if generators:
                name, arity, _ = self.random.choice(generators)
                forms.append(f"yield from {name}({', '.join(self.expression(1) for _ in range(arity))})")
            forms.append(f"{self.random.choice(NAMES)} = yield from {self.expression(2)}")
        self.emit(context, self.random.choice(forms) if forms else f"show({self.expression(2)})")

    def branch(self, context: Context) -> None:
        self.emit(context, f"if {self.expression(2)}:")
        self.block(context.inner())
        if self.chance(30):
            self.emit(context, f"elif {self.expression(2)}:")
            self.block(context.inner())
        if self.chance(50):
            self.emit(context, "else:")
            self.block(context.inner())

    def loop(self, context: Context) -> None:
        inner = context.inner()
        inner.in_loop = True
        if self.chance(60):
            source = self.random.choice(("range(4)", "[1, 2, 3]", "'abc'", self.expression(2, "list")))
            target = self.random.choice((*NAMES, "a, b") if self.chance(20) else ("a", "b"))
            self.emit(context, f"for {target} in {source}:")
        else:
            self.emit(context, f"while {self.expression(2, 'int')}:")
        self.emit(inner, "tick()")
        self.block(inner, 2)
        if self.chance(25):
            self.emit(context, "else:")
            self.block(context.inner())

    def attempt(self, context: Context) -> None:
        self.emit(context, "try:")
        self.block(context.inner(), 2)
        handlers = self.random.randint(0, 2)
        for _ in range(handlers):
            inner = context.inner()
            inner.in_handler = True
            caught = self.random.choice(CAUGHT)
            if self.chance(50):
                name = self.random.choice((*NAMES, "error"))
                self.emit(context, f"except {caught} as {name}:")
                self.emit(inner, f"show('caught', {name}, {name}.__context__)")
            else:
                self.emit(context, f"except {caught}:")
            self.block(inner)
        if handlers and self.chance(30):
            self.emit(context, "else:")
            self.block(context.inner())
        if not handlers or self.chance(40):
            self.emit(context, "finally:")
            self.block(context.inner())

    def grouped(self, context: Context) -> None:
        inner = context.inner()
        self.emit(context, "try:")
        self.emit(
            inner, f"raise ExceptionGroup('g', [{self.random.choice(ERRORS)}(1), {self.random.choice(ERRORS)}(2)])"
        )
        inner.in_loop = inner.in_function = inner.in_generator = False  # no break, continue or return in except*
        inner.in_handler = True
        self.emit(context, f"except* {self.random.choice(ERRORS)} as error:")
        self.emit(inner, "show('group', error.exceptions)")
        if self.chance(50):
            self.emit(context, f"except* {self.random.choice(ERRORS)}:")
            self.random.choice((self.assign, self.display_values, self.raised))(inner)

    def managed(self, context: Context) -> None:
        second = f", Manager('second', {self.chance(30)})" if self.chance(30) else ""
        target = f" as {self.random.choice(NAMES)}" if self.chance(30) else ""
        self.emit(context, f"with Manager('first', {self.chance(30)}){target}{second}:")
        self.block(context.inner(), 2)

    def matched(self, context: Context) -> None:
        self.emit(context, f"match {self.expression(2)}:")
        arm, inner = context.inner(), context.inner().inner()
        patterns = (
            "0 | 1",
            "[a, b]",
            "[a, *b]",
            "{'k': c}",
            "int(a)",
            "str() as d",
            "(1, _)",
            "None",
            "{1: a, **e}",
            "-1",
        )
        for pattern in self.random.sample(patterns, self.random.randint(1, 3)):
            guard = f" if {self.expression(1)}" if self.chance(25) else ""
            self.emit(arm, f"case {pattern}{guard}:")
            self.block(inner)
        if self.chance(50):
            self.emit(arm, "case other:")
            self.block(inner)

    def function(self, context: Context) -> None:
        name = self.fresh("f")
        generator = self.chance(30)
        arity = self.random.randint(0, 3)
        parameters = [NAMES[i] for i in range(arity)]
        if self.chance(25):
            parameters.append(f"{NAMES[arity]}={self.atom(KIND_OF[NAMES[arity]])}")
        if self.chance(15):
            parameters.append("*rest")
        if self.chance(15):
            parameters.append("**options")
        if self.chance(12):
            self.emit(context, "@(lambda function: function)")
        self.emit(context, f"def {name}({', '.join(parameters)}):")
        inner = context.function(generator)
        taken = {parameter.split("=")[0] for parameter in parameters}
        free = [other for other in NAMES if other not in taken]
        if free and self.chance(40):
            keyword = "nonlocal" if context.in_function and self.chance(60) else "global"
            self.emit(inner, f"{keyword} {self.random.choice(free)}")
        self.emit(inner, "tick()")
        self.block(inner, 2)
        if generator:
            self.emit(inner, f"yield {self.expression(1)}")
        elif self.chance(60):
            self.emit(inner, f"return {self.expression(2)}")
        if context.in_function:
            call = f"{name}({', '.join(self.expression(1, KIND_OF[NAMES[i]]) for i in range(arity))})"
            self.emit(context, f"show({f'list({call})' if generator else call})")
        elif context.indent == 0:
            self.functions.append((name, arity, generator))

    def klass(self, context: Context) -> None:
        name = self.fresh("C")
        base = f"({self.random.choice(self.classes)})" if self.classes and self.chance(50) else ""
        self.emit(context, f"class {name}{base}:")
        inner = context.inner()
        inner.in_loop = inner.in_function = inner.in_generator = False
        self.emit(inner, f"value = {self.expression(1)}")
        self.emit(inner, "def __init__(self, *given):")
        if base:
            self.emit(inner, "    super().__init__(*given)")
        self.emit(inner, f"    self.other = {self.expression(2)}")
        for method in self.random.sample(("__len__", "__getitem__", "__add__", "__call__", "__eq__", "__bool__"), 2):
            extra = "" if method in ("__len__", "__bool__") else ", *args"
            body = inner.function(False)
            self.emit(inner, f"def {method}(self{extra}):")
            self.emit(body, "tick()")
            self.block(body)
            self.emit(body, f"return {self.expression(2)}")
        self.emit(inner, "@property")
        self.emit(inner, "def real(self):")
        self.emit(inner, f"    return {self.expression(2)}")
        if self.chance(50):
            self.emit(inner, "__hash__ = None")
        if context.indent == 0:
            self.classes.append(name)

    _simple: Final[tuple[Callable[[Grower, Context], None], ...]] = (
        assign, assign, assign, unpack, augmented, augmented, store, display_values, display_values, delete,
        raised, checked, leave, leave, leave,
    )  # fmt: skip
    _compound: Final[tuple[Callable[[Grower, Context], None], ...]] = (
        branch, branch, loop, loop, attempt, attempt, attempt, grouped, managed, matched, function, klass,
    )  # fmt: skip


def program(seed: int) -> str:
    """The program of that number: the first that compiles, of those grown from it."""
    for attempt in range(1000):
        source = Grower(seed * 1000 + attempt).program()
        try:
            compile(source, "<generated>", "exec")
        except (SyntaxError, ValueError):
            continue
        return source
    raise AssertionError(f"seed {seed} yields no program that compiles")
