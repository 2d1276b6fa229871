"""Hatchling's way to the workspace's build hook, which a source distribution holds beside this file."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE if (HERE / "mypyc_hook.py").exists() else HERE.parents[1] / "tools"))

from mypyc_hook import CompiledBuildHook  # noqa: E402, F401
