"""Reads the directives that a test program carries in its comments.

A program says for itself what it needs, so that adding one is adding a file. Directives stand on lines of their own
and start in the first column:

    # args: one "two words"         arguments of the program
    # stdin: text\\n                 its standard input, with Python escapes
    # min-version: 3.12             skipped on older hosts
    # max-version: 3.12             skipped on newer hosts
    # mode-skip: llvm: reason       not run under that mode; the reason is obligatory
    # stat: deopts == 1             a counter of `--stats` must satisfy this, in every mode
    # stat[llvm]: deopts == 1       the same, in one mode only
    # ignore-stderr: reason         stderr is not compared; the reason is obligatory
"""

from __future__ import annotations

import operator
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_DIRECTIVE: Final = re.compile(r"^# (?P<key>[a-z-]+)(?:\[(?P<mode>[\w-]+)\])?: ?(?P<value>.*)$", re.MULTILINE)
_STAT: Final = re.compile(r"^(?P<name>[\w.-]+) *(?P<relation>==|!=|<=|>=|<|>) *(?P<bound>-?\d+(?:\.\d+)?)$")
_RELATIONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
KNOWN: Final = frozenset({"args", "stdin", "min-version", "max-version", "mode-skip", "stat", "ignore-stderr"})


class DirectiveError(ValueError):
    """A directive that is misspelt or lacks a part: a test must never be weakened by a typing mistake."""


@dataclass(frozen=True, slots=True)
class StatCheck:
    """One assertion about a counter; `name` may be dotted to reach into nested objects of the JSON."""

    name: str
    relation: str
    bound: float
    mode: str | None

    def failure(self, stats: object) -> str | None:
        """What is wrong with `stats` (parsed JSON) by this check, or None."""
        value = stats
        for part in self.name.split("."):
            if not isinstance(value, dict) or part not in value:
                return f"counter {self.name!r} is absent from the statistics"
            value = value[part]
        if not isinstance(value, (int, float)):
            return f"counter {self.name!r} is no number: {value!r}"
        if not _RELATIONS[self.relation](value, self.bound):
            return f"counter {self.name} is {value}, wanted {self.relation} {self.bound:g}"
        return None


@dataclass(frozen=True, slots=True)
class Directives:
    """Everything that a program asks of the harness."""

    arguments: tuple[str, ...] = ()
    stdin: str = ""
    min_version: tuple[int, int] | None = None
    max_version: tuple[int, int] | None = None
    mode_skips: dict[str, str] = field(default_factory=dict)
    stats: tuple[StatCheck, ...] = ()
    ignore_stderr: str | None = None

    def version_skip(self, version: tuple[int, int]) -> str | None:
        """The reason to skip on a host of that (major, minor) version, or None."""
        if self.min_version is not None and version < self.min_version:
            return "needs CPython {}.{} or newer".format(*self.min_version)
        if self.max_version is not None and version > self.max_version:
            return "needs CPython {}.{} or older".format(*self.max_version)
        return None


def _version(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)\.(\d+)", text.strip())
    if match is None:
        raise DirectiveError(f"not a version: {text!r}")
    return int(match[1]), int(match[2])


def parse(source: str) -> Directives:
    """The directives in `source` (the text of a program).

    Raises:
        DirectiveError: for an unreadable directive.
    """
    arguments: tuple[str, ...] = ()
    stdin = ""
    versions: dict[str, tuple[int, int]] = {}
    mode_skips: dict[str, str] = {}
    stats: list[StatCheck] = []
    ignore_stderr: str | None = None
    for match in _DIRECTIVE.finditer(source):
        key, mode, value = match["key"], match["mode"], match["value"]
        if key not in KNOWN:
            continue
        if mode is not None and key != "stat":
            raise DirectiveError(f"{key} takes no mode")
        if key == "args":
            arguments = tuple(shlex.split(value))
        elif key == "stdin":
            stdin = value.encode("latin-1", "backslashreplace").decode("unicode_escape")
        elif key in ("min-version", "max-version"):
            versions[key] = _version(value)
        elif key == "mode-skip":
            skipped, separator, reason = value.partition(":")
            if not separator or not reason.strip():
                raise DirectiveError("mode-skip needs 'MODE: reason'")
            mode_skips[skipped.strip()] = reason.strip()
        elif key == "stat":
            stat = _STAT.match(value.strip())
            if stat is None:
                raise DirectiveError(f"not a statistic's check: {value!r}")
            stats.append(StatCheck(stat["name"], stat["relation"], float(stat["bound"]), mode))
        else:
            if not value.strip():
                raise DirectiveError("ignore-stderr needs a reason")
            ignore_stderr = value.strip()
    return Directives(
        arguments,
        stdin,
        versions.get("min-version"),
        versions.get("max-version"),
        mode_skips,
        tuple(stats),
        ignore_stderr,
    )
