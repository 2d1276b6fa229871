"""Signals reach guest code in tight loops; handlers run between operations; KeyboardInterrupt runs finally blocks."""
import os
import signal
import sys
import threading
import time

seen = []


def handler(number, frame):
    seen.append((signal.Signals(number).name, frame.f_code.co_name))


signal.signal(signal.SIGALRM, handler)


def spin():
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    n = 0
    while not seen:
        n += 1
    return n > 0


print(spin(), seen)


def interrupted():
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        while True:
            pass
    finally:
        print("finally")


try:
    interrupted()
except KeyboardInterrupt:
    print("interrupted")


def raising(number, frame):
    raise TimeoutError("from handler")


signal.signal(signal.SIGALRM, raising)


def loop_with_work():
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    total = 0
    for i in range(10**12):
        total += i % 7


try:
    loop_with_work()
except TimeoutError as error:
    print(error, error.__traceback__.tb_next.tb_frame.f_code.co_name)


def recursive(n):
    return recursive(n - 1) + recursive(n - 2) if n > 1 else n


signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    recursive(60)
except TimeoutError:
    print("recursion interrupted")


def generator():
    while True:
        yield 1


signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    for _ in generator():
        pass
except TimeoutError:
    print("generator interrupted")

counter = 0


def background():
    global counter
    while not stop:
        counter += 1


stop = False
threads = [threading.Thread(target=background) for _ in range(3)]
for thread in threads:
    thread.start()
time.sleep(0.05)
stop = True
for thread in threads:
    thread.join()
print(counter > 0)
local = threading.local()
results = []


def work(n):
    local.value = n
    total = sum(i * n for i in range(200))
    results.append((local.value, total))


threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))


def dies():
    raise ValueError("in a thread")


threading.excepthook = lambda args: print(args.exc_type.__name__, args.exc_value, args.thread is not None)
thread = threading.Thread(target=dies)
thread.start()
thread.join()
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGINT)
while True:
    pass
