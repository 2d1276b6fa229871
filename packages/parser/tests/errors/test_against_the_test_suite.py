"""The commands that compare the error pass with the host, on a sample."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
HAS_TESTS = importlib.util.find_spec("test") is not None and importlib.util.find_spec("test.test_syntax") is not None
pytestmark = pytest.mark.skipif(sys.version_info[1] > 13, reason="the messages of later versions are not known yet")


def run(tool: str, *arguments: str) -> str:
    command = [sys.executable, str(TOOLS / tool), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.skipif(not HAS_TESTS, reason="the host comes without CPython's tests")
@pytest.mark.parametrize(("module", "most"), [("test_syntax", 300), ("test_exceptions", 40), ("test_fstring", 120)])
def test_sources_of_cpython_s_tests(module: str, most: int) -> None:
    row = re.search(rf"^{module} +(\d+) +([\d.]+)% +([\d.]+)%", run("errors.py", module), re.MULTILINE)
    assert row is not None
    assert int(row[1]) > most
    assert float(row[2]) >= 97
    assert float(row[3]) >= 95


def test_sources_made_wrong_by_chance() -> None:
    output = run("error_mutations.py", "--cases", "600", "--seed", "7")
    refused = re.search(r"600 cases, (\d+) refused", output)
    message = re.search(r"same message: ([\d.]+)%", output)
    assert refused is not None and int(refused[1]) > 300
    assert message is not None and float(message[1]) > 99
    assert "falsely accepted: 0, falsely refused: 0" in output
