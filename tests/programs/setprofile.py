"""sys.setprofile and cProfile: calls and returns of guest functions, and of the C functions that they call."""
import cProfile
import io
import pstats
import sys
import threading

events = []


def profiler(frame, event, arg):
    name = getattr(arg, "__name__", "") if event.startswith("c_") else ""
    events.append((frame.f_code.co_name, event, name))


def leaf(values):
    return len(values) + max(values)


def middle(count):
    total = 0
    for number in range(count):
        total += leaf([number, 1])
    return total


def numbers():
    yield 1
    yield 2


def top():
    return middle(2) + sum(numbers())


def run():
    sys.setprofile(profiler)
    result = top()
    sys.setprofile(None)
    return result


print(run())
for event in events:
    if event[0] != "run":
        print(*event)

profile = cProfile.Profile()
print(profile.runcall(top))
stream = io.StringIO()
statistics = pstats.Stats(profile, stream=stream)
for (file, line, name), (calls, primitive, *_) in sorted(statistics.stats.items(), key=lambda item: item[0][2]):
    if name in ("leaf", "middle", "numbers", "top"):
        print(name, line, calls, primitive)

events.clear()
threading.setprofile(profiler)
thread = threading.Thread(target=middle, args=(1,))
thread.start()
thread.join()
threading.setprofile(None)
print([event for event in events if event[0] in ("leaf", "middle")])
