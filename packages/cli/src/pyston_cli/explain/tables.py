"""Accounts as tables on standard error, after everything that the program had to say."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pyston_cli.compose import FIRST_TIER
from pyston_cli.explain.accounts import Account, accounts

#: How wide the tables are where standard error is no terminal, in columns.
_WIDTH = 140


def print_tables(statistics: Mapping[str, Any], console: Console | None = None) -> None:
    """Print what became of each function, the ways into compiled code, and the deopts.

    Args:
        statistics: as `--stats=FILE` writes them.
        console: where to; standard error by default.
    """
    if console is None:
        stream = sys.__stderr__ or sys.stderr
        console = Console(file=stream, width=None if stream.isatty() else _WIDTH)
    for tier, reason in statistics.get("tiering", {}).get("off", {}).items():
        console.print(Text(f"The tier {tier} is off: {reason}."))
    found = accounts(statistics)
    console.print(_functions(found))
    ways = _ways(found)
    if ways.row_count:
        console.print(ways)
    deopts = _deopts(found)
    if deopts.row_count:
        console.print(deopts)
    console.print(Text(_total(statistics)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        right = column in ("calls", "rounds", "ms", "guards", "versions", "times", "version")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    return table


def _functions(found: list[Account]) -> Table:
    table = _table(
        "Functions", "function", "place", "tier", "calls", "rounds", "versions", "ms", "guards", "why not compiled"
    )
    for one in found:
        compiled = one.tier != FIRST_TIER
        table.add_row(
            Text(one.name),
            Text(_where(one)),
            Text(one.tier, "green" if compiled else ""),
            f"{one.calls:,}",
            f"{one.rounds:,}",
            str(one.versions or ""),
            _milliseconds(one.milliseconds),
            str(one.guards or ""),
            Text("" if compiled else one.why),
        )
    return table


def _ways(found: list[Account]) -> Table:
    table = _table("Ways into compiled code", "function", "way in", "version", "code", "ms")
    for one in found:
        for way in one.ways:
            state = Text(way.state)
            table.add_row(Text(one.name), way.what, str(way.version), state, _milliseconds(way.milliseconds))
    return table


def _deopts(found: list[Account]) -> Table:
    table = _table("Deopts", "function", "place", "times", "reason")
    for one in found:
        for deopt in sorted(one.deopts, key=lambda deopt: -deopt.count):
            where = Text(f"{os.path.basename(one.file)}:{deopt.line}")
            table.add_row(Text(one.name), where, f"{deopt.count:,}", Text(deopt.reason))
    return table


def _total(statistics: Mapping[str, Any]) -> str:
    parts = []
    for tier, own in statistics.get("tiers", {}).items():
        objects = own.get("objects")
        if objects:
            parts.append(
                f"{tier}: {own['milliseconds']:,} ms of compiling; object code: {objects['from LLVM']} from LLVM, "
                f"{objects['from the cache']} from the cache ({objects['cache']})"
            )
    return "; ".join(parts) or "Nothing was compiled."


def _where(one: Account) -> str:
    return f"{os.path.basename(one.file)}:{one.line}"


def _milliseconds(taken: float) -> str:
    return f"{taken:,.1f}" if taken else ""
