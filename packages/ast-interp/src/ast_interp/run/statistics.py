"""What ran where, as JSON-ready data: every unit that was entered, and totals for each tier."""

from __future__ import annotations

from _collections_abc import Iterable

from ast_interp.run.machine import Code, Counts
from pyston_runtime.interfaces.code import CodeUnit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyston_runtime.interfaces.tier import Tier

#: The interpreter's own name among the tiers.
FIRST_TIER = "interp"


def statistics(linked: Iterable[Code], collected: Counts, tiers: tuple[Tier, ...]) -> dict[str, object]:
    """Gather the statistics of an interpreter.

    Args:
        linked: the linked code that is alive; of one unit there may be several, one for each set of globals.
        collected: the counts of what is not.
        tiers: the tiers above the interpreter; their own statistics are taken as they are.

    Returns:
        `units`: a list with the `name`, `file`, `line`, `kind`, `entries`, `back_edges` and `tier` of each unit, most
        entered first. `tiers`: by name, what each tier says of itself. `totals`: the number of `units`, `entries` and
        `back_edges`. `collected`: the part of the totals that units have which no longer exist.
    """
    by_unit: dict[CodeUnit, list[Code]] = {}
    for code in linked:
        by_unit.setdefault(code.unit, []).append(code)
    units = [_unit(unit, codes) for unit, codes in by_unit.items()]
    units.sort(key=_order)
    gone = {"units": int(collected.units), "entries": int(collected.entries), "back_edges": int(collected.back_edges)}
    totals = dict(gone)
    totals["units"] += len(units)
    for codes in by_unit.values():
        for code in codes:
            totals["entries"] += int(code.entries)
            totals["back_edges"] += int(code.back_edges)
    by_tier: dict[str, object] = {FIRST_TIER: dict(totals)}
    for tier in tiers:
        by_tier[tier.name] = tier.statistics()
    return {"totals": totals, "collected": gone, "tiers": by_tier, "units": units}


def _unit(unit: CodeUnit, codes: list[Code]) -> dict[str, object]:
    return {
        "name": unit.qualname,
        "file": unit.filename,
        "line": unit.first_line,
        "kind": unit.kind if unit.flavour == "plain" else unit.flavour,
        "entries": sum([int(code.entries) for code in codes]),
        "back_edges": sum([int(code.back_edges) for code in codes]),
        "tier": FIRST_TIER,
    }


def _order(unit: dict[str, object]) -> tuple[int, str, int, str]:
    return -int(str(unit["entries"])), str(unit["file"]), int(str(unit["line"])), str(unit["name"])
