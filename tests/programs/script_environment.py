# args: one "two words" --flag -c x
# stdin: first line\nsecond line\nlast
"""What the program sees of its surroundings: arguments, name, files, path, streams, exit hooks and status."""
import atexit
import os
import sys

print(sys.argv, __name__, __file__, __doc__.split()[0], sys.path[0] == os.path.dirname(os.path.abspath(__file__)), __cached__ if "__cached__" in globals() else "none")
print(sorted(name for name in globals() if name.startswith("__")), sys.modules["__main__"].__dict__ is globals())
print(input("prompt> "), repr(sys.stdin.readline()), [line for line in sys.stdin], sys.flags.optimize, sys.executable != "", sys.orig_argv is not None)
try:
    input()
except EOFError as error:
    print(error)
atexit.register(print, "atexit one")


@atexit.register
def second():
    print("atexit two", file=sys.stderr)


sys.excepthook = lambda kind, value, trace: print("hook", kind.__name__, value, trace.tb_lineno)
sys.stderr.write("to stderr\n")
print("unflushed", end="")


class AtExit:
    def __del__(self):
        print("deleted at exit")


kept = AtExit()
sys.exit(7)
