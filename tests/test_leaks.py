"""Memory is flat over a thousand repetitions of each construct, in every mode, as it is under CPython.

CPython's own figures are the measure for what a construct leaves to the cycle collector: frames and tracebacks must
die with the reference counts wherever they do there.
"""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path

from harness import outcome
from harness.modes import Mode, environment

SCRIPT = Path(__file__).resolve().parent / "leaks" / "programs" / "constructs.py"
REPETITIONS = 1000
# Caches and free lists may move a little at any time; a leak moves at least one block a repetition.
SLACK = REPETITIONS // 4
#: Constructs whose memory waits for the collector here and not on the host. Each must be so: what is mended goes out.
COLLECTED = {
    "dynamic": "linked ops refer to each other in circles, so the code of `exec` dies with the next collection",
    "dropped_functions": "the same, of functions in a namespace that nothing refers to; more than the host has",
    "dropped_classes": "the same, of methods",
}
if sys.version_info >= (3, 13):
    COLLECTED["frames"] = "a frame that a local holds is a cycle on the host, too; here what walks it is part of that"


@functools.cache
def _on_the_host() -> dict[str, list[int]]:
    return _growth((sys.executable,), environment())


def _growth(command: tuple[str, ...], surroundings: dict[str, str]) -> dict[str, list[int]]:
    seen = outcome.run((*command, str(SCRIPT)), "", surroundings, SCRIPT.parent)
    assert seen.status == 0, seen.stderr
    found: dict[str, list[int]] = json.loads(seen.stdout)
    return found


def test_nothing_is_left_behind(mode: Mode, command: tuple[str, ...]) -> None:
    growth = _growth((*command, *mode.options), {**environment(), **mode.environment})
    assert len(growth) >= 35
    leaks = {name: left for name, (left, _) in growth.items() if left > SLACK}
    assert leaks == {}, f"blocks left behind by {REPETITIONS} repetitions"


def test_no_more_cycles_than_on_the_host(mode: Mode, command: tuple[str, ...]) -> None:
    growth = _growth((*command, *mode.options), {**environment(), **mode.environment})
    host = _on_the_host()
    cycles = {name: (left, host[name][1]) for name, (_, left) in growth.items() if left > host[name][1] + SLACK}
    message = f"{cycles}: blocks that only the collector freed, here and on the host, in {REPETITIONS} repetitions"
    assert set(cycles) == set(COLLECTED), message
