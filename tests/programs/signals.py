"""Signal handlers run behind the call that sends the signal, in the frame of the guest."""

import os
import signal
import sys
import time


def handler(number, frame):
    print("signal", signal.Signals(number).name, "in", frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name)
    print("called from", sys._getframe(1).f_code.co_name)


def failing(number, frame):
    raise KeyError(number)


def send(how):
    local = 1
    how()
    print("sent", local)


def wait():
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(5)
    print("waited")


signal.signal(signal.SIGUSR1, handler)
send(lambda: os.kill(os.getpid(), signal.SIGUSR1))
send(lambda: signal.raise_signal(signal.SIGUSR1))
signal.signal(signal.SIGALRM, failing)
try:
    wait()
except KeyError as error:
    print("KeyError", error)
    trace = error.__traceback__
    while trace is not None:
        print(trace.tb_frame.f_code.co_name, trace.tb_lineno)
        trace = trace.tb_next
