# Calls with *args and **kwargs are bound here: the caller is the frame above, whatever the shape of the call.
import sys, warnings
def named(): return sys._getframe(1).f_code.co_name
def variadic(*args): return sys._getframe(1).f_code.co_name, args
def keywords(**kw): return sys._getframe(1).f_code.co_name, kw
def both(a, /, b, *args, c, d=4, **kw):
    warnings.warn('from here', stacklevel=2)
    return sys._getframe(1).f_code.co_name, a, b, args, c, d, kw
class C:
    def __init__(self, *args, **kw): self.given = args, kw
    def m(self, *args, **kw): return sys._getframe(1).f_code.co_name, args, kw
    @classmethod
    def c(cls, *args, x=1): return sys._getframe(1).f_code.co_name, args, x
    @staticmethod
    def s(*args, x=1): return sys._getframe(1).f_code.co_name, args, x
def caller():
    print(variadic(), variadic(1, 2), variadic(*[3, 4]), variadic(5, *(6,), *[7]))
    print(keywords(), keywords(a=1), keywords(**{'b': 2}), keywords(a=1, **{'b': 2}))
    print(both(1, 2, c=3), both(1, b=2, c=3), both(1, 2, 3, 4, c=5, d=6, a=7, e=8))
    print(both(*[1, 2, 3], **{'c': 4, 'a': 5}))
    print(C(1, x=2).given, C(*[1], **{'y': 2}).given, C().given)
    print(C().m(1, x=2), C().m(*[1], **{'y': 2}), C().m(), C.c(1, x=2), C().c(*[1], **{'x': 3}), C.s(*[1], **{'x': 4}))
    m = C().m
    print(m(1, x=2), m(*[1], **{'y': 2}), m(*(1,)))
    l = lambda *a, k=1, **kw: (a, k, kw)
    print(l(), l(1, k=2), l(*'ab', **{'k': 3, 'z': 4}))
    for call in (lambda: both(1), lambda: both(1, 2), lambda: both(1, 2, c=1, b=3), lambda: keywords(1), lambda: keywords(a=1, **{'a': 2}),
                 lambda: variadic(a=1), lambda: both(a=1, b=2, c=3), lambda: m(self=1), lambda: both(1, c=2, **{'b': 2, 'b2': 3}), lambda: C.c(y=1), lambda: C().c(*[1], **{'cls': 3})):
        try: print(call())
        except TypeError as error: print(error)
caller()
def closed(x):
    def inner(*args, **kw): return x, args, kw
    return inner
print(closed(1)(2, y=3), closed(4)(*[5], **{'z': 6}))
def deep(n, *args): return n if not n else deep(n - 1, *args, n)
try: deep(5000)
except RecursionError: print('deep')
def deflt(a, b=[], *args, c={}, **kw): return a, b, args, c, kw
print(deflt(1), deflt(1, 2, 3), deflt(1, c=5, q=6), deflt(**{'a': 1, 'b': 2}))
def gen(*a, **k): yield a, k
print(list(gen(1, x=2)), list(gen(*[1], **{'x': 2})))
