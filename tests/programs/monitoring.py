"""sys.monitoring (PEP 669): global events, events of one code object, DISABLE."""
# min-version: 3.12
import sys

monitoring = sys.monitoring
events = monitoring.events
TOOL = 3
seen = []


def note(kind):
    def callback(code, *rest):
        if code.co_filename == __file__ and code.co_name != "measure":
            seen.append((kind, code.co_name, rest[0] if kind == "line" else ""))

    return callback


def double(x):
    y = x
    return y * 2


def numbers(count):
    for number in range(count):
        yield double(number)


def fails():
    raise ValueError("expected")


def work():
    total = sum(numbers(2))
    try:
        fails()
    except ValueError:
        total += 1
    return total


def measure(wanted):
    seen.clear()
    monitoring.use_tool_id(TOOL, "test")
    monitoring.register_callback(TOOL, events.LINE, note("line"))
    monitoring.register_callback(TOOL, events.PY_START, note("start"))
    monitoring.register_callback(TOOL, events.PY_RETURN, note("return"))
    monitoring.register_callback(TOOL, events.PY_YIELD, note("yield"))
    monitoring.register_callback(TOOL, events.RAISE, note("raise"))
    monitoring.set_events(TOOL, wanted)
    work()
    monitoring.set_events(TOOL, 0)
    monitoring.free_tool_id(TOOL)
    for event in seen:
        print(*event)


measure(events.LINE)
measure(events.PY_START | events.PY_RETURN | events.PY_YIELD)
measure(events.RAISE)

lines = []


def once(code, line):
    lines.append((code.co_name, line))
    return monitoring.DISABLE


monitoring.use_tool_id(TOOL, "test")
monitoring.register_callback(TOOL, events.LINE, once)
monitoring.set_local_events(TOOL, double.__code__, events.LINE)
print(work(), work())
monitoring.free_tool_id(TOOL)
print(lines)


def within(wanted):
    """Events of a frame that runs already, and of what it calls."""
    noted = []

    def line(code, number):
        if code.co_name == "within":
            noted.append(("line", number - code.co_firstlineno))

    def called(code, offset, callee, first):
        if code.co_name == "within" and callee is not monitoring.set_events and callee is not double:
            noted.append(("call", getattr(callee, "__name__", None)))

    monitoring.use_tool_id(TOOL, "test")
    monitoring.register_callback(TOOL, events.LINE, line)
    monitoring.register_callback(TOOL, events.CALL, called)
    monitoring.set_events(TOOL, wanted)
    for number in range(2):
        total = double(number)
    total = max(total, len("abc"))
    monitoring.set_events(TOOL, 0)
    monitoring.free_tool_id(TOOL)
    return noted, total


print(within(events.LINE))
print(within(events.CALL))
