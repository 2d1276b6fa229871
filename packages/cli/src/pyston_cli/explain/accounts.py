"""From the statistics of a run to one account for each function: what became of it, and why.

The interpreter counts what it runs, the seam (`tiering`) what was hot and what came back, and the tier what it
compiled; here the three are put together by the function's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyston_cli.compose import FIRST_TIER

#: How many functions that were not hot are shown: those that ran most.
_COLD_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Way:
    """A way into compiled code.

    Attributes:
        what: "start", or "loop" with its line.
        version: which of the function's versions it belongs to, from 1.
        state: which code there is, or why there is none.
        milliseconds: how long that took to make.
    """

    what: str
    version: int
    state: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Deopt:
    """A place where compiled code gave up."""

    line: int
    reason: str
    count: int


@dataclass(slots=True)
class Account:
    """What became of one function.

    Attributes:
        name, file, line: which.
        calls, rounds: how often the interpreter entered it and went round its loops.
        tier: where it stood at the end.
        milliseconds: how long compiling all its versions took.
        guards: of its last version.
        versions: how often it was compiled.
        ways, deopts: see there.
        why: why it is not compiled, or empty.
    """

    name: str
    file: str
    line: int
    calls: int = 0
    rounds: int = 0
    tier: str = FIRST_TIER
    milliseconds: float = 0.0
    guards: int = 0
    versions: int = 0
    ways: list[Way] = field(default_factory=list)
    deopts: list[Deopt] = field(default_factory=list)
    why: str = ""


def accounts(statistics: Mapping[str, Any]) -> list[Account]:
    """The accounts of all functions that were hot, then of those that ran most without becoming so.

    Args:
        statistics: as `--stats=FILE` writes them.
    """
    tiering = statistics.get("tiering", {})
    counted = {_place(unit["name"], unit["file"], unit["line"]): unit for unit in statistics["units"]}
    hot: dict[tuple[str, str, int], Account] = {}
    for unit in tiering.get("units", ()):
        place = _place(unit["unit"], unit["file"], unit["line"])
        account = hot.setdefault(place, Account(*place))
        account.versions += unit["versions"]
        account.why = unit["interpreted because"]
        account.deopts += [
            Deopt(deopt["line"], deopt["reason"] or "an exception", deopt["count"]) for deopt in unit["deopts"].values()
        ]
    compiling = {tier: own for tier, own in statistics.get("tiers", {}).items() if tier != FIRST_TIER}
    for tier, own in compiling.items():
        _add_compiled(tier, own.get("units", ()), hot)
        for place, account in hot.items():
            refused = own.get("refused", {}).get(f"{place[1]}:{place[2]} {place[0]}")
            if refused:
                account.why = refused
    for place, account in hot.items():
        _count(account, counted.pop(place, None))
    cold = [unit for unit in counted.values() if unit["entries"] or unit["back_edges"]]
    cold.sort(key=lambda unit: (-unit["entries"] - unit["back_edges"], unit["file"], unit["line"]))
    return [*_by_time(hot.values()), *(_cold(unit, tiering.get("thresholds")) for unit in cold[:_COLD_SHOWN])]


def _place(name: str, file: str, line: int) -> tuple[str, str, int]:
    return name, file, line


def _count(account: Account, unit: Mapping[str, Any] | None) -> None:
    if unit is not None:
        account.calls, account.rounds = unit["entries"], unit["back_edges"]


def _add_compiled(tier: str, units: Iterable[Mapping[str, Any]], hot: dict[tuple[str, str, int], Account]) -> None:
    """Add what a tier compiled; of several versions the last is the one that stands."""
    versions: dict[tuple[str, str, int], int] = {}
    for unit in units:
        place = _place(unit["unit"], unit["file"], unit["line"])
        account = hot.setdefault(place, Account(*place))
        version = versions[place] = versions.get(place, 0) + 1
        account.milliseconds += unit["milliseconds"]
        account.guards = unit["guards"]
        for point in unit["points"]:
            what = f"loop, line {point['line']}" if point["index"] else "start"
            account.ways.append(Way(what, version, _state(point, unit["valid"]), sum(point["milliseconds"].values())))
        settings = [point["setting"] for point in unit["points"] if point["setting"]]
        account.tier = (
            f"{tier} {'peak' if 'peak' in settings else 'cheap'}" if settings and unit["valid"] else FIRST_TIER
        )
    for account in hot.values():
        if account.tier == FIRST_TIER and not account.why:
            account.why = _why_not(account)


def _state(point: Mapping[str, Any], valid: bool) -> str:
    if not point["setting"]:
        return point["failure"] or "still being compiled at the end"
    made = f"{point['setting']}, from the cache" if point["cached"] else str(point["setting"])
    return made if valid else f"{made}; dropped"


def _why_not(account: Account) -> str:
    if not account.ways:
        return "still being recorded at the end"
    return "; ".join(sorted({way.state for way in account.ways}))


def _by_time(found: Iterable[Account]) -> list[Account]:
    return sorted(found, key=lambda account: (-account.milliseconds, account.file, account.line))


def _cold(unit: Mapping[str, Any], thresholds: Mapping[str, int] | None) -> Account:
    why = "no tier compiles"
    if thresholds:
        why = f"not hot: fewer than {thresholds['entries']:,} calls and {thresholds['loops']:,} rounds"
    account = Account(unit["name"], unit["file"], unit["line"], why=why)
    _count(account, unit)
    return account
