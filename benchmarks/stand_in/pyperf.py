"""Stands in for PyPI's `pyperf` while a benchmark file runs unmodified.

The real one starts twenty processes of `sys.executable`, calibrates loops and reports wall-clock means; that hides the
warm-up curve and cannot start another command than the host. Here one process runs a settable number of iterations
and writes the CPU time of each to a side file. It must import under any Python that is measured (PyPy, old versions),
so it stays plain.

Settings come through the environment, since a benchmark file owns its command line:

    PYSTON_BENCH_RECORD      the side file to write (JSON); without it the record goes to standard output
    PYSTON_BENCH_ITERATIONS  iterations of each benchmark (default 1)
    PYSTON_BENCH_LOOPS       loops within an iteration (default 1)
    PYSTON_BENCH_SECONDS     stop early after that much CPU time, when at least two iterations are done, or after ten
                             times as much
    PYSTON_BENCH_COMMAND     the command under test (JSON list), for benchmarks that start Python themselves
    PYSTON_BENCH_PROBE       "1": record digests of what the benchmark computed in place of times (slow; see the probe)
"""

import json
import os
import sys
import time

PROBING = os.environ.get("PYSTON_BENCH_PROBE") == "1"


def perf_counter():
    """Wall-clock time; it stands still while results are compared, so that none of them holds a time."""
    return 0.0 if PROBING else time.perf_counter()


def python_implementation():
    """The name of the running implementation, in lower case."""
    return sys.implementation.name.lower()


def python_has_jit():
    """Whether the running implementation compiles at run time."""
    return python_implementation() == "pypy"


class Runner:
    """What benchmark files use of pyperf.Runner, and nothing else of it.

    The options of the real one (`--rigorous`, `-o`…) are not accepted: files only ever add their own.
    """

    def __init__(self, add_cmdline_args=None, **_settings):
        self.metadata = {}
        self.args = None
        self._argparser = None
        self._add_cmdline_args = add_cmdline_args
        self._iterations = int(os.environ.get("PYSTON_BENCH_ITERATIONS", "1"))
        self._loops = int(os.environ.get("PYSTON_BENCH_LOOPS", "1"))
        self._seconds = float(os.environ.get("PYSTON_BENCH_SECONDS", "inf"))
        self._records = []

    @property
    def argparser(self):
        """The parser to which a benchmark file adds its options; argparse is imported only for those that ask."""
        if self._argparser is None:
            import argparse

            self._argparser = argparse.ArgumentParser()
        return self._argparser

    def parse_args(self, args=None):
        """Parses the command line once; later calls give the same answer."""
        if self.args is None:
            self.args = self.argparser.parse_args(args)
        return self.args

    def bench_func(self, name, func, *args, **_keywords):
        """Measures `func(*args)`; what the last call returned is what the benchmark computed."""
        loops = range(self._loops)

        def iteration():
            result = None
            for _ in loops:
                result = func(*args)
            return result

        self._measure(name, func, args, iteration, returns=True)

    def bench_time_func(self, name, func, *args, **_keywords):
        """Measures `func(loops, *args)`, whose answer is a time and therefore not looked at."""
        self._measure(name, func, args, lambda: func(self._loops, *args), returns=False)

    def bench_async_func(self, name, func, *args, loop_factory=None, **_keywords):
        """Measures `await func(*args)` in one event loop for all iterations, as pyperf does."""
        import asyncio

        loop = loop_factory() if loop_factory is not None else asyncio.new_event_loop()

        async def several():
            result = None
            for _ in range(self._loops):
                result = await func(*args)
            return result

        try:
            asyncio.set_event_loop(loop)
            self._measure(name, func, args, lambda: loop.run_until_complete(several()), returns=True)
        finally:
            asyncio.set_event_loop(None)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    def bench_command(self, name, command):
        """Measures a command; where it starts this very Python, the command under test is put in its place."""
        import subprocess

        own = json.loads(os.environ.get("PYSTON_BENCH_COMMAND", "null"))
        if own is not None and command[:1] == [sys.executable]:
            command = own + list(command[1:])

        def iteration():
            for _ in range(self._loops):
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        self._measure(name, None, (), iteration, returns=False)

    def _measure(self, name, func, args, iteration, returns):
        times = []
        total = 0.0
        for _ in range(0 if PROBING else self._iterations):
            before = _cpu_time()
            iteration()
            times.append(_cpu_time() - before)
            total += times[-1]
            if total >= self._seconds * (1 if len(times) >= 2 else 10):
                break
        record = {"name": name, "iterations": times, "loops": self._loops}
        if PROBING:
            import pyperf_probe

            record["observed"] = pyperf_probe.observe(func, args, iteration, returns)
        self._records.append(record)
        text = json.dumps({"records": self._records, "metadata": self.metadata, "peak_memory": _peak_memory()})
        path = os.environ.get("PYSTON_BENCH_RECORD")
        if path is None:
            print(text)
        else:
            with open(path, "w") as stream:
                stream.write(text)


def _peak_memory():
    """Peak resident bytes of this program, or None where the system does not tell.

    Not getrusage: after an exec Linux's answer there still holds the peak of the process that started this one.
    """
    try:
        with open("/proc/self/status") as stream:
            for line in stream:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def _cpu_time():
    """CPU seconds of this process and of the children that it waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system
