class A:
    def __init__(self, a, b=2, *, c=3):
        self.t = (a, b, c)
class B:
    def __init__(self): return 5
class C(A):
    def __new__(cls, *a): 
        print('new'); return super().__new__(cls)
class D: pass
print(A(1).t, A(1, 5).t, A(1, b=7, c=8).t, C(4).t, D())if 0 else print(A(1).t, A(1, 5).t, A(1, b=7, c=8).t, C(4).t)
try: B()
except TypeError as e: print(e); import traceback; traceback.print_exc()
try: A()
except TypeError as e: print(e)
try: D(3)
except TypeError as e: print(e)
x = 5
try: x = B()
except TypeError: print(x)
def f():
    return [A(i) for i in range(3)]
print([a.t for a in f()])
d = {}; d.setdefault('a', []).append(3); print(d.get('a'), d.get('b'), d.get('b', 2), ' a b '.split(), ','.join('ab'))
class L(list):
    def append(self, x): super().append(x * 2)
l = L(); l.append(3); print(l, [1,2].pop(), {1: 2}.pop(1))
try: [].pop()
except IndexError as e: print(e)
B()
