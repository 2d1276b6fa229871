"""Text to object code in the background: one thread uses LLVM, and only while there is something to do.

What the thread is given is text, and what comes of it is bytes, so it shares nothing with the program that runs
meanwhile. It is started for the first job and ends after the last. LLVM may not be interrupted, so the end of the
program waits for the job in hand, and so does a fork, before which the thread ends: the child has none, and the host
warns of forks of processes with several threads. The thread is the host's lowest kind, unknown to `threading`.

Code waits until the program has run long enough for it: what LLVM takes stays a share of what the program does. Code
that is to take the place of quicker code comes last, and of code that is dropped soon nothing better is ever made.

No lock is held while anything else can run: a signal handler or a finaliser may itself be hot.
"""

from __future__ import annotations

import _thread
import atexit
import os
import signal
import time
from collections import deque
from collections.abc import Callable
from typing import Final, final

from pyston_llvm_tier.compile.objects import ObjectSource
from pyston_llvm_tier.compile.relocate import Relocatable
from pyston_llvm_tier.compile.settings import CHEAP, PEAK
from pyston_llvm_tier.options import OPTIONS
from pyston_runtime.imports.unseen import past_the_program

#: How long a fork waits for the job in hand, in seconds; a longer one leaves the child to the interpreter.
_FORK_WAITS: Final = 2.0
#: How long the end of the process waits likewise. LLVM's own cleaning up would pull the rug from under the thread.
_END_WAITS: Final = 60.0
#: How many seconds LLVM's import takes, roughly.
_IMPORT: Final = 0.06
#: How many seconds code of one character of text takes, roughly, by the setting that makes it.
_EACH: Final = {CHEAP: 5e-7, PEAK: 15e-7}
#: How long the thread sleeps between two looks at whether that time has come.
_NAP: Final = 0.02


@final
class Job:
    """A module to be compiled.

    Attributes:
        code: its text.
        setting: the generator's.
        wanted: whether it is still of use.
        install: takes the object code and how many milliseconds it took.
        fail: takes the reason why there is none.
        data: the object code, where it is there already and only waits for its turn.
    """

    def __init__(
        self,
        code: Relocatable,
        setting: str,
        wanted: Callable[[], bool],
        install: Callable[[bytes, float], None],
        fail: Callable[[str], None],
        data: bytes | None = None,
    ) -> None:
        self.code = code
        self.setting = setting
        self.wanted = wanted
        self.install = install
        self.fail = fail
        self.data = data

    def run(self, source: ObjectSource) -> None:
        """Do it; whatever goes wrong becomes a reason."""
        try:
            data, milliseconds = self.data, 0.0
            if data is None:
                data = source.cached(self.code.text, self.setting)
            if data is None:
                begin = time.thread_time()
                data = source.make(self.code.text, self.setting)
                milliseconds = (time.thread_time() - begin) * 1000
            self.install(data, milliseconds)
        except BaseException as error:
            # Nothing may end the thread or reach the program: what LLVM refuses stays in the interpreter.
            self.fail(f"{type(error).__name__}: {error}")


@final
class Service:
    """The queue and its thread.

    Attributes:
        source: what makes object code.
        closed: why nothing is compiled any more, or empty.
        starting: how many seconds LLVM's import has taken.
        forks: how many forks lie between this process and the one that made the service: jobs that were in the
            queue then are the parent's.
    """

    def __init__(self, source: ObjectSource) -> None:
        self.source = source
        self.closed = ""
        self.starting = 0.0
        self.forks = 0
        self._urgent: deque[Job] = deque()
        self._later: deque[Job] = deque()
        #: Held by the thread that works the queue; whoever gets it must work it.
        self._working = _thread.allocate_lock()
        self._paused = False
        self._may_fork = False
        #: As the system knows the thread that was started last.
        self._thread = 0
        #: How many seconds LLVM has taken.
        self._spent = 0.0
        self._hurry = False
        #: Released to end a nap.
        self._nap = _held()
        atexit.register(self.close)
        os.register_at_fork(
            before=self._before_fork, after_in_parent=self._after_in_parent, after_in_child=self._after_in_child
        )

    def submit(self, job: Job, urgent: bool, soon: bool = False) -> None:
        """Have a job done: first those that are urgent, then the last one that is wanted soon, then the others."""
        if self.closed:
            job.fail(self.closed)
            return
        if soon and not urgent:
            self._later.appendleft(job)
        else:
            (self._urgent if urgent else self._later).append(job)
        self._wake()
        self.go_on()

    def go_on(self) -> None:
        """See that somebody works the queue: nobody does after a fork, nor before it is time to import LLVM.

        For the program's thread: what the import sets off happens there.
        """
        if not (self.source.ready or self._imported()):
            return
        if (self._urgent or self._later) and self._working.acquire(False):
            try:
                _thread.start_new_thread(self._work, ())
            except RuntimeError as error:
                self._working.release()
                self._refuse(f"no thread for the compiler: {error}")

    def _imported(self) -> bool:
        """Import LLVM, if it is time to; whether it is there."""
        first = self._first()
        if first is None or not self._affordable(first):
            return False
        begin = time.thread_time()
        try:
            past_the_program(self.source.generator)
        except Exception as error:
            self._refuse(f"{type(error).__name__}: {error}")
            return False
        finally:
            self.starting += time.thread_time() - begin
            self._spent += self.starting
        return True

    def _first(self) -> Job | None:
        """The next job, if there is one."""
        try:
            return self._urgent[0] if self._urgent else self._later[0]
        except IndexError:
            return None

    def idle(self) -> bool:
        """Whether nothing is being done and nothing is to be done."""
        return not (self._urgent or self._later or self._working.locked())

    def wait(self, seconds: float) -> bool:
        """Wait until all is done, without regard to what it costs; whether it is."""
        end = time.monotonic() + seconds
        self._hurry = True
        self._wake()
        while not self.idle() and time.monotonic() <= end:
            self.go_on()
            time.sleep(0.001)
        self._hurry = False
        return self.idle()

    def close(self) -> None:
        """Let go of what has not been begun and wait for what has."""
        self._refuse("the program is ending")
        if self._working.acquire(True, _END_WAITS):
            self._working.release()

    def _work(self) -> None:
        """The thread: until the queue is empty, also of what was put there while it was about to end."""
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        self._thread = _thread.get_native_id()
        while True:
            while not self._paused and (self._urgent or self._later):
                job = self._next()
                if job is None:
                    self._nap.acquire(True, _NAP)
                elif job.wanted():
                    begin = time.thread_time()
                    job.run(self.source)
                    self._spent += time.thread_time() - begin
            self._working.release()
            if self._paused or not (self._urgent or self._later) or not self._working.acquire(False):
                return

    def _next(self) -> Job | None:
        """The next job whose time has come."""
        first = self._first()
        return self._taken() if first is not None and self._affordable(first) else None

    def _affordable(self, job: Job) -> bool:
        """Whether the program has run for long enough."""
        if self._hurry or job.data is not None or not job.wanted():
            return True
        most = OPTIONS.share / 100 * time.process_time()
        needed = _EACH[job.setting] * len(job.code.text) + (0.0 if self.source.ready else _IMPORT)
        return self._spent + needed <= most

    def _taken(self) -> Job | None:
        for queue in (self._urgent, self._later):
            try:
                return queue.popleft()
            except IndexError:
                continue
        return None

    def _wake(self) -> None:
        """Have the thread look again."""
        try:
            self._nap.release()
        except RuntimeError:
            # it is awake
            pass

    def _refuse(self, reason: str) -> None:
        self.closed = reason
        while (job := self._taken()) is not None:
            job.fail(reason)
        self._wake()

    def _before_fork(self) -> None:
        self._paused = True
        self._wake()
        self._may_fork = self._working.acquire(True, _FORK_WAITS)
        end = time.monotonic() + _FORK_WAITS
        while self._may_fork and os.path.exists(f"/proc/self/task/{self._thread}") and time.monotonic() < end:
            time.sleep(0.0001)

    def _after_in_parent(self) -> None:
        self._paused = False
        if self._may_fork:
            self._working.release()

    def _after_in_child(self) -> None:
        self._urgent.clear()
        self._later.clear()
        self._working = _thread.allocate_lock()
        self._nap = _held()
        self._paused = False
        self._thread = 0
        self.forks += 1
        if not self._may_fork:
            self.closed = "this process was forked while LLVM was at work"


def _held() -> _thread.LockType:
    """A lock that is held."""
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock
