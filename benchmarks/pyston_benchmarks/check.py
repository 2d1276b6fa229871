"""Whether every benchmark computes under each peer what it computes under the host, before anybody believes a time.

A benchmark runs twice under the host and once under each peer, with digests taken of its results, its arguments and
what each of its functions returned (`stand_in/pyperf_probe.py`). What differs between the host's own two runs, such as
a time or an address, is not compared. Compiling tiers are handed code early, so that a short run reaches them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pyston_benchmarks.catalogue import Benchmark
from pyston_benchmarks.measure import Measurement, Settings
from pyston_benchmarks.peers import Peer
from pyston_benchmarks.schedule import measure_with_libraries

SAME: Final = "same"
DIFFERS: Final = "DIFFERS"
UNKNOWN: Final = "unknown"
_EARLY: Final = (("PYSTON_TIERING", "entries=100,loops=200,record=4,short=0"),)
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One benchmark by one peer: `status` is "same", "DIFFERS", "failed", "timeout" or "unknown".

    `told` says what is wrong.
    """

    benchmark: str
    peer: str
    status: str
    told: str


def verdicts(
    benchmarks: Sequence[Benchmark],
    host: Peer,
    others: Sequence[Peer],
    settings: Settings,
    tell: Callable[[Verdict], None],
) -> list[Verdict]:
    """Runs all of it; on Ctrl-C, the verdicts until then. `tell` is called with each as it is reached."""
    found: list[Verdict] = []
    probing = replace(settings, probe=True)

    def reach(verdict: Verdict) -> None:
        found.append(verdict)
        tell(verdict)

    try:
        for benchmark in benchmarks:
            once, twice = (_run(benchmark, host, probing) for _ in range(2))
            bad = next((one for one in (once, twice) if one.status != "ok"), None)
            reach(Verdict(benchmark.name, host.name, bad.status if bad else SAME, bad.stderr if bad else ""))
            for peer in others:
                if bad is not None:
                    reach(Verdict(benchmark.name, peer.name, UNKNOWN, "the host itself has no result"))
                    continue
                mine = _run(benchmark, replace(peer, settings=(*_EARLY, *peer.settings)), probing)
                if mine.status != "ok":
                    reach(Verdict(benchmark.name, peer.name, mine.status, mine.stderr))
                    continue
                told = difference(once.observed, twice.observed, mine.observed)
                reach(Verdict(benchmark.name, peer.name, DIFFERS if told else SAME, told))
    except KeyboardInterrupt:
        pass
    return found


def _run(benchmark: Benchmark, peer: Peer, settings: Settings) -> Measurement:
    if benchmark.whole_process:  # nothing is recorded: it is enough that it ends
        return replace(measure_with_libraries(benchmark, peer, replace(settings, probe=False)), observed=())
    return measure_with_libraries(benchmark, peer, settings)


def difference(once: Any, twice: Any, mine: Any, place: str = "") -> str:
    """Where `mine` is not what `once` and `twice` agree on, as "place: expected, got"; "" for nowhere."""
    if isinstance(once, dict) and isinstance(twice, dict) and isinstance(mine, dict):
        for key in sorted({*once, *mine}):
            told = difference(once.get(key, _ABSENT), twice.get(key, _ABSENT), mine.get(key, _ABSENT), f"{place}.{key}")
            if told:
                return told
        return ""
    if isinstance(once, list | tuple) and isinstance(twice, list | tuple) and isinstance(mine, list | tuple):
        if len(once) == len(twice) != len(mine):
            return f"{place}: {len(once)} of them, not {len(mine)}"
        for index, each in enumerate(zip(once, twice, mine, strict=False)):
            told = difference(*each, f"{place}[{index}]")
            if told:
                return told
        return ""
    if once == twice and once != mine:
        expected, got = ("nothing" if each is _ABSENT else repr(each) for each in (once, mine))
        return f"{place.lstrip('.')}: {expected} by the host, {got} here"
    return ""
