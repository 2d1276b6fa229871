# Frames that go on after an observer has come and gone: their lines in tracebacks, where a call is the first of its line.
import sys
class R:
    def run(self):
        sys.settrace(lambda *a: None)
        sys.settrace(None)
def bad(*a):
    raise ValueError
class U:
    def bad(self, *a): raise ValueError
    def t1(self):
        prof = R()
        try:
            prof.run()
        finally:
            self.bad()
    def t2(self):
        prof = R()
        try:
            prof.run()
        finally:
            bad()
    def t3(self):
        prof = R()
        prof.run()
        x = 1
        self.bad()
    def t4(self):
        prof = R()
        try:
            prof.run()
        except SystemExit:
            pass
        self.bad()
    def t5(self):
        prof = R()
        try:
            prof.run()
        finally:
            self.bad(prof)
    def t6(self):
        prof = R()
        prof.run()
        x = 1
        bad(prof)
u = U()
for t in u.t1, u.t2, u.t3, u.t4, u.t5, u.t6:
    try: t()
    except Exception as e:
        tb = e.__traceback__
        while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno, end=' '); tb = tb.tb_next
        print()
