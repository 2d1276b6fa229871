# Calls and constructors with keywords that are spread: other names, and other orders of them, at the same place.
class A:
    def __init__(self, option_strings, dest='D', default='S', help=None, deprecated=False):
        self.v = option_strings, dest, default, help, deprecated
class B:
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, deprecated=False):
        self.v = option_strings, dest, nargs, const, default, type, choices, required, help, metavar, deprecated
class C2(B):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super(C2, self).__init__(option_strings=option_strings, dest=dest, nargs=0, const=True, default=default, required=required, help=help, deprecated=deprecated)
class H(B):
    def __init__(self, option_strings, dest='D', default='S', help=None, deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, default=default, nargs=0, help=help, deprecated=deprecated)
def make(cls, **kw):
    return cls(**kw).v
def fn(a, b=1, *, c=2): return a, b, c
def fn2(b, a=3, c=4): return b, a, c
def call(f, **kw): return f(**kw)
def direct(f): return f(a=1, b=2, c=3)
def star(f, *a, **kw): return f(*a, **kw)
for i in range(3):
    print(make(H, default='SUP', option_strings=['-h'], dest='help', help='x'))
    print(make(C2, option_strings=['-v'], dest='v', help='y'))
    print(make(B, option_strings=[], dest='v', nargs='?', help='y'))
    print(make(A, option_strings=[1]))
    print(make(H, option_strings=['-h'], dest='help', default='SUP', help='x'))
    print(call(fn, a=1, c=3), call(fn2, b=1, c=3), call(fn, b=1, a=3), call(fn2, a=1, b=2))
    print(direct(fn), direct(fn2), star(fn, 1, c=3), star(fn2, 1, c=3), star(fn, 1, b=2), star(fn2, 5, a=1))
