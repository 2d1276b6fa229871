# Observers that come and go by a call in a function that is hot: compiled code leaves such calls to the interpreter.
# stat[llvm]: tiering.compiled >= 1
import sys


def switch(install, observer):
    install(observer)
    return observer


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


for _ in range(200):
    switch(sys.setprofile, None)
    work(20)

seen = []


def observe(frame, event, argument):
    if frame.f_code.co_name == "work":
        seen.append((event, argument if event == "return" else None))
    return observe


def traced(observer):
    switch(sys.settrace, observer)
    result = work(3)
    switch(sys.settrace, None)
    return result


def profiled(observer):
    switch(sys.setprofile, observer)
    result = work(3)
    switch(sys.setprofile, None)
    return result


for _ in range(100):
    traced(None), profiled(None)
for run in traced, profiled:
    print(run(observe), sys.gettrace(), sys.getprofile())
    print([event for event, _ in seen], seen[-1])
    seen.clear()
