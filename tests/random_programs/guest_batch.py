"""Runs the programs of one batch, one after another in one process, each under a line that says which it is."""

import sys
import traceback

import guest_support

for name in sys.argv[1:]:
    print("=====", name, flush=True)
    guest_support.refuel()
    try:
        __import__(name)  # not importlib.import_module, whose own frames would show in tracebacks
    except BaseException:
        traceback.print_exc(file=sys.stdout)
    sys.modules.pop(name, None)
    print("===== end", flush=True)
