# What runpy runs may be named by any kind of path.
import os
import pathlib
import runpy
import tempfile

with tempfile.TemporaryDirectory() as folder:
    script = pathlib.Path(folder) / "script.py"
    script.write_text("def f():\n    return __name__, __file__ == expected\nresult = f()\n")
    for path in str(script), script, os.fsencode(script):
        print(runpy.run_path(path, {"expected": path}, "ran")["result"])
