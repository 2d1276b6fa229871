"""One test module in processes of its own: a crash or a hang costs one test, not the module.

When the process dies, the test that it was at is booked as crashed and a new process takes up the rest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

COLLECT: Final = Path(__file__).resolve().parent / "collect"
_POLL_SECONDS: Final = 0.05
RESTARTS: Final = 40

#: Outcomes that count as passed, failed and skipped in tables.
PASSED: Final = "passed"
SKIPPED: Final = "skipped"


@dataclass(slots=True)
class Results:
    """What became of each test of a module.

    Attributes:
        outcomes: test id → "passed", "failed", "error", "skipped", "crashed" or "hung".
        details: for those that did not pass, the end of what was printed.
        problem: why the module could not be run to its end, or "".
    """

    outcomes: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    def count(self, *outcomes: str) -> int:
        """How many tests ended so."""
        return sum(outcome in outcomes for outcome in self.outcomes.values())

    @property
    def failed(self) -> int:
        """How many neither passed nor were skipped."""
        return len(self.outcomes) - self.count(PASSED, SKIPPED)


def run(
    command: Sequence[str], module: str, environment: Mapping[str, str], silence: float, limit: float = 1800.0
) -> Results:
    """Runs every test of `module`.

    Args:
        command: what goes before the script.
        module: full name, such as "test.test_grammar".
        environment: of the processes; the folder of the collecting code is added to its PYTHONPATH.
        silence: seconds without any test starting or ending after which the current one counts as hung.
        limit: seconds for the whole module.
    """
    results = Results()
    path = os.pathsep.join(filter(None, (str(COLLECT), environment.get("PYTHONPATH", ""))))
    surroundings = {**environment, "PYTHONPATH": path}
    deadline = time.monotonic() + limit
    with tempfile.TemporaryDirectory(prefix="conformance-") as name:
        folder = Path(name)
        for _ in range(RESTARTS):
            left_out = folder / "left-out.json"
            left_out.write_text(json.dumps(sorted(results.outcomes)), "utf-8")
            events = folder / "events.jsonl"
            events.write_text("")
            words = [*command, str(COLLECT / "conformance_main.py"), module, str(events), str(left_out)]
            how, printed = _process(words, surroundings, folder, events, silence, deadline)
            current, done = _read(events, results)
            if done:
                return results
            if current is None:
                results.problem = f"{how} outside any test: {printed.strip()[-1500:]}"
                return results
            results.outcomes[current] = "hung" if how == "hung" else "crashed"
            results.details[current] = f"{how}\n{printed[-3000:]}"
            if time.monotonic() > deadline:
                results.problem = f"not finished after {limit:.0f} s"
                return results
    results.problem = f"given up after {RESTARTS} crashes"
    return results


def _process(
    command: list[str], environment: Mapping[str, str], folder: Path, events: Path, silence: float, deadline: float
) -> tuple[str, str]:
    """Runs one process until it ends or falls silent; returns how it ended and what it printed at last."""
    with open(folder / "output", "w+b") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )
        size, heard = 0, time.monotonic()
        hung = False
        while process.poll() is None:
            time.sleep(_POLL_SECONDS)
            now = time.monotonic()
            if events.stat().st_size != size:
                size, heard = events.stat().st_size, now
            if now - heard > silence or now > deadline:
                hung = True
                break
        if hung:
            os.killpg(process.pid, 9)
            process.wait()
        output.seek(0)
        printed = output.read().decode("utf-8", "backslashreplace")
    return "hung" if hung else f"ended with status {process.returncode}", printed


def _read(events: Path, results: Results) -> tuple[str | None, bool]:
    """Books the events; returns the test that had started and not ended, and whether the module came to its end."""
    current: str | None = None
    done = False
    for line in events.read_text("utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "start":
            current = event["test"]
        elif event["event"] == "end":
            current = None
            results.outcomes[event["test"]] = event["outcome"]
            if event["detail"]:
                results.details[event["test"]] = event["detail"]
        elif event["event"] == "done":
            done = True
    return current, done


def host_command() -> tuple[str, ...]:
    """The command of the oracle."""
    return (sys.executable,)
