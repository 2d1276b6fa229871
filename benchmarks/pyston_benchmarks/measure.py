"""One measurement: a benchmark, by a peer, in a process of its own.

The figure is CPU time, not wall-clock time: other work on the machine then costs little accuracy. The kernel's account
of the dead process (wait4) covers start-up, compile threads and everything else that the program never sees.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyston_benchmarks.catalogue import STAND_IN, Benchmark
from pyston_benchmarks.peers import Peer

_POLL_SECONDS: Final = 0.005
_STDERR_KEPT: Final = 4000


@dataclass(frozen=True, slots=True)
class Settings:
    """How long to measure: at most `iterations` in a process, fewer once `seconds` of CPU time are spent.

    With `probe` no times are taken: the benchmark tells what it computes.
    """

    iterations: int
    seconds: float
    timeout: float
    libraries: Path | None = None
    probe: bool = False


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one process told.

    Attributes:
        status: "ok", "failed" or "timeout".
        iterations: CPU seconds of each iteration, in order: the warm-up curve.
        cpu: CPU seconds of the whole process, children included.
        wall: seconds from start to end.
        rss: the process's peak resident memory in bytes.
        stats: what Pyston's `--stats` says, or None.
        stderr: its end, when the status is not "ok".
        observed: digests of what was computed, when that was asked for.
    """

    status: str
    iterations: tuple[float, ...]
    cpu: float
    wall: float
    rss: int
    stats: dict[str, Any] | None
    stderr: str
    observed: tuple[Any, ...] = ()


def environment(benchmark: Benchmark, peer: Peer, settings: Settings, record: Path) -> dict[str, str]:
    """The environment of the process: nothing of the caller's Python settings, and the stand-in first on the path."""
    result = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYSTON"))}
    path = [str(STAND_IN), *peer.path]
    if settings.libraries is not None:
        path.append(str(settings.libraries))
    result.update(
        PYTHONPATH=os.pathsep.join(path),
        PYTHONHASHSEED="0",
        PYTHONDONTWRITEBYTECODE="" if benchmark.whole_process else "1",
        PYSTON_BENCH_RECORD=str(record),
        PYSTON_BENCH_ITERATIONS=str(settings.iterations),
        PYSTON_BENCH_SECONDS=str(settings.seconds),
        PYSTON_BENCH_LOOPS=str(benchmark.loops),
        PYSTON_BENCH_COMMAND=json.dumps(command_of(benchmark, peer, None)),
    )
    if settings.probe:
        # Showing a warning imports modules, in the middle of what a benchmark may be looking at.
        result.update(PYSTON_BENCH_PROBE="1", PYSTON_BENCH_LOOPS="1", PYTHONWARNINGS="ignore")
    result.update(peer.settings)
    return result


def command_of(benchmark: Benchmark, peer: Peer, stats: Path | None) -> list[str]:
    """The peer's command with the options that this benchmark needs, up to where the program goes."""
    command = list(peer.command)
    if peer.is_pyston:
        if benchmark.include:
            command += ["--include", benchmark.include]
        if stats is not None:
            command.append(f"--stats={stats}")
    return command


def measure(benchmark: Benchmark, peer: Peer, settings: Settings) -> Measurement:
    """Runs `benchmark` once under `peer`."""
    with tempfile.TemporaryDirectory(prefix="pyston-bench-") as name:
        folder = Path(name)
        record, stats = folder / "record.json", folder / "stats.json"
        wanted_stats = stats if peer.is_pyston and not benchmark.whole_process else None
        command = [*command_of(benchmark, peer, wanted_stats), *benchmark.program, *benchmark.arguments]
        surroundings = environment(benchmark, peer, settings, record)
        status, cpu, wall, rss, stderr = _run(command, surroundings, folder, settings.timeout)
        iterations: tuple[float, ...] = ()
        observed: tuple[Any, ...] = ()
        if benchmark.whole_process:
            iterations = (cpu,)
        elif status == "ok":
            iterations, told, observed = _told(record)
            rss = told or rss
            if not (observed if settings.probe else iterations):
                status, stderr = "failed", "the benchmark ended without a record of its iterations\n" + stderr
        counters = _load(stats) if stats.exists() else None
        if counters is not None:
            counters.pop("units", None)  # every function of the program by name: too much to keep for ever
        return Measurement(status, iterations, cpu, wall, rss, counters, "" if status == "ok" else stderr, observed)


def _run(
    command: list[str], surroundings: Mapping[str, str], folder: Path, timeout: float
) -> tuple[str, float, float, int, str]:
    """Runs `command` to its end and returns status, CPU seconds, wall seconds, peak memory and the end of stderr."""
    with open(folder / "stderr", "w+b") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=dict(surroundings),
            cwd=folder,
            start_new_session=True,
        )
        timed_out = False
        try:
            # wait4 has no timeout; polling costs this process time, never the measured one's CPU account.
            while True:
                pid, code, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if not timed_out and time.perf_counter() - began > timeout:
                    timed_out = True
                    os.killpg(process.pid, signal.SIGKILL)
                time.sleep(_POLL_SECONDS)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            os.waitpid(process.pid, 0)
            process.returncode = -signal.SIGKILL
            raise
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(code)
        errors.seek(0)
        text = errors.read().decode("utf-8", "backslashreplace")[-_STDERR_KEPT:]
    status = "timeout" if timed_out else "ok" if process.returncode == 0 else "failed"
    if status == "failed" and not text:
        text = f"exit status {process.returncode}, nothing on stderr"
    if status == "timeout":
        text = f"killed after {timeout:.0f} s\n{text}"
    return status, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, text


def _load(path: Path) -> dict[str, Any] | None:
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _told(record: Path) -> tuple[tuple[float, ...], int | None, tuple[Any, ...]]:
    """The side file's times (of several workloads, iteration by iteration their sum), peak memory and digests."""
    loaded = _load(record) if record.exists() else None
    if loaded is None:
        return (), None, ()
    rows = [entry["iterations"] for entry in loaded["records"]]
    observed = tuple(entry["observed"] for entry in loaded["records"] if "observed" in entry)
    return tuple(sum(times) for times in zip(*rows, strict=False)), loaded.get("peak_memory"), observed
