"""The table of modes: every way in which Pyston can run one and the same program.

A new tier, threshold or fault injection becomes one row here and is at once tried on every program.
"""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to run: options of `pyston-cli run` and additions to the environment.

    A mode on request runs only when it is asked for by name.
    """

    name: str
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    takes_stats: bool = True
    on_request: bool = False


# Compile whatever runs twice.
_EAGER: Final = {"PYSTON_TIERING": "entries=1,loops=1,record=1,short=0"}


def _native(name: str, settings: str, tier: str = "llvm") -> Mode:
    changes = {**_EAGER, "PYSTON_LLVM": f"verify=1,background=0{settings}"}
    return Mode(name, ("--tiers", f"interp,{tier}"), changes, on_request=True)


MODES: Final[tuple[Mode, ...]] = (
    Mode("interp", ("--tiers", "interp")),
    Mode("default"),
    Mode("host-parser", ("--parser", "host"), on_request=True),
    Mode("subprocess-parser", ("--parser", "subprocess"), on_request=True),
    _native("ir", "", "ir"),
    _native("llvm", ""),
    # every guard fails whenever it is reached: the even ones, then the odd ones
    _native("llvm-even-guards", ",fail=0/2"),
    _native("llvm-odd-guards", ",fail=1/2"),
    # every loop is left, and entered again, at each of its back-edges
    _native("llvm-back-edges", ",osr=1"),
    # the code that is made quickly, which good code takes the place of
    _native("llvm-cheap", ",setting=cheap"),
    # as programs are run, with the compiler on a thread of its own
    Mode(
        "llvm-background",
        ("--tiers", "interp,llvm"),
        {**_EAGER, "PYSTON_LLVM": "share=100000"},
        on_request=True,
    ),
)

# Stands in for the whole table when another command is put under test, such as plain `python` to test the harness.
CUSTOM: Final = Mode("custom", takes_stats=False)


@dataclass(frozen=True, slots=True)
class UnderTest:
    """The command that must behave as CPython does, up to the place where a mode's options go."""

    command: tuple[str, ...]
    modes: tuple[Mode, ...]


def under_test(command: str | None, mode_names: str | None) -> UnderTest:
    """Chooses the command and the modes.

    Args:
        command: a shell-quoted command that replaces Pyston, or None for Pyston itself.
        mode_names: comma-separated names out of the table, `all`, or None for all but those on request.

    Raises:
        ValueError: for a mode that the table does not have.
    """
    if command is not None:
        return UnderTest(tuple(shlex.split(command)), (CUSTOM,))
    known = {mode.name: mode for mode in MODES}
    if mode_names is None:
        names = [mode.name for mode in MODES if not mode.on_request]
    elif mode_names == "all":
        names = list(known)
    else:
        names = [name.strip() for name in mode_names.split(",")]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"unknown modes: {', '.join(unknown)} (there are {', '.join(known)})")
    return UnderTest((sys.executable, "-m", "pyston_cli", "run"), tuple(known[name] for name in names))


def environment() -> dict[str, str]:
    """The environment that oracle and Pyston share, so that nothing in it can tell them apart.

    The packages' sources go on PYTHONPATH: a checkout is tested as it stands, installed or not. What the caller has
    on PYTHONPATH comes before them, which is how a folder of compiled packages is tested.
    """
    result = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYSTON"))}
    result["PYTHONHASHSEED"] = "0"
    result["PYTHONDONTWRITEBYTECODE"] = "1"
    result["PYTHONIOENCODING"] = "utf-8"
    sources = sorted(str(path) for path in REPOSITORY.glob("packages/*/src"))
    result["PYTHONPATH"] = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), *sources)))
    return result
