"""sys.settrace: the events of every kind of activation, local trace functions, jumps; frames that were running before."""
# stat: totals.entries >= 1
import sys

events = []


def tracer(frame, event, arg):
    shown = arg if event == "return" else None
    events.append((frame.f_code.co_name, event, frame.f_lineno, frame.f_code is not None, shown))
    return tracer


def observe(function, *arguments):
    events.clear()
    sys.settrace(tracer)
    try:
        result = function(*arguments)
    finally:
        sys.settrace(None)
    print(function.__name__, result)
    for event in events:
        print("  ", *event[:3], event[4] if isinstance(event[4], (int, str, list, type(None))) else "")


def parameters(a, b=2, *rest, c=3, **others):
    total = a + b
    for index in range(2):
        total += index
    return total + c


def generator(count):
    for number in range(count):
        yield number


def closures(y):
    def inner(z):
        return y + z

    class Local:
        def method(self):
            return __class__.__name__

    return [inner(k) for k in generator(2)], Local().method()


def handlers(x):
    try:
        with open("/nowhere/at/all"):
            x += 1
    except OSError:
        x += 2
    else:
        x += 3
    finally:
        x += 4
    while x > 3:
        x -= 4
        if x == 2:
            break
    return x


async def coroutine():
    return 5


def drive():
    try:
        coroutine().send(None)
    except StopIteration as stop:
        return stop.value


def fails():
    raise KeyError("k")


def catches():
    try:
        fails()
    except KeyError:
        return "caught"


observe(parameters, 1)
observe(closures, 3)
observe(handlers, 1)
observe(drive)
observe(catches)


def jumps():
    seen = []
    seen.append(1)
    seen.append(2)
    seen.append(3)
    return seen


def jumper(frame, event, arg):
    if event == "line" and frame.f_lineno == frame.f_code.co_firstlineno + 3 and frame.f_code.co_name == "jumps":
        frame.f_lineno += 1
    return jumper


sys.settrace(jumper)
jumped = jumps()
sys.settrace(None)
print("jumped", jumped)


def starts(x):
    y = x + 1
    sys.settrace(tracer)
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = tracer
        if frame.f_code.co_name == "around":
            break
        frame = frame.f_back
    z = y + 1
    for number in range(2):
        z += number
    return z


def around():
    total = 0
    for k in range(2):
        try:
            total += starts(k)
            total += 1
        except KeyError:
            total = -1
        last = total
    sys.settrace(None)
    return last


events.clear()
print(around())
for event in events:
    print("  ", *event[:3])
sys.settrace(tracer)
print(sys.gettrace() is tracer, generator.__code__.co_name)
sys.settrace(None)
