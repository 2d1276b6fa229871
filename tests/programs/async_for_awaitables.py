# `async for` asks an awaitable for its iterator at once: what goes wrong there is an invalid object from `__anext__`.
import sys
class F:
    def __init__(self, steps): self.steps = steps
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self):
        return self.steps()
class Stop:
    def __aiter__(self): self.n = 0; return self
    def __anext__(self): return self
    def __await__(self):
        self.n += 1
        if self.n > 3: raise_it = True
        else: raise_it = False
        return self.go(raise_it)
    def go(self, end):
        got = yield self.n
        if end: raise StopAsyncIteration
        return got
async def main(it):
    async for x in it:
        print(x)
    return 'done'
async def co(): pass
def coro():
    c = co(); c.close(); return c
for steps in (lambda: 1/0, lambda: 1, coro, lambda: iter([1, 2])):
    m = main(F(steps))
    try:
        print(m.send(None)); print(m.send(None)); print(m.send(None))
    except BaseException as e:
        print(type(e), e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    m.close()
m = main(Stop())
try:
    v = m.send(None)
    while True: v = m.send('got %s' % v)
except StopIteration as e: print(e.value)
async def agen():
    for i in range(3): yield i
m = main(agen())
try: m.send(None)
except StopIteration as e: print(e.value)
