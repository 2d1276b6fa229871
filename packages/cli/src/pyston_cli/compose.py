"""The only place that wires Pyston's parts together: a parser and tiers, by name, into an interpreter.

The parts that Pyston comes with are known here by name and imported without a search; only a name that is not among
them makes `importlib.metadata` look through everything that is installed, which takes longer than CPython's start.
"""

from __future__ import annotations

import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib import _load as _load_spec  # type: ignore[attr-defined]
from _frozen_importlib_external import ExtensionFileLoader, PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Final

    from pyston_llvm_tier.cache.store import Store
    from pyston_llvm_tier.tier import LlvmTier
    from pyston_runtime.interfaces.code import CodeUnit
    from pyston_runtime.interfaces.feedback import UnitFeedback
    from pyston_runtime.interfaces.interpreter import Interpreter
    from pyston_runtime.interfaces.parser import Parser
    from pyston_runtime.interfaces.tier import Activation, CompiledCode, Runner, Tier

#: Entry point groups: each entry names a callable without obligatory arguments that makes the part.
PARSER_GROUP: Final = "pyston.parsers"
TIER_GROUP: Final = "pyston.tiers"

#: The parts that come with Pyston, as their distributions register them too.
KNOWN_PARSERS: Final = {
    "native": "pyston_parser.seam:NativeParser",
    "host": "pyston_runtime.parsers.host:HostParser",
    "subprocess": "pyston_cli.subprocess_parser:SubprocessParser",
}
KNOWN_TIERS: Final = {"llvm": "pyston_llvm_tier.tier:LlvmTier", "ir": "pyston_llvm_tier.ir_tier:IrTier"}

DEFAULT_PARSER: Final = "native"

#: The tiers without `--tiers`. The compiling ones are off until they hold, and pay, for every benchmark.
DEFAULT_TIERS: Final = ["interp"]

#: What in the environment changes a tier.
TIER_SETTINGS: Final = ("PYSTON_LLVM",)

#: The interpreter's own name among the tiers. It is always there: every other tier gives up into it.
FIRST_TIER: Final = "interp"

#: The tier whose machine is Python, with host frames of its own for each of the guest's.
IR_TIER: Final = "ir"


class SparedImportlib:
    """Stands in for the package `importlib` while parts of Pyston are imported.

    mypyc's start of compiled modules takes two classes and a few functions from there, by way of the package itself,
    whose import takes a twentieth of CPython's whole start. Where it has been imported, nothing is done.
    """

    def __enter__(self) -> None:
        self._names: list[str] = []
        if "importlib" not in sys.modules:
            machinery = type(sys)("importlib.machinery")
            machinery.__dict__.update(ModuleSpec=ModuleSpec, ExtensionFileLoader=ExtensionFileLoader)
            spared = {
                "importlib": type(sys)("importlib"),
                "importlib.machinery": machinery,
                "importlib._bootstrap": sys.modules["_frozen_importlib"],
            }
            sys.modules.update(spared)
            self._names.extend(spared)

    def __exit__(self, *_: object) -> None:
        for name in self._names:
            sys.modules.pop(name, None)


class LateTier:
    """A tier that nobody asked for by name: imported when something is hot, so that a start does without it.

    It keeps `pyston_runtime.interfaces.tier.Tier`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._made: Tier | None = None

    def made(self) -> Tier:
        """The tier itself, imported now.

        Raises:
            PartError: it cannot be.
        """
        if self._made is None:
            made: Tier = _load(self.name, "tier", TIER_GROUP, KNOWN_TIERS)()
            self._made = made
        return self._made

    def unavailable(self) -> str | None:
        """Why the tier stays off on this host, or None when it can work."""
        try:
            return self.made().unavailable()
        except PartError as error:
            return str(error)

    def compile(self, unit: CodeUnit, feedback: UnitFeedback, unset: object, runner: Runner) -> CompiledCode | None:
        """Compile a hot unit."""
        return self.made().compile(unit, feedback, unset, runner)

    def activations(self) -> list[Activation]:
        """What runs compiled code in this thread, the innermost first."""
        return [] if self._made is None else self._made.activations()

    def statistics(self) -> dict[str, object]:
        """What was compiled and what was not, with reasons: JSON-ready."""
        try:
            return self.made().statistics()
        except PartError:
            return {"compiled": 0, "units": [], "refused": {}}


class PartError(Exception):
    """A part that does not exist or cannot be used; the message says what to do about it."""


def make_parser(name: str | None = None, python: str | None = None) -> Parser:
    """Make a parser.

    Args:
        name: as given to `--parser`, or None for the default.
        python: the command for the subprocess parser, which it takes as its argument.

    Raises:
        PartError: no such parser, or it cannot be imported.
    """
    if python is not None:
        if name not in (None, "subprocess"):
            raise PartError(f"--parser-python is for the subprocess parser, not for {name}")
        name = "subprocess"
    if name in (None, DEFAULT_PARSER):
        return _native_parser()
    factory = _load(name, "parser", PARSER_GROUP, KNOWN_PARSERS)
    parser: Parser = factory() if python is None else factory(python)
    return parser


def _native_parser() -> Parser:
    """The native parser, imported when there is something to parse, wherever `sys.path` may lead by then."""
    from pyston_runtime.parsers.deferred import DeferredParser

    module_name, _, attribute = KNOWN_PARSERS[DEFAULT_PARSER].partition(":")
    name = module_name.partition(".")[0]
    path = list(sys.path)
    library = PathFinder.find_spec(f"{name}__mypyc")
    # each search takes a two-hundredth of a start
    package = PathFinder.find_spec(name) if library is None else None
    if library is None and package is None:
        raise PartError(f"the parser {DEFAULT_PARSER} cannot be used: {name} is not installed")

    def load() -> Parser:
        for spec in (library, package or PathFinder.find_spec(name, path)):
            if spec is not None and spec.name not in sys.modules:
                _load_spec(spec)
        if package is not None:
            from pyston_runtime.imports.own_names import keep_apart

            keep_apart(package.submodule_search_locations or ())
        module = __import__(module_name, fromlist=[attribute])
        parser: Parser = getattr(module, attribute)()
        return parser

    files = [str(library.origin)] if package is None else _files_of(package)  # type: ignore[union-attr]
    return DeferredParser(DEFAULT_PARSER, files, load)


def _files_of(package: ModuleSpec) -> list[str]:
    """The sources of a package that is not compiled."""
    folders = list(package.submodule_search_locations or ())
    files: list[str] = []
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.name.endswith(".py"):
                files.append(entry.path)
            elif entry.is_dir() and entry.name != "__pycache__":
                folders.append(entry.path)
    return sorted(files)


def make_tiers(names: Sequence[str] | None = None) -> list[Tier]:
    """Make the tiers above the interpreter.

    Args:
        names: as given to `--tiers`, the interpreter's among them; None for the default.

    Raises:
        PartError: no such tier, it cannot be imported, its settings make no sense, or the interpreter is left out.
    """
    if names is None:
        names = DEFAULT_TIERS
        if not any(setting in os.environ for setting in TIER_SETTINGS):  # which are checked at once
            return [LateTier(name) for name in names if name != FIRST_TIER]
    if FIRST_TIER not in names:
        raise PartError(f"the interpreter is where every tier starts: --tiers {','.join([FIRST_TIER, *names])}")
    try:
        return [_load(name, "tier", TIER_GROUP, KNOWN_TIERS)() for name in names if name != FIRST_TIER]
    except ValueError as error:
        raise PartError(str(error)) from error


def make_interpreter(parser: Parser, tiers: Sequence[Tier]) -> Interpreter:
    """Make the interpreter that runs guest code, with its parser and the tiers that it hands hot code to.

    Raises:
        PartError: the settings of tiering make no sense.
    """
    with SparedImportlib():
        from ast_interp import Interpreter as FirstTier
        from ast_interp.process.polling import LIMITS

    LIMITS.widen(any(tier.name == IR_TIER for tier in tiers))
    try:
        return FirstTier(parser, tuple(tiers))
    except ValueError as error:
        raise PartError(str(error)) from error


def interpreter_dumps() -> tuple[Callable[..., str], Callable[..., str]]:
    """What prints the interpreter's stages: scopes and register code."""
    from ast_interp import dump_code, dump_scopes

    return dump_scopes, dump_code


def native_tier(tiers: Sequence[Tier]) -> LlvmTier | None:
    """The tier among these that compiles to machine code, whose stages can be dumped."""
    found = next((tier for tier in tiers if tier.name == "llvm"), None)
    return found.made() if isinstance(found, LateTier) else found  # type: ignore[return-value]


def native_dumps() -> dict[str, Callable[[LlvmTier, str], str]]:
    """What prints the stages of the compiled units of a name, by the name of the stage."""
    from pyston_llvm_tier.dumps import dump_asm, dump_ir, dump_llvm

    return {"ir": dump_ir, "llvm": dump_llvm, "asm": dump_asm}


def object_cache() -> Store | None:
    """The object code that is kept from one run to the next; None where it is switched off."""
    from pyston_llvm_tier.cache.place import store

    return store()


def _load(name: str, what: str, group: str, known: dict[str, str]) -> Callable[..., Any]:
    """What makes the part called `name`."""
    place = known.get(name)
    if place is None:
        return _load_foreign(name, what, group, known)
    module_name, _, attribute = place.partition(":")
    try:
        module = __import__(module_name, fromlist=[attribute])
    except ImportError as error:
        raise PartError(f"the {what} {name} cannot be used: {error}") from error
    factory: Callable[..., Any] = getattr(module, attribute)
    return factory


def _load_foreign(name: str, what: str, group: str, known: dict[str, str]) -> Callable[..., Any]:
    from importlib.metadata import entry_points

    found = entry_points(group=group)
    for entry in found.select(name=name):
        try:
            factory: Callable[..., Any] = entry.load()
        except (ImportError, AttributeError) as error:
            raise PartError(f"the {what} {name} ({entry.value}) cannot be used: {error}") from error
        return factory
    own = [FIRST_TIER] if group == TIER_GROUP else []
    names = ", ".join(sorted({*own, *known, *found.names}))
    raise PartError(f"there is no {what} called {name!r}; there are: {names}")
