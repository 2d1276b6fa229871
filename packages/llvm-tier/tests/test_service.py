"""The compiler's thread: what it is given comes back, what goes wrong is a reason, and it is gone when it is done."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from pyston_llvm_tier.compile.objects import ObjectSource
from pyston_llvm_tier.compile.relocate import Relocatable
from pyston_llvm_tier.compile.service import Job, Service
from pyston_llvm_tier.compile.settings import PEAK

GOOD = Relocatable("define i64 @body(i64 %a) {\n  %b = add i64 %a, 1\n  ret i64 %b\n}\n", ())
BAD = Relocatable("define nonsense", ())


@pytest.fixture
def service() -> Iterator[Service]:
    source = ObjectSource(None)
    source.generator()
    made = Service(source)
    yield made
    made.close()


class Results:
    """What jobs gave."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []
        self.reasons: list[str] = []
        self.threads: list[int] = []

    def install(self, data: bytes, milliseconds: float) -> None:
        self.threads.append(threading.get_ident())
        self.objects.append(data)

    def job(self, code: Relocatable, wanted: bool = True) -> Job:
        return Job(code, PEAK, lambda: wanted, self.install, self.reasons.append)


def test_jobs_are_done_on_another_thread_that_ends(service: Service) -> None:
    results = Results()
    before = threading.active_count()
    for _ in range(3):
        service.submit(results.job(GOOD), True)
    assert service.wait(60)
    assert [data[:4] for data in results.objects] == [b"\x7fELF"] * 3
    assert threading.get_ident() not in results.threads
    assert threading.active_count() == before
    service.submit(results.job(GOOD), False)
    assert service.wait(60)
    assert len(results.objects) == 4


def test_what_llvm_refuses_is_a_reason_and_the_next_is_done(service: Service) -> None:
    results = Results()
    service.submit(results.job(BAD), True)
    service.submit(results.job(GOOD), True)
    assert service.wait(60)
    assert len(results.objects) == 1
    assert "RuntimeError" in results.reasons[0]


def test_what_is_no_longer_wanted_is_left(service: Service) -> None:
    results = Results()
    service.submit(results.job(GOOD, wanted=False), True)
    assert service.wait(60)
    assert not results.objects and not results.reasons


def test_after_the_end_jobs_get_a_reason(service: Service) -> None:
    results = Results()
    service.close()
    service.submit(results.job(GOOD), True)
    assert results.reasons == ["the program is ending"]


def test_an_install_that_fails_is_a_reason(service: Service) -> None:
    results = Results()

    def install(data: bytes, milliseconds: float) -> None:
        raise OSError("no memory for code")

    service.submit(Job(GOOD, PEAK, lambda: True, install, results.reasons.append), True)
    assert service.wait(60)
    assert results.reasons == ["OSError: no memory for code"]


FORK = """
import faulthandler, os, sys, time
faulthandler.enable()
sys.path[:0] = {tests!r}
from test_service import GOOD, Results
from pyston_llvm_tier.compile.objects import ObjectSource
from pyston_llvm_tier.compile.service import Service
source = ObjectSource(None)
source.generator()
service = Service(source)
results = Results()
statuses = []
for number in range(10):
    for _ in range(3):
        service.submit(results.job(GOOD), True)
    child = os.fork()
    if child == 0:
        here = Results()
        service.submit(here.job(GOOD), True)
        done = service.wait(30) and (len(here.objects) == 1 or "forked" in here.reasons[0]) and service.forks == 1
        os._exit(0 if done else 1)
    statuses.append(os.waitpid(child, 0)[1])
    service.go_on()
assert service.wait(60)
print(len(results.objects), set(statuses))
"""

END = """
import faulthandler, sys
faulthandler.enable()
sys.path[:0] = {tests!r}
from test_service import GOOD, Results
from pyston_llvm_tier.compile.objects import ObjectSource
from pyston_llvm_tier.compile.service import Service
source = ObjectSource(None)
source.generator()
service = Service(source)
results = Results()
for _ in range(200):
    service.submit(results.job(GOOD), True)
print("the end")
"""


def run(program: str) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    text = program.format(tests=[os.path.dirname(__file__)])
    done = subprocess.run(
        [sys.executable, "-c", text], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_forks_while_it_works() -> None:
    assert run(FORK) == (0, "30 {0}\n", "")


def test_the_end_of_the_process_while_it_works() -> None:
    for _ in range(5):
        assert run(END) == (0, "the end\n", "")


def test_code_waits_until_the_program_has_run_for_long_enough(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyston_llvm_tier.options.OPTIONS.share", 0)
    results = Results()
    service.submit(results.job(GOOD), False)
    service.submit(results.job(BAD), True)
    time.sleep(0.2)
    assert not results.objects and not results.reasons and not service.idle()
    monkeypatch.setattr("pyston_llvm_tier.options.OPTIONS.share", 10**6)
    for _ in range(1000):
        if results.objects:
            break
        # what was wanted first is done first
        assert results.reasons or not results.objects
        time.sleep(0.01)
    assert len(results.objects) == 1 and len(results.reasons) == 1


def test_llvm_is_imported_when_the_program_has_run_for_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyston_llvm_tier.options.OPTIONS.share", 0)
    service = Service(ObjectSource(None))
    results = Results()
    service.submit(results.job(GOOD), True)
    assert not service.source.ready and not service.idle()
    monkeypatch.setattr("pyston_llvm_tier.options.OPTIONS.share", 10**6)
    service.go_on()
    assert service.source.ready
    assert service.wait(60)
    assert len(results.objects) == 1
    service.close()
