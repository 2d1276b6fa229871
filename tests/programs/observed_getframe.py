# What a tracer sees where traced code asks for its frame, or stops the tracing.
import sys
events = []
def trace(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno))
    return trace
def test():
    sys.settrace(trace)
    frame = sys._getframe()
    x = 1
    sys.settrace(None)
test()
print(events)
events.clear()
def test2():
    sys._getframe().f_trace = None
    lineno = 5
def run():
    sys.settrace(trace)
    test2()
    sys.settrace(None)
run()
print(events)
def run2():
    sys.settrace(trace)
    f3()
    sys.settrace(None)
def f3():
    sys.settrace(None)
    x = 1
events.clear()
run2()
print(events)
