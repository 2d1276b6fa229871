"""Runs the programs of one batch, one after another in one process, each under a line that says which it is."""

import importlib
import sys
import traceback

import guest_support

for name in sys.argv[1:]:
    print("=====", name, flush=True)
    guest_support.refuel()
    try:
        importlib.import_module(name)
    except BaseException:
        traceback.print_exc(file=sys.stdout)
    sys.modules.pop(name, None)
    print("===== end", flush=True)
